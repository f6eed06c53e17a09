// Writes src/store/palettes/glasbey.ts: two tables of 256 colours, each colour as far as can be from all before it.
//
// After Glasbey et al. 2007, "Colour displays for categorical images": greedy farthest point in CIELAB (D65), here over
// a 12-step RGB lattice, with lightness bounds for the ground the points lie on and a least chroma, so that no colour
// is mistaken for the ground or for "no category". Deterministic: no randomness, ties go to the first candidate.
//
//     node scripts/glasbey.mjs

import { writeFileSync } from "node:fs";

const COUNT = 256;
const BOUNDS = { DAY: { low: 30, high: 66, chroma: 22 }, NIGHT: { low: 58, high: 90, chroma: 22 } };
const FIRST = { DAY: [0, 114, 178], NIGHT: [86, 180, 233] };

const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const cube = (value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116);

function lab([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((value) => linear(value / 255));
  const x = cube((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = cube(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = cube((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function candidates({ low, high, chroma }) {
  const steps = Array.from({ length: 22 }, (_, step) => Math.round((step * 255) / 21));
  const all = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => [r, g, b])));
  return all
    .map((rgb) => ({ rgb, lab: lab(rgb) }))
    .filter(({ lab: [l, a, b] }) => l >= low && l <= high && Math.hypot(a, b) >= chroma);
}

function table(name) {
  const pool = candidates(BOUNDS[name]);
  const distance = new Float64Array(pool.length).fill(Number.POSITIVE_INFINITY);
  const chosen = [];
  let next = { rgb: FIRST[name], lab: lab(FIRST[name]) };
  while (chosen.length < COUNT) {
    chosen.push(next.rgb);
    let best = 0;
    pool.forEach((candidate, at) => {
      const gap = Math.hypot(...candidate.lab.map((value, axis) => value - next.lab[axis]));
      distance[at] = Math.min(distance[at], gap);
      if (distance[at] > distance[best]) best = at;
    });
    next = pool[best];
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
