// How the front end is built: two entries (every page, and pages with a map) into the package's static files.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { createLogger, defineConfig, type Plugin } from "vite";

// The Utrecht components carry classes that only show a state in a style guide (`--hover`, `--focus`, …) and
// variants for HTML without classes (`--html-…`, except links, whose real states hang on it). None is used here.
const SHOWCASE =
  /--(hover|focus|focus-visible|active|visited|html-(?!a)[a-z0-9-]+|busy|pressed|submit|ready|warning-action|row-hover|row-focus-within|oneline|fixed|telephone|autocomplete-[a-z-]+)\b|utrecht-button--(primary-action|secondary-action|subtle)\.utrecht-button--(warning|ready)|__row--alternate|__header--sticky|__footer--sticky|utrecht-radio-button--custom|--sticky-(block|inline)/;

interface StyleRule {
  selectors: string[];
  remove(): void;
}

const dropShowcase = {
  postcssPlugin: "weerbaar-drop-showcase",
  Rule(rule: StyleRule) {
    if (!rule.selectors.some((selector) => selector.includes(".utrecht-"))) return;
    const kept = rule.selectors.filter((selector) => !SHOWCASE.test(selector));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  },
};

// The server sends these instead of the plain file to browsers that accept them. Made of the files as they
// were written: the bundler fills in its last placeholders only then.
const compressed: Plugin = {
  name: "weerbaar-compressed",
  apply: "build",
  writeBundle({ dir }, bundle) {
    for (const fileName of Object.keys(bundle)) {
      if (!dir || !/\.(css|m?js|svg)$/.test(fileName)) continue;
      const source = readFileSync(join(dir, fileName));
      writeFileSync(join(dir, `${fileName}.gz`), gzipSync(source, { level: 9 }));
      writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(source));
    }
  },
};

// One component's style sheet starts with its character set, which means nothing in a bundle.
const logger = createLogger("warn");
const warn = logger.warn.bind(logger);
logger.warn = (message, options) => {
  if (!message.includes("@charset")) warn(message, options);
};

export default defineConfig({
  customLogger: logger,
  base: "./",
  css: { postcss: { plugins: [dropShowcase as never] } },
  plugins: [compressed],
  build: {
    outDir: "../src/weerbaar/interface/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
    target: "es2022",
    rollupOptions: {
      // htmx evaluates only where a page's settings allow it, and ours do not; nor does our security policy
      checks: { eval: false, pluginTimings: false },
      input: { main: "src/main.ts", map: "src/map.ts", exercise: "src/exercise.ts" },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
