import { defineConfig } from "vite";

// `npx vite gallery` shows the stage alone, with seeded data; `?scene=cloud&theme=night&n=10000` chooses what.
export default defineConfig({ base: "./", server: { fs: { allow: [".."] } } });
