/** Colours for numbers: ramps whose lightness alone tells the order. */

import type { Rgb } from "../../stage/contract";
import { rgb, type Theme } from "./palettes";

export type RampName = "viridis" | "cividis" | "magma" | "diverging";
export const RAMPS: readonly RampName[] = ["viridis", "cividis", "magma", "diverging"];

/**
 * Anchors, evenly spaced: viridis and magma of Smith & van der Walt 2015, cividis of Nuñez, Anderton & Renslow 2018. The
 * diverging one, blue to red, turns at a grey that can be seen on the theme's ground.
 */
const ANCHORS: Readonly<Record<RampName, Readonly<Record<Theme, readonly string[]>>>> = {
  viridis: both("440154 472c7a 3b518b 2c718e 21908d 27ad81 5cc863 aadc32 fde725"),
  cividis: both("00224e 123570 3b496c 575d6d 707173 8a8779 a59c74 c3b369 e1cc55 fee838"),
  magma: both("1c1044 4f127b 812581 b5367a e55964 fb8761 fec287 fcfdbf"),
  diverging: {
    day: "1f4e9c 4a7fbd 86abcf bdbfbe d99b80 c25a45 961a2c".split(" "),
    night: "9ccbff 6a9fd6 46709c 4b5056 93573f cf7c55 ffb48c".split(" "),
  },
};

export const RAMP_STEPS = 256;

/** The ramp's colour at `share` from 0 to 1. */
export function rampAt(name: RampName, theme: Theme, share: number): Rgb {
  const anchors = ANCHORS[name][theme];
  const place = Math.min(Math.max(share, 0), 1) * (anchors.length - 1);
  const low = Math.min(Math.floor(place), anchors.length - 2);
  const [from, to] = [rgb(anchors[low] ?? "000000"), rgb(anchors[low + 1] ?? "000000")];
  const mix = (a: number, b: number) => Math.round(a + (b - a) * (place - low));
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

export function ramp(name: RampName, theme: Theme): readonly Rgb[] {
  return Array.from({ length: RAMP_STEPS }, (_, step) => rampAt(name, theme, step / (RAMP_STEPS - 1)));
}

function both(anchors: string): Record<Theme, readonly string[]> {
  return { day: anchors.split(" "), night: anchors.split(" ") };
}
