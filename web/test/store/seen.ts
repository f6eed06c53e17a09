/** How colours look: CIELAB (D65), through eyes with all cones or without one kind of them (Machado et al. 2009). */

import type { Rgb } from "../../src/stage/contract";

export type Eye = "all cones" | "no red cones" | "no green cones";

export const EYES: Readonly<Record<Eye, readonly number[]>> = {
  "all cones": [1, 0, 0, 0, 1, 0, 0, 0, 1],
  "no red cones": [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  "no green cones": [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
};

type Lab = readonly [number, number, number];

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const cube = (value: number) =>
  value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116;

export function lab(color: Rgb, eye: Eye): Lab {
  const light = color.map((value) => linear(value / 255));
  const seen = (channel: number) => {
    const sum = light.reduce((all, value, at) => all + (EYES[eye][3 * channel + at] ?? 0) * value, 0);
    return Math.min(Math.max(sum, 0), 1);
  };
  const [r, g, b] = [seen(0), seen(1), seen(2)];
  const x = cube((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = cube(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = cube((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The smallest difference between any two of the colours; about 2 can just be seen side by side. */
export function closest(colors: readonly Rgb[], eye: Eye): number {
  const labs = colors.map((color) => lab(color, eye));
  let least = Number.POSITIVE_INFINITY;
  labs.forEach((one, at) => {
    for (const other of labs.slice(0, at))
      least = Math.min(least, Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]));
  });
  return least;
}
