/** The colours of the scene by day and by night (sRGB, 0–255). Data colours come from the palette, not from here. */

import type { Rgb } from "../stage/contract";

export interface Theme {
  readonly ground: Rgb;
  readonly ink: Rgb;
  readonly accent: Rgb;
  /** A point without a colour of its own. */
  readonly point: Rgb;
  readonly line: Rgb;
}

export const THEMES: Readonly<Record<"day" | "night", Theme>> = {
  day: {
    ground: [251, 251, 249],
    ink: [28, 32, 36],
    accent: [214, 69, 26],
    point: [77, 103, 136],
    line: [118, 126, 134],
  },
  night: {
    ground: [14, 17, 20],
    ink: [232, 234, 237],
    accent: [255, 138, 92],
    point: [143, 170, 204],
    line: [128, 138, 148],
  },
};

export function css(color: Rgb, alpha = 1): string {
  return `rgb(${color[0]} ${color[1]} ${color[2]} / ${alpha})`;
}
