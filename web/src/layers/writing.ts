/** Text as it is written on the picture: any script, one line, a halo in the ground colour. */

import type { Rgb } from "../stage/contract";
import { css } from "./theme";

const LONGEST = 42;
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export interface Style {
  /** Without the family: weight and size. */
  readonly font: string;
  readonly ink: Rgb;
  readonly halo: Rgb;
  readonly opacity: number;
}

/** One line of at most 42 characters, never cut inside one: an emoji, an accent or a syllable stays whole. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= LONGEST) return line;
  const parts = Array.from(characters.segment(line), ({ segment }) => segment);
  if (parts.length <= LONGEST) return line;
  return `${parts
    .slice(0, LONGEST - 1)
    .join("")
    .trimEnd()}…`;
}

/** Whether a line reads from right to left: its first letter decides. */
export function readsLeftward(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Measures and writes in one family of fonts; what was measured is remembered. */
export class Pen {
  private readonly widths = new Map<string, number>();

  constructor(private readonly family: string) {}

  /** A typeface has arrived: what was measured in another is of no use. */
  forget(): void {
    this.widths.clear();
  }

  /** In CSS pixels, rounded up. */
  width(context: CanvasRenderingContext2D, font: string, text: string): number {
    const key = `${font}${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    if (this.widths.size > 50_000) this.widths.clear();
    context.font = `${font} ${this.family}`;
    const width = Math.ceil(context.measureText(text).width);
    this.widths.set(key, width);
    return width;
  }

  /** `x`: the left end; `y`: the middle of the line. */
  write(context: CanvasRenderingContext2D, text: string, x: number, y: number, style: Style): void {
    context.font = `${style.font} ${this.family}`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.direction = readsLeftward(text) ? "rtl" : "ltr";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = css(style.halo, 0.9);
    context.fillStyle = css(style.ink, style.opacity);
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}
