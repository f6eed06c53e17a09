/** Labels beside points, on a canvas of their own above the scene: any script, a halo in the ground colour. */

import { type Anchor, type Box, beside, Occupancy, roomBeside } from "../geometry/placement";
import type { Viewport } from "../geometry/projection";
import { css, type Theme } from "./theme";

/** A row that asks for a label. Rows come in order of importance. */
export interface Candidate extends Anchor {
  readonly row: number;
  readonly emphasis: "plain" | "selected";
  /** 0 … 1: how strongly the text is drawn (depth). */
  readonly opacity: number;
}

/** Without the family, which is the page's own. */
const FONTS: Readonly<Record<Candidate["emphasis"], { readonly font: string; readonly height: number }>> = {
  plain: { font: "400 12px", height: 15 },
  selected: { font: "600 13px", height: 17 },
};
/** More than this is no longer read, and costs time in every picture. */
const MOST = 250;
/** Texts that are measured or looked up at most in one picture. */
const TRIES = 2_500;
const LONGEST = 42;
/** No text is narrower than this, in pixels: where not even so much is free, nothing needs to be measured. */
const NARROWEST = 6;

export class LabelsLayer {
  private readonly context: CanvasRenderingContext2D | null;
  private readonly widths = new Map<string, number>();
  private empty = true;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private theme: Theme,
    private readonly family: string,
  ) {
    this.context = canvas.getContext("2d");
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
  }

  /** How many labels found a place. */
  draw(
    viewport: Viewport,
    pixelRatio: number,
    candidates: Iterable<Candidate>,
    text: (row: number) => string,
  ): number {
    const { context } = this;
    if (!context) return 0;
    this.clear();
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.lineJoin = "round";
    const grid = new Occupancy(viewport);
    let placed = 0;
    let tries = 0;
    for (const candidate of candidates) {
      if (placed >= MOST || tries >= TRIES) break;
      if (!roomBeside(grid, candidate, NARROWEST, FONTS[candidate.emphasis].height)) continue;
      tries += 1;
      if (this.drawOne(context, grid, candidate, text(candidate.row))) placed += 1;
    }
    this.empty = placed === 0;
    return placed;
  }

  clear(): void {
    if (this.empty) return;
    this.context?.setTransform(1, 0, 0, 1, 0, 0);
    this.context?.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.empty = true;
  }

  private drawOne(
    context: CanvasRenderingContext2D,
    grid: Occupancy,
    candidate: Candidate,
    full: string,
  ): boolean {
    const text = shortened(full);
    if (!text) return false;
    const { height } = FONTS[candidate.emphasis];
    const font = `${FONTS[candidate.emphasis].font} ${this.family}`;
    const box = beside(grid, candidate, this.measure(context, font, text) + 2, height);
    if (!box) return false;
    this.write(context, box, font, text, candidate.opacity);
    return true;
  }

  private write(
    context: CanvasRenderingContext2D,
    box: Box,
    font: string,
    text: string,
    opacity: number,
  ): void {
    const x = box.x + 1;
    const y = box.y + box.height / 2;
    context.font = font;
    context.lineWidth = 3.5;
    context.strokeStyle = css(this.theme.ground, 0.9);
    context.fillStyle = css(this.theme.ink, opacity);
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }

  private measure(context: CanvasRenderingContext2D, font: string, text: string): number {
    const key = `${font}${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    if (this.widths.size > 20_000) this.widths.clear();
    context.font = font;
    const width = Math.ceil(context.measureText(text).width);
    this.widths.set(key, width);
    return width;
  }
}

/** One line of at most 42 characters, never cut inside one. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const characters = line.length > LONGEST ? Array.from(line) : [];
  return characters.length > LONGEST
    ? `${characters
        .slice(0, LONGEST - 1)
        .join("")
        .trimEnd()}…`
    : line;
}
