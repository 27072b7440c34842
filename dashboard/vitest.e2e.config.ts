import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests in a real browser against a real, empty server: CORDWOOD_URL says where, CHROMIUM which browser. */
export default defineConfig({
  root: fileURLToPath(new URL("./", import.meta.url)),
  test: {
    include: ["src/e2e/**/*.test.ts"],
    environment: "node",
    // One server, filled step by step: files and tests run in order.
    fileParallelism: false,
    sequence: { concurrent: false },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    bail: 0,
  },
});
