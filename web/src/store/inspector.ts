/** The point under the pointer, the selected ones, and what is known about the one in focus. */

import { batch, computed, effect, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Emphasis } from "../stage/contract";
import type { NeighborsMessage, Problem, RowMessage } from "../wire/messages";
import type { Opening } from "./opening";
import type { Settings } from "./settings";
import { latest } from "./tasks";

/** 1 for the nearest, 0 for the farthest; distances may fall (dot) or rise. */
export function strengths(distances: readonly number[]): number[] {
  const [first, last] = [distances[0] ?? 0, distances.at(-1) ?? 0];
  const span = Math.abs(last - first) || 1;
  return distances.map((distance) => Math.abs(last - distance) / span);
}

export class Inspector {
  readonly hovered = signal<number | null>(null);
  readonly selected = signal<readonly number[]>([]);
  readonly row = signal<RowMessage | null>(null);
  readonly neighbors = signal<NeighborsMessage | null>(null);
  readonly problem = signal<Problem | null>(null);
  /** Where the walk along the neighbours stands; -1 before the first. */
  readonly cursor = signal(-1);
  /** The row whose card is open: the last one selected. */
  readonly focus = computed(() => this.selected.value.at(-1) ?? null);
  readonly emphasis = computed<Emphasis>(() => ({
    hovered: this.hovered.value,
    selected: this.selected.value,
    neighbors: this.neighbors.value?.rows ?? [],
    strengths: strengths(this.neighbors.value?.distances ?? []),
  }));
  private readonly rowTask = latest();
  private readonly neighborsTask = latest();

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
    private readonly settings: Settings,
  ) {
    effect(() => {
      opening.dataset.value;
      this.clear();
    });
    effect(() => this.askRow());
    effect(() => this.askNeighbors());
  }

  select(rows: readonly number[]): void {
    const n = this.opening.dataset.peek()?.n ?? 0;
    this.selected.value = rows.filter((row) => Number.isInteger(row) && row >= 0 && row < n);
  }

  toggle(row: number): void {
    const before = this.selected.peek();
    const others = before.filter((other) => other !== row);
    this.selected.value = others.length < before.length ? others : [...before, row];
  }

  clear(): void {
    batch(() => {
      this.selected.value = [];
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
    if (next !== undefined) this.selected.value = [next];
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
    const [entry, at] = [this.opening.dataset.value?.id, this.focus.value];
    const [k, metric] = [this.settings.k.value, this.settings.metric.value];
    this.cursor.value = -1;
    if (this.neighbors.peek()?.row !== at) this.neighbors.value = null;
    this.neighborsTask.cancel();
    if (entry === undefined || at === null) return;
    this.neighborsTask.begin(
      (signal) => this.source.neighbors(entry, at, k, metric, signal),
      (answer) => (this.neighbors.value = answer),
      this.refuse,
    );
  }

  private readonly refuse = (refused: Problem): void => {
    this.problem.value = refused;
  };
}
