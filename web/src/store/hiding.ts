/** Categories that are not to be seen: what the legend hides. It lasts as long as the points are coloured by that column. */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Columns } from "./columns";
import type { Category, Coloring } from "./legend";
import type { Opening } from "./opening";
import { NO_ROWS } from "./rows";
import type { Layer } from "./shown";

const NONE: ReadonlySet<string> = new Set();

/** The lines of a legend of categories: those with a colour of their own, then what has none (named ""). */
export function linesOf(coloring: Coloring | null): readonly Category[] {
  if (coloring?.legend.kind !== "categories") return [];
  const { categories, others } = coloring.legend;
  return others === null ? categories : [...categories, others];
}

export class Hiding {
  private readonly names = signal(NONE);
  private readonly lines = computed(() => linesOf(this.columns.coloring.value));
  /** The names of the categories that are hidden; "" is that of the rows without a colour of their own. */
  readonly hidden: ReadonlySignal<ReadonlySet<string>> = this.names;
  readonly mask: Layer = computed(() => {
    const coloring = this.columns.coloring.value;
    if (coloring === null || this.names.value.size === 0 || this.lines.value.length === 0) return null;
    const { index, table } = coloring.colors;
    const seen = new Uint8Array(table.length).fill(1);
    this.lines.value.forEach(({ name }, place) => {
      if (this.names.value.has(name)) seen[place] = 0;
    });
    return Uint8Array.from(index, (place) => seen[place] ?? 1);
  });

  constructor(
    opening: Opening,
    private readonly columns: Columns,
  ) {
    effect(() => {
      columns.colorBy.value;
      columns.asCategories.value;
      this.all();
    });
    effect(() => {
      opening.dataset.value;
      if (!opening.continued.peek()) this.all();
    });
  }

  /** Hides a category that is shown, and the other way round. */
  toggle(name: string): void {
    const next = new Set(this.names.peek());
    if (!next.delete(name)) next.add(name);
    this.names.value = next;
  }

  /** Shows this category alone; all of them where that was so already. */
  only(name: string): void {
    const others = this.lines.peek().filter((line) => line.name !== name);
    const hidden = this.names.peek();
    const alone = !hidden.has(name) && others.every((line) => hidden.has(line.name));
    this.names.value = alone ? NONE : new Set(others.map((line) => line.name));
  }

  /** Hides these and no others; names that the legend does not have are passed over. */
  hide(names: readonly string[]): void {
    const there = new Set(this.lines.peek().map((line) => line.name));
    this.names.value = new Set(names.filter((name) => there.has(name)));
  }

  all(): void {
    if (this.names.peek().size > 0) this.names.value = NONE;
  }

  /** All rows of a category, ascending, hidden or not. */
  rows(name: string): Int32Array {
    const place = this.lines.peek().findIndex((line) => line.name === name);
    const index = this.columns.coloring.peek()?.colors.index;
    if (place < 0 || index === undefined) return NO_ROWS;
    const rows = new Int32Array(this.lines.peek()[place]?.count ?? 0);
    let at = 0;
    for (let row = 0; row < index.length; row++) if (index[row] === place) rows[at++] = row;
    return rows;
  }
}
