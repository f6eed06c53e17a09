/** Colours for data: Okabe–Ito up to 8 categories, a glasbey table beyond, viridis for numbers. One per theme. */

import type { Rgb } from "../../stage/contract";
import { DAY, NIGHT } from "./glasbey";

export type Theme = "day" | "night";

/** Okabe & Ito 2008, safe for colour-blind eyes; black gives way to a light grey on the night ground. */
const OKABE_ITO = ["0072b2", "e69f00", "009e73", "d55e00", "56b4e9", "cc79a7", "f0e442"];
const LAST = { day: "1c2024", night: "e8eaed" } as const;

/** Nine anchors of viridis (Smith & van der Walt 2015), evenly spaced. */
const VIRIDIS = ["440154", "472c7a", "3b518b", "2c718e", "21908d", "27ad81", "5cc863", "aadc32", "fde725"];

/** For rows without a value: present, but no category. */
const MISSING = { day: "a9afb4", night: "565e66" } as const;

export const MOST_CATEGORIES = 256;
export const GRADIENT_STEPS = 256;

export function rgb(hex: string): Rgb {
  const at = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16);
  return [at(0), at(2), at(4)];
}

export function css(colour: Rgb): string {
  return `rgb(${colour.map(Math.round).join(" ")})`;
}

export function missing(theme: Theme): Rgb {
  return rgb(MISSING[theme]);
}

/** `count` colours (at most 256) that can be told apart on the theme's ground. */
export function categorical(count: number, theme: Theme): readonly Rgb[] {
  if (count <= OKABE_ITO.length + 1) return [...OKABE_ITO, LAST[theme]].slice(0, count).map(rgb);
  const packed = theme === "day" ? DAY : NIGHT;
  const size = Math.min(count, MOST_CATEGORIES);
  return Array.from({ length: size }, (_, at) => rgb(packed.slice(6 * at, 6 * at + 6)));
}

/** The gradient at `share` from 0 to 1. */
export function viridis(share: number): Rgb {
  const place = Math.min(Math.max(share, 0), 1) * (VIRIDIS.length - 1);
  const low = Math.min(Math.floor(place), VIRIDIS.length - 2);
  const [from, to] = [rgb(VIRIDIS[low] ?? "000000"), rgb(VIRIDIS[low + 1] ?? "000000")];
  const mix = (a: number, b: number) => Math.round(a + (b - a) * (place - low));
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

export function gradient(): readonly Rgb[] {
  return Array.from({ length: GRADIENT_STEPS }, (_, step) => viridis(step / (GRADIENT_STEPS - 1)));
}
