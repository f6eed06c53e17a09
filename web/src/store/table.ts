/** The points as a table: which rows, which columns, in which order. What nobody looks at is not computed. */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Cells } from "../wire/arrow";
import type { Columns } from "./columns";
import type { Inspector } from "./inspector";
import type { Opening } from "./opening";
import { ordered } from "./order";
import { complement, NO_ROWS } from "./rows";
import type { Layer } from "./shown";

export type Scope = "shown" | "selected";

export interface Order {
  /** Null: the rows' numbers. */
  readonly column: string | null;
  readonly descending: boolean;
}

/** So many columns stand beside the label until a person chooses others. */
const FIRST_COLUMNS = 4;
/** A text column is as wide as the longest of its first values, within bounds (in characters). */
const LOOKED_AT = 500;
const WIDTHS = { least: 9, most: 28 } as const;
const BY_NUMBER: Order = { column: null, descending: false };

export class Table {
  readonly open = signal(false);
  readonly scope = signal<Scope>("shown");
  readonly order = signal(BY_NUMBER);
  private readonly chosen = signal<ReadonlySet<string> | null>(null);
  /** Every column that can be chosen: all but the one that labels the points, which is always there. */
  readonly offered = computed(() => {
    const names = this.opening.dataset.value?.columns.map((column) => column.name) ?? [];
    return names.filter((name) => name !== this.columns.labelBy.value);
  });
  readonly beside = computed(() => {
    const chosen = this.chosen.value;
    const all = this.offered.value;
    return chosen === null ? all.slice(0, FIRST_COLUMNS) : all.filter((name) => chosen.has(name));
  });
  /** How wide the columns beside the label are, in the style sheet's words. */
  readonly tracks = computed(() =>
    this.beside.value.map((name) => trackOf(name, this.opening.cells.value.get(name))).join(" "),
  );
  readonly rows: ReadonlySignal<Int32Array> = computed(() => {
    const n = this.opening.dataset.value?.n ?? 0;
    const own = this.scope.value === "selected";
    const rows = own
      ? this.inspector.selected.value.slice().sort()
      : complement(NO_ROWS, n, this.shown.value);
    const { column, descending } = this.order.value;
    if (column === null) return descending ? rows.reverse() : rows;
    const cells = this.opening.cells.value.get(column);
    return cells === undefined ? rows : ordered(rows, cells, descending);
  });

  constructor(
    private readonly opening: Opening,
    private readonly columns: Columns,
    private readonly inspector: Inspector,
    private readonly shown: Layer,
  ) {
    effect(() => {
      opening.dataset.value;
      if (opening.continued.peek()) return;
      this.order.value = BY_NUMBER;
      this.chosen.value = null;
    });
  }

  /** By this column, upward first; a second time downward. */
  sortBy(column: string | null): void {
    const now = this.order.peek();
    this.order.value = { column, descending: now.column === column && !now.descending };
  }

  /** Shows a column, or takes it away. */
  toggle(column: string): void {
    const next = new Set(this.beside.peek());
    if (!next.delete(column)) next.add(column);
    this.chosen.value = next;
  }
}

/** The width of a column with this name and these cells. */
export function trackOf(name: string, cells: Cells | undefined): string {
  const texts = cells?.kind === "coded" ? cells.dictionary.slice(0, LOOKED_AT) : [];
  const longest = Math.max(WIDTHS.least, name.length + 2, ...texts.map((text) => text.length));
  const wide = Math.min(longest, WIDTHS.most);
  return `minmax(${8 * wide + 24}px, ${wide}fr)`;
}
