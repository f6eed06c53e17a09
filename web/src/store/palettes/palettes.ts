/** Colours for categories: Okabe–Ito up to 8, a glasbey table beyond, its shades beyond that. One per theme. */

import type { Rgb } from "../../stage/contract";
import { DAY, NIGHT } from "./glasbey";

export type Theme = "day" | "night";

/** Okabe & Ito 2008, safe for colour-blind eyes; black gives way to a light grey on the night ground. */
const OKABE_ITO = ["0072b2", "e69f00", "009e73", "d55e00", "56b4e9", "cc79a7", "f0e442"];
const LAST = { day: "1c2024", night: "e8eaed" } as const;

/** For rows without a value: present, but no category. */
const MISSING = { day: "a9afb4", night: "565e66" } as const;

/** As many as have a colour of their own; of 4,096 none are alike, but no eye tells more than a few dozen apart. */
export const MOST_CATEGORIES = 4_096;
const TABLE = DAY.length / 6;
/** Each further round through the table is so much nearer to this grey. */
const DULLER = 0.055;
const GREY = 128;

export function rgb(hex: string): Rgb {
  const at = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16);
  return [at(0), at(2), at(4)];
}

/** A file's own colour ("#rrggbb"); null for anything else. */
export function written(color: string | undefined): Rgb | null {
  return color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? rgb(color.slice(1)) : null;
}

export function css(colour: Rgb): string {
  return `rgb(${colour.map(Math.round).join(" ")})`;
}

export function missing(theme: Theme): Rgb {
  return rgb(MISSING[theme]);
}

/** `count` colours (at most `MOST_CATEGORIES`), no two alike, and the first of them as different as can be. */
export function categorical(count: number, theme: Theme): readonly Rgb[] {
  if (count <= OKABE_ITO.length + 1) return [...OKABE_ITO, LAST[theme]].slice(0, count).map(rgb);
  const packed = theme === "day" ? DAY : NIGHT;
  const table = Array.from({ length: TABLE }, (_, at) => rgb(packed.slice(6 * at, 6 * at + 6)));
  return Array.from({ length: Math.min(count, MOST_CATEGORIES) }, (_, at) =>
    shade(table[at % TABLE] ?? missing(theme), Math.floor(at / TABLE)),
  );
}

function shade([red, green, blue]: Rgb, round: number): Rgb {
  const toward = (value: number) => Math.round(value + (GREY - value) * DULLER * round);
  return [toward(red), toward(green), toward(blue)];
}
