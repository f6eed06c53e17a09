import { defineConfig, mergeConfig } from "vitest/config";
import page from "./vite.config";

// Style sheets are part of what is tested: colours have to stand out from each other.
export default mergeConfig(page, defineConfig({ test: { css: true } }));
