/** The point under the pointer, the selected ones, and what is known about the one in focus. */

import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Emphasis } from "../stage/contract";
import type { NeighborsMessage, Problem, RowMessage } from "../wire/messages";
import type { Opening } from "./opening";
import type { Settings } from "./settings";
import { latest } from "./tasks";

export interface Inspector {
  readonly hovered: Signal<number | null>;
  readonly selected: ReadonlySignal<readonly number[]>;
  /** The row whose card is open: the last one selected. */
  readonly focus: ReadonlySignal<number | null>;
  readonly row: ReadonlySignal<RowMessage | null>;
  readonly neighbors: ReadonlySignal<NeighborsMessage | null>;
  readonly problem: ReadonlySignal<Problem | null>;
  readonly emphasis: ReadonlySignal<Emphasis>;
  /** Where the walk along the neighbours stands; -1 before the first. */
  readonly cursor: ReadonlySignal<number>;
  select(rows: readonly number[]): void;
  toggle(row: number): void;
  clear(): void;
  walk(by: 1 | -1): void;
  /** Makes the neighbour under the cursor the new focus. */
  enter(): void;
}

/** 1 for the nearest, 0 for the farthest; distances may fall (dot) or rise. */
export function strengths(distances: readonly number[]): number[] {
  const [first, last] = [distances[0] ?? 0, distances.at(-1) ?? 0];
  const span = Math.abs(last - first) || 1;
  return distances.map((distance) => Math.abs(last - distance) / span);
}

export function makeInspector(source: Source, opening: Opening, settings: Settings): Inspector {
  const hovered = signal<number | null>(null);
  const selected = signal<readonly number[]>([]);
  const row = signal<RowMessage | null>(null);
  const neighbors = signal<NeighborsMessage | null>(null);
  const problem = signal<Problem | null>(null);
  const cursor = signal(-1);
  const focus = computed(() => selected.value.at(-1) ?? null);
  const [rowTask, neighborsTask] = [latest(), latest()];
  const refuse = (refused: Problem) => {
    problem.value = refused;
  };

  effect(() => {
    opening.dataset.value;
    clear();
  });

  effect(() => {
    const [entry, at] = [opening.dataset.value?.id, focus.value];
    row.value = null;
    problem.value = null;
    if (entry === undefined || at === null) return rowTask.cancel();
    rowTask.begin(
      (signal) => source.row(entry, at, signal),
      (answer) => (row.value = answer),
      refuse,
    );
  });

  effect(() => {
    const [entry, at, k, metric] = [
      opening.dataset.value?.id,
      focus.value,
      settings.k.value,
      settings.metric.value,
    ];
    cursor.value = -1;
    if (neighbors.peek()?.row !== at) neighbors.value = null;
    if (entry === undefined || at === null) return neighborsTask.cancel();
    neighborsTask.begin(
      (signal) => source.neighbors(entry, at, k, metric, signal),
      (answer) => (neighbors.value = answer),
      refuse,
    );
  });

  function clear(): void {
    batch(() => {
      selected.value = [];
      hovered.value = null;
    });
  }

  return {
    hovered,
    selected,
    focus,
    row,
    neighbors,
    problem,
    cursor,
    emphasis: computed(() => ({
      hovered: hovered.value,
      selected: selected.value,
      neighbors: neighbors.value?.rows ?? [],
      strengths: strengths(neighbors.value?.distances ?? []),
    })),
    select: (rows) => {
      const n = opening.dataset.peek()?.n ?? 0;
      selected.value = rows.filter((one) => Number.isInteger(one) && one >= 0 && one < n);
    },
    toggle: (one) => {
      const others = selected.peek().filter((other) => other !== one);
      selected.value = others.length < selected.peek().length ? others : [...others, one];
    },
    clear,
    walk: (by) => {
      const rows = neighbors.peek()?.rows ?? [];
      if (rows.length === 0) return;
      batch(() => {
        cursor.value = Math.min(Math.max(cursor.peek() + by, 0), rows.length - 1);
        hovered.value = rows[cursor.peek()] ?? null;
      });
    },
    enter: () => {
      const next = neighbors.peek()?.rows[cursor.peek()];
      if (next !== undefined) selected.value = [next];
    },
  };
}
