/** In which order rows are drawn: mixed, so that any prefix is a fair sample, and the same whichever rows are hidden. */

import { BufferAttribute } from "three";
import { shuffled } from "../../geometry/shuffle";

export class DrawOrder {
  /** The index buffer; only the first `size` entries mean anything. */
  readonly index: BufferAttribute;
  size = 0;
  private readonly all: Uint32Array;

  constructor(count: number) {
    this.all = shuffled(count, () => true);
    this.index = new BufferAttribute(new Uint32Array(count), 1);
  }

  /** The rows to draw now, most important first. */
  get rows(): Uint32Array {
    return (this.index.array as Uint32Array).subarray(0, this.size);
  }

  /** At which place of the order a row stands, or -1. */
  placeOf(row: number): number {
    return this.rows.indexOf(row);
  }

  keep(wanted: (row: number) => boolean): void {
    const rows = this.index.array as Uint32Array;
    let size = 0;
    for (const row of this.all) if (wanted(row)) rows[size++] = row;
    this.size = size;
    this.index.needsUpdate = true;
  }
}
