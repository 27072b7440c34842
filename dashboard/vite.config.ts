import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("./src/main/web"),
  base: "./",
  publicDir: here("./src/main/web/public"),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: here("./target/classes/dev/cordwood/dashboard/files"),
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 800,
    // Everything from files of our own: the page's policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/select", "/health", "/insert"].map((path) => [
        path,
        { target: process.env["CORDWOOD_URL"] ?? "http://127.0.0.1:8050", changeOrigin: true },
      ]),
    ),
  },
  test: {
    root: here("./"),
    include: ["src/test/web/**/*.test.{ts,tsx}"],
    environment: "node",
    css: false,
    restoreMocks: true,
  },
});
