/** Labels beside their points without collisions: greedy, in order of importance, on a grid of small cells. */

import type { Viewport } from "./projection";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CELL = 4;

/** Which cells of the canvas are taken. What the insets cover counts as taken. */
export class Occupancy {
  private readonly columns: number;
  private readonly rows: number;
  private readonly taken: Uint8Array;

  constructor(private readonly viewport: Viewport) {
    this.columns = Math.max(1, Math.ceil(viewport.width / CELL));
    this.rows = Math.max(1, Math.ceil(viewport.height / CELL));
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  /** Whether the whole box lies in the free part of the canvas and touches nothing. */
  isFree(box: Box): boolean {
    const { width, height, insets } = this.viewport;
    if (box.x < insets.left || box.y < insets.top) return false;
    if (box.x + box.width > width - insets.right || box.y + box.height > height - insets.bottom) return false;
    return !this.some(box, (cell) => this.taken[cell] === 1);
  }

  take(box: Box): void {
    this.some(box, (cell) => {
      this.taken[cell] = 1;
      return false;
    });
  }

  private some(box: Box, visit: (cell: number) => boolean): boolean {
    const right = Math.min(this.columns - 1, Math.floor((box.x + box.width) / CELL));
    const bottom = Math.min(this.rows - 1, Math.floor((box.y + box.height) / CELL));
    for (let row = Math.max(0, Math.floor(box.y / CELL)); row <= bottom; row++) {
      for (let column = Math.max(0, Math.floor(box.x / CELL)); column <= right; column++) {
        if (visit(row * this.columns + column)) return true;
      }
    }
    return false;
  }
}

/** Anchors in one cell that are let through. */
const MOST_IN_CELL = 4;

/**
 * Lets through the first few places in each cell of the canvas. Where those found no room for a label, hardly another
 * one does, and to look for it among a million takes seconds.
 */
export class Sieve {
  private readonly columns: number;
  private readonly rows: number;
  private readonly seen: Uint8Array;

  /** `line`: the height of a label; cells are twice as wide as high. */
  constructor(
    viewport: Viewport,
    private readonly line: number,
  ) {
    this.columns = Math.max(1, Math.ceil(viewport.width / (2 * line)));
    this.rows = Math.max(1, Math.ceil(viewport.height / line));
    this.seen = new Uint8Array(this.columns * this.rows);
  }

  admits(x: number, y: number): boolean {
    const column = Math.min(this.columns - 1, Math.max(0, Math.floor(x / (2 * this.line))));
    const cell = Math.min(this.rows - 1, Math.max(0, Math.floor(y / this.line))) * this.columns + column;
    if ((this.seen[cell] as number) >= MOST_IN_CELL) return false;
    this.seen[cell] = (this.seen[cell] as number) + 1;
    return true;
  }
}

export interface Anchor {
  /** The point's centre and the radius to keep clear of, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** The first free box right of, left of, above or below the anchor, now taken; null if all four collide. */
export function beside(grid: Occupancy, anchor: Anchor, width: number, height: number): Box | null {
  const box = roomBeside(grid, anchor, width, height);
  if (box) grid.take(box);
  return box;
}

/** As `beside`, but nothing is taken. */
export function roomBeside(grid: Occupancy, anchor: Anchor, width: number, height: number): Box | null {
  const gap = anchor.radius + 3;
  const middle = { x: anchor.x - width / 2, y: anchor.y - height / 2 };
  return (
    freeAt(grid, anchor.x + gap, middle.y, width, height) ??
    freeAt(grid, anchor.x - gap - width, middle.y, width, height) ??
    freeAt(grid, middle.x, anchor.y - gap - height, width, height) ??
    freeAt(grid, middle.x, anchor.y + gap, width, height)
  );
}

function freeAt(grid: Occupancy, x: number, y: number, width: number, height: number): Box | null {
  const box = { x, y, width, height };
  return grid.isFree(box) ? box : null;
}

/** The box round the anchor's centre if it is free, now taken. */
export function over(grid: Occupancy, anchor: Anchor, width: number, height: number): Box | null {
  const box = freeAt(grid, anchor.x - width / 2, anchor.y - height / 2, width, height);
  if (box) grid.take(box);
  return box;
}
