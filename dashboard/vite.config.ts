import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const cordwood = process.env["CORDWOOD_URL"] ?? "http://127.0.0.1:8050";

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
      ["/api/v1", "/select", "/health", "/insert"].map((path) => [
        path,
        // The server answers pages of its own address only.
        { target: cordwood, changeOrigin: true, headers: { origin: cordwood, "sec-fetch-site": "same-origin" } },
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
