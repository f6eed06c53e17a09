/** Looking at some of the points alone: levels within levels. Layout, camera and colours are not touched. */

import { batch, computed, effect, signal } from "@preact/signals";
import type { Opening } from "./opening";
import { among, distinct, maskOf, type RowsLike } from "./rows";

export interface Level {
  readonly rows: Int32Array;
  readonly mask: Uint8Array;
}

export class Isolation {
  /** Outermost first; empty while every point is shown. */
  readonly levels = signal<readonly Level[]>([]);
  readonly rows = computed(() => this.levels.value.at(-1)?.rows ?? null);
  /** One byte a row, 1 for those that are shown; null for all. */
  readonly mask = computed(() => this.levels.value.at(-1)?.mask ?? null);
  /** How many points each level shows, all of them first. */
  readonly counts = computed(() => [
    this.opening.dataset.value?.n ?? 0,
    ...this.levels.value.map((level) => level.rows.length),
  ]);

  constructor(private readonly opening: Opening) {
    effect(() => {
      opening.dataset.value;
      if (!opening.continued.peek()) this.levels.value = [];
    });
  }

  /** Shows these rows alone, of those that are shown now. Nothing happens where that would be none, or all. */
  isolate(rows: RowsLike): void {
    const n = this.opening.dataset.peek()?.n ?? 0;
    const before = this.mask.peek();
    const kept = among(distinct(rows, n), before).sort();
    const shown = this.rows.peek()?.length ?? n;
    if (kept.length === 0 || kept.length === shown) return;
    this.levels.value = [...this.levels.peek(), { rows: kept, mask: maskOf(kept, n) }];
  }

  /** Back to the level before, or (`depth`) to the first so many: 0 shows all. */
  back(depth = this.levels.peek().length - 1): void {
    if (this.levels.peek().length > 0) this.levels.value = this.levels.peek().slice(0, Math.max(0, depth));
  }

  /** Levels that were written down, outermost first. */
  restore(levels: readonly RowsLike[]): void {
    batch(() => {
      this.levels.value = [];
      for (const rows of levels) this.isolate(rows);
    });
  }
}
