/** The point under the pointer, the selected ones, and what is known about the one in focus. */

import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Emphasis } from "../stage/contract";
import type { NeighborsMessage, Problem, RowMessage } from "../wire/messages";
import type { Opening } from "./opening";
import { complement, distinct, NO_ROWS, type RowsLike, union, without } from "./rows";
import type { Settings } from "./settings";
import type { Layer } from "./shown";
import { latest } from "./tasks";

/** 1 for the nearest, 0 for the farthest; distances may fall (dot) or rise. */
export function strengths(distances: readonly number[]): number[] {
  const [first, last] = [distances[0] ?? 0, distances.at(-1) ?? 0];
  const span = Math.abs(last - first) || 1;
  return distances.map((distance) => Math.abs(last - distance) / span);
}

export class Inspector {
  readonly hovered = signal<number | null>(null);
  /** Each row once, in the order in which they were chosen. */
  readonly selected: ReadonlySignal<Int32Array>;
  readonly row = signal<RowMessage | null>(null);
  readonly neighbors = signal<NeighborsMessage | null>(null);
  readonly problem = signal<Problem | null>(null);
  /** Where the walk along the neighbours stands; -1 before the first. */
  readonly cursor = signal(-1);
  /** The row whose card is open: the last one selected. */
  readonly focus: ReadonlySignal<number | null>;
  /** The row whose neighbours are shown: the selected one, where it is the only one. */
  readonly center: ReadonlySignal<number | null>;
  /** The point with its neighbours, or else all that is selected: what isolating and exporting take. */
  readonly company: ReadonlySignal<Int32Array>;
  readonly emphasis: ReadonlySignal<Emphasis>;
  private readonly chosen = signal<Int32Array>(NO_ROWS);
  private readonly rowTask = latest();
  private readonly neighborsTask = latest();

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
    private readonly settings: Settings,
    private readonly shown: Layer,
    /** The run on show and its picture, once that rests, as text: "r3 120". */
    private readonly layout: ReadonlySignal<string>,
  ) {
    this.selected = this.chosen;
    this.focus = computed(() => this.chosen.value.at(-1) ?? null);
    this.center = computed(() => (this.chosen.value.length === 1 ? this.focus.value : null));
    this.company = computed(() => {
      const center = this.center.value;
      return center === null
        ? this.chosen.value
        : Int32Array.of(center, ...(this.neighbors.value?.rows ?? []));
    });
    const lit = computed(() => ({
      neighbors: this.neighbors.value?.rows ?? [],
      strengths: strengths(this.neighbors.value?.distances ?? []),
    }));
    this.emphasis = computed(() => ({
      hovered: this.hovered.value,
      selected: this.chosen.value,
      ...lit.value,
    }));
    effect(() => {
      opening.dataset.value;
      if (!opening.continued.peek()) this.clear();
    });
    effect(() => this.askRow());
    effect(() => this.askNeighbors());
  }

  /** Selects these rows and no others. Rows outside the dataset are ignored, here and below. */
  select(rows: RowsLike): void {
    this.chosen.value = distinct(rows, this.n);
  }

  add(rows: RowsLike): void {
    this.chosen.value = union(this.chosen.peek(), rows, this.n);
  }

  subtract(rows: RowsLike): void {
    this.chosen.value = without(this.chosen.peek(), rows, this.n);
  }

  toggle(row: number): void {
    if (this.chosen.peek().includes(row)) this.subtract([row]);
    else this.add([row]);
  }

  /** Selects what is shown and was not selected. */
  invert(): void {
    this.chosen.value = complement(this.chosen.peek(), this.n, this.shown.peek());
  }

  clear(): void {
    batch(() => {
      if (this.chosen.peek().length > 0) this.chosen.value = NO_ROWS;
      this.hovered.value = null;
    });
  }

  /** Lights up the next neighbour of the point in focus, or the one before. */
  walk(by: 1 | -1): void {
    const rows = this.neighbors.peek()?.rows ?? [];
    if (rows.length === 0) return;
    batch(() => {
      this.cursor.value = Math.min(Math.max(this.cursor.peek() + by, 0), rows.length - 1);
      this.hovered.value = rows[this.cursor.peek()] ?? null;
    });
  }

  /** Makes the neighbour under the cursor the new focus. */
  enter(): void {
    const next = this.neighbors.peek()?.rows[this.cursor.peek()];
    if (next !== undefined) this.select([next]);
  }

  private get n(): number {
    return this.opening.dataset.peek()?.n ?? 0;
  }

  private askRow(): void {
    const [entry, at] = [this.opening.dataset.value?.id, this.focus.value];
    this.row.value = null;
    this.problem.value = null;
    this.rowTask.cancel();
    if (entry === undefined || at === null) return;
    this.rowTask.begin(
      (signal) => this.source.row(entry, at, signal),
      (answer) => (this.row.value = answer),
      this.refuse,
    );
  }

  private askNeighbors(): void {
    const [entry, at] = [this.opening.dataset.value?.id, this.center.value];
    const [k, metric] = [this.settings.k.value, this.settings.metric.value];
    const run = this.settings.space.value === "layout" ? (this.layout.value.split(" ")[0] ?? "") : "";
    this.cursor.value = -1;
    if (this.neighbors.peek()?.row !== at) this.neighbors.value = null;
    this.neighborsTask.cancel();
    if (entry === undefined || at === null) return;
    this.neighborsTask.begin(
      (signal) => this.source.neighbors(entry, at, k, metric, run || null, signal),
      (answer) => (this.neighbors.value = answer),
      this.refuse,
    );
  }

  private readonly refuse = (refused: Problem): void => {
    this.problem.value = refused;
  };
}
