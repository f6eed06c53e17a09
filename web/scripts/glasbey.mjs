// Writes src/store/palettes/glasbey.ts: two tables of 256 colours, each colour as far as can be from all before it.
//
// After Glasbey et al. 2007, "Colour displays for categorical images": greedy farthest point in CIELAB (D65), here over
// an RGB lattice of 22 steps, with bounds on lightness for the ground the points lie on and on chroma, so that no colour
// shouts and none is mistaken for the ground or for "no category". Deterministic: ties go to the first candidate.
//
//     node scripts/glasbey.mjs

import { writeFileSync } from "node:fs";

const COUNT = 256;
const BOUNDS = {
  DAY: { low: 30, high: 70, dull: 20, garish: 72 },
  NIGHT: { low: 55, high: 90, dull: 20, garish: 72 },
};

/** Okabe & Ito 2008 first, without the yellow that paper swallows and the blue that night swallows. */
const FIRST = {
  DAY: ["0072b2", "e69f00", "009e73", "d55e00", "56b4e9", "cc79a7"],
  NIGHT: ["56b4e9", "e69f00", "009e73", "d55e00", "cc79a7", "f0e442"],
};

const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const cube = (value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116);

function lab([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((value) => linear(value / 255));
  const x = cube((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = cube(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = cube((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function candidates({ low, high, dull, garish }) {
  const steps = Array.from({ length: 22 }, (_, step) => Math.round((step * 255) / 21));
  const all = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => [r, g, b])));
  return all
    .map((rgb) => ({ rgb, lab: lab(rgb) }))
    .filter(({ lab: [l, a, b] }) => l >= low && l <= high && Math.hypot(a, b) >= dull && Math.hypot(a, b) <= garish);
}

function table(name) {
  const pool = candidates(BOUNDS[name]);
  const nearest = new Float64Array(pool.length).fill(Number.POSITIVE_INFINITY);
  const chosen = [];
  const take = (rgb) => {
    const at = lab(rgb);
    chosen.push(rgb);
    pool.forEach((candidate, place) => {
      const gap = Math.hypot(...candidate.lab.map((value, axis) => value - at[axis]));
      nearest[place] = Math.min(nearest[place], gap);
    });
  };
  for (const hex of FIRST[name]) take([0, 2, 4].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)));
  while (chosen.length < COUNT) {
    const best = nearest.reduce((far, gap, place) => (gap > nearest[far] ? place : far), 0);
    take(pool[best].rgb);
  }
  return chosen.map((rgb) => rgb.map((value) => value.toString(16).padStart(2, "0")).join(""));
}

function written(name) {
  const colours = table(name);
  const lines = Array.from({ length: COUNT / 16 }, (_, line) => `  "${colours.slice(line * 16, line * 16 + 16).join("")}"`);
  return `export const ${name} =\n${lines.join(" +\n")};\n`;
}

const head =
  "/** 256 colours for day and night, six hexadecimal digits each. Written by scripts/glasbey.mjs. Do not edit. */\n";
const place = new URL("../src/store/palettes/glasbey.ts", import.meta.url);
writeFileSync(place, [head, written("DAY"), written("NIGHT")].join("\n"));
