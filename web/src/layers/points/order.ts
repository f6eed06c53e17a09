/** In which order rows are drawn: mixed, so that any prefix is a fair sample, and the same whichever rows are hidden. */

import type { Card } from "../../card/card";
import { Numbers } from "../../card/numbers";
import { shuffled } from "../../geometry/shuffle";

export class DrawOrder {
  /** The index buffer; only the first `size` entries mean anything. */
  readonly index: Numbers<Uint32Array>;
  size = 0;
  private readonly all: Uint32Array;

  constructor(card: Card, count: number) {
    this.all = shuffled(count, () => true);
    this.index = new Numbers(card, new Uint32Array(count), 1, { order: true });
  }

  /** The rows to draw now, most important first. */
  get rows(): Uint32Array {
    return this.index.array.subarray(0, this.size);
  }

  /** At which place of the order a row stands, or -1. */
  placeOf(row: number): number {
    return this.rows.indexOf(row);
  }

  keepAll(): void {
    this.index.array.set(this.all);
    this.size = this.all.length;
    this.index.touch();
  }

  keep(wanted: (row: number) => boolean): void {
    const rows = this.index.array;
    let size = 0;
    for (const row of this.all) if (wanted(row)) rows[size++] = row;
    this.size = size;
    this.index.touch(0, size);
  }
}
