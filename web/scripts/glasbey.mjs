// Writes src/store/palettes/glasbey.ts: two tables of 512 colours, each colour as far as can be from all before it.
//
// After Glasbey et al. 2007, "Colour displays for categorical images": greedy farthest point in CIELAB (D65), here over
// an RGB lattice of 22 steps, with bounds on lightness for the ground the points lie on and on chroma, so that no colour
// shouts and none is mistaken for the ground or for "no category". Two colours are as far apart as the eye that tells them
// apart worst sees them: one without red cones, one without green ones (Machado et al. 2009), or one with all. What few
// cones see counts more, for else they would decide alone. Deterministic: ties go to the first candidate.
//
//     node scripts/glasbey.mjs

import { writeFileSync } from "node:fs";

const COUNT = 512;
const COUNTS_MORE = 2.5;
const BOUNDS = {
  DAY: { low: 30, high: 72, dull: 15, garish: 80 },
  NIGHT: { low: 52, high: 90, dull: 15, garish: 80 },
};

/** Okabe & Ito 2008 first, without the yellow that paper swallows and the blue that night swallows. */
const FIRST = {
  DAY: ["0072b2", "e69f00", "009e73", "d55e00", "56b4e9", "cc79a7"],
  NIGHT: ["56b4e9", "e69f00", "009e73", "d55e00", "cc79a7", "f0e442"],
};

const EYES = [
  { weight: 1, seen: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
  {
    weight: COUNTS_MORE,
    seen: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  },
  {
    weight: COUNTS_MORE,
    seen: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  },
];

const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const cube = (value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116);
const within = (value) => Math.min(Math.max(value, 0), 1);

function lab(rgb, { seen }) {
  const light = rgb.map((value) => linear(value / 255));
  const [r, g, b] = [0, 3, 6].map((at) =>
    within(light.reduce((sum, value, channel) => sum + seen[at + channel] * value, 0)),
  );
  const x = cube((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = cube(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = cube((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const looks = (rgb) => EYES.map((eye) => lab(rgb, eye));

function candidates({ low, high, dull, garish }) {
  const steps = Array.from({ length: 22 }, (_, step) => Math.round((step * 255) / 21));
  const all = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => [r, g, b])));
  return all
    .map((rgb) => ({ rgb, labs: looks(rgb) }))
    .filter(({ labs: [[l, a, b]] }) => {
      const chroma = Math.hypot(a, b);
      return l >= low && l <= high && chroma >= dull && chroma <= garish;
    });
}

function gap(one, other) {
  const gaps = EYES.map(({ weight }, eye) => {
    const [a, b] = [one[eye], other[eye]];
    return weight * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  });
  return Math.min(...gaps);
}

function table(name) {
  const pool = candidates(BOUNDS[name]);
  const nearest = new Float64Array(pool.length).fill(Number.POSITIVE_INFINITY);
  const chosen = [];
  const take = (rgb) => {
    const at = looks(rgb);
    chosen.push(rgb);
    pool.forEach(({ labs }, place) => {
      nearest[place] = Math.min(nearest[place], gap(labs, at));
    });
  };
  for (const hex of FIRST[name]) take([0, 2, 4].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)));
  while (chosen.length < COUNT) {
    const best = nearest.reduce((far, distance, place) => (distance > nearest[far] ? place : far), 0);
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
  "/** 512 colours for day and night, six hexadecimal digits each. Written by scripts/glasbey.mjs. Do not edit. */\n";
const place = new URL("../src/store/palettes/glasbey.ts", import.meta.url);
writeFileSync(place, [head, written("DAY"), written("NIGHT")].join("\n"));
