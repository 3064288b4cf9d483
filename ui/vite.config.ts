import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * The window freezes Object.prototype, so that nothing in the page can tamper with it. One line of ECharts assigns
 * `constructor` to a plain object, which then throws; it is made to define the property instead.
 */
function echartsOnFrozenPrototypes(): Plugin {
  const assigned = "target[name_1] = noop;";
  const defined = "Object.defineProperty(target, name_1, { value: noop, writable: true, configurable: true, enumerable: true });";
  return {
    name: "echarts-on-frozen-prototypes",
    transform(code, id) {
      if (!id.endsWith("/echarts/lib/core/Scheduler.js")) return null;
      if (!code.includes(assigned)) this.error("this release of ECharts has another line there: see whether it still needs mending");
      return { code: code.replace(assigned, defined), map: null };
    },
  };
}

const TRANSPORTS: Record<string, string> = { fixture: "./fixture/transport.ts", test: "./fixture/transport.ts", browser: "./src/lib/backend/http.ts" };

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), echartsOnFrozenPrototypes()],
  resolve: {
    // The build talks to the Rust core in the app; that of mode `browser` over HTTP, for tests. Invented answers stand in
    // for the core only in tests and in `npm run dev`.
    alias: {
      "$transport": path(TRANSPORTS[mode] ?? "./src/lib/backend/tauri.ts"),
      "$lib": path("./src/lib"),
    },
  },
  // `data:` fonts and images would break the content security policy, so nothing is inlined.
  build: { outDir: mode === "browser" ? "dist-browser" : "dist", target: "safari16", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1200 },
  server: { port: 5173, strictPort: true },
  clearScreen: false,
  test: { include: ["test/**/*.test.ts"], setupFiles: ["test/reader.ts"] },
}));
