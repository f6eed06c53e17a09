import { defineConfig } from "vite";

// The page works under any sub-path (a reverse proxy, a notebook server), so every address in it is relative.
export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../src/hyperscope/server/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    license: { fileName: "licenses.txt" },
    target: "es2022",
    modulePreload: { polyfill: false },
  },
});
