/** Labels at points, on a canvas of their own above the scene: as many as find room, the most important first. */

import { type Anchor, type Box, beside, Occupancy, over, roomBeside } from "../geometry/placement";
import type { Viewport } from "../geometry/projection";
import type { Rgb } from "../stage/contract";
import type { Names } from "./names";
import type { Theme } from "./theme";
import { type Pen, type Style, shortened } from "./writing";

/** A row that asks for a label. */
export interface Candidate extends Anchor {
  readonly row: number;
  readonly emphasis: "plain" | "selected";
  /** 0 … 1: how strongly the text is drawn (depth). */
  readonly opacity: number;
  /** How much larger than the plain size. */
  readonly scale: number;
  /** Null: the theme's. */
  readonly ink: Rgb | null;
}

export interface Placed {
  readonly row: number;
  readonly box: Box;
}

export interface Page {
  readonly context: CanvasRenderingContext2D;
  readonly viewport: Viewport;
  /** Pixels of the canvas in a CSS pixel. */
  readonly ratio: number;
  /** Where names stand; null: on the canvas, as labels do. */
  readonly names: Names | null;
}

export interface Limits {
  /** Labels to place. */
  readonly most: number;
  /** Candidates in a row that found no room, after which the page counts as full. */
  readonly patience: number;
}

/** No text is narrower than this, in pixels: where not even so much is free, nothing needs to be measured. */
const NARROWEST = 6;

/** One picture's labels: candidates are offered in order of importance. */
export class Typesetting {
  readonly placed: Placed[] = [];
  private readonly grid: Occupancy;
  private refused = 0;

  constructor(
    private readonly page: Page,
    private readonly pen: Pen,
    private readonly theme: Theme,
    /** Of a plain label, in CSS pixels. */
    private readonly size: number,
    private readonly mode: "beside" | "instead",
    private readonly limits: Limits,
  ) {
    this.grid = new Occupancy(page.viewport);
    page.context.setTransform(page.ratio, 0, 0, page.ratio, 0, 0);
  }

  get full(): boolean {
    return this.placed.length >= this.limits.most || this.refused >= this.limits.patience;
  }

  offer(candidate: Candidate, text: (row: number) => string): void {
    const size = this.sizeOf(candidate);
    const box = this.hasRoom(candidate) ? this.place(candidate, size, lineOf(size), text) : null;
    this.refused = box ? 0 : this.refused + 1;
    if (box) this.placed.push({ row: candidate.row, box });
  }

  /** A name at a place, with its `lean` toward the right or left and down or up (−1 … 1); nothing else is written over it. */
  name(full: string, x: number, y: number, lean: readonly [number, number]): void {
    const text = shortened(full);
    if (!text) return;
    const font = `600 ${this.size}px`;
    const width = this.pen.width(this.page.context, font, text) + 2;
    const height = Math.round(this.size * 1.25);
    const { left, right, top, bottom } = this.page.viewport.insets;
    const box = {
      x: within(x + ((lean[0] - 1) * width) / 2, left + 4, this.page.viewport.width - right - width - 4),
      y: within(y + ((lean[1] - 1) * height) / 2, top + 4, this.page.viewport.height - bottom - height - 4),
      width,
      height,
    };
    this.grid.take(box);
    const style = this.style(font, { ink: this.theme.ink, opacity: 0.72 });
    if (this.page.names) this.page.names.put(text, box, style, this.page.ratio);
    else this.write(text, box, style);
  }

  /** Whether the narrowest text would find room. */
  hasRoom(candidate: Candidate): boolean {
    const height = lineOf(this.sizeOf(candidate));
    if (this.mode === "beside") return roomBeside(this.grid, candidate, NARROWEST, height) !== null;
    return this.grid.isFree({
      x: candidate.x - NARROWEST / 2,
      y: candidate.y - height / 2,
      width: NARROWEST,
      height,
    });
  }

  private sizeOf({ emphasis, scale }: Candidate): number {
    return Math.round((this.size + (emphasis === "selected" ? 1 : 0)) * scale);
  }

  private place(candidate: Candidate, size: number, height: number, text: (row: number) => string) {
    const words = shortened(text(candidate.row));
    if (!words) return null;
    const font = `${candidate.emphasis === "selected" ? 600 : 400} ${size}px`;
    const width = this.pen.width(this.page.context, font, words) + 2;
    const box = (this.mode === "beside" ? beside : over)(this.grid, candidate, width, height);
    const look = { ink: candidate.ink ?? this.theme.ink, opacity: candidate.opacity };
    if (box) this.write(words, box, this.style(font, look));
    return box;
  }

  private style(font: string, look: { ink: Rgb; opacity: number }): Style {
    return { ...look, font, halo: this.theme.ground };
  }

  private write(text: string, box: Box, style: Style): void {
    this.pen.write(this.page.context, text, box.x + 1, box.y + box.height / 2, style);
  }
}

/** The height of a line of text of a size. */
function lineOf(size: number): number {
  return Math.round(size * 1.25);
}

function within(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
