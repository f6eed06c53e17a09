/** Which columns label and colour the points. */

import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Cells } from "../wire/arrow";
import { count, names, number } from "./formats";
import { type Coloring, coloring, looksCategorical } from "./legend";
import type { Opening } from "./opening";
import type { Theme } from "./palettes/palettes";
import type { RampName } from "./palettes/ramps";
import type { Scale } from "./scale";

export interface Columns {
  readonly labelBy: Signal<string | null>;
  readonly colorBy: Signal<string | null>;
  /** For a numeric colour column: categories instead of a gradient. */
  readonly asCategories: Signal<boolean>;
  /** How numbers become colours; the ends are forgotten with the column. */
  readonly scale: ReadonlySignal<Scale>;
  readonly coloring: ReadonlySignal<Coloring | null>;
  /** What colours the points holds numbers, so that a person may have them as categories or on a ramp. */
  readonly numeric: ReadonlySignal<boolean>;
  readonly label: ReadonlySignal<(row: number) => string>;
  setScale(scale: Scale): void;
  setColorBy(name: string | null): void;
}

/** One cell as text; the row's number where there is no column. */
export function cellText(cells: Cells | undefined, row: number): string {
  if (cells === undefined) return `#${count(row)}`;
  if (cells.kind === "coded") return cells.dictionary[cells.codes[row] ?? -1] ?? "";
  const value = cells.numbers[row];
  return value === undefined || Number.isNaN(value) ? "" : number(value);
}

/** The distinct values of a column as text, empty cells left out. */
export function labelsOf(cells: Cells): readonly string[] {
  if (cells.kind === "coded") return cells.dictionary.filter((label) => label !== "");
  return names([...new Set(cells.numbers)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b));
}

/** A source of colours that is no column of the data begins with a control character, as no column's name does. */
export const isColumn = (name: string | null) => name !== null && name > "\u001f";

export interface Wanted {
  readonly theme: ReadonlySignal<Theme>;
  readonly ramp: Signal<RampName>;
  readonly colorBy: Signal<string | null>;
  /** Sources of colours beside the columns. */
  readonly beside: ReadonlySignal<ReadonlyMap<string, Cells>>;
}

type Limits = Omit<Scale, "ramp">;
const NO_LIMITS: Limits = { log: false, low: null, high: null };

export function makeColumns(opening: Opening, { theme, ramp, colorBy, beside }: Wanted): Columns {
  const labelBy = signal<string | null>(null);
  const asCategories = signal(false);
  const limits = signal(NO_LIMITS);
  const scale = computed<Scale>(() => ({ ramp: ramp.value, ...limits.value }));
  const cells = computed(() => {
    const name = colorBy.value ?? "";
    return beside.value.get(name) ?? opening.cells.value.get(name);
  });

  effect(() => {
    const dataset = opening.dataset.value;
    const there = (name: string | null) =>
      opening.continued.peek() && dataset?.columns.some((column) => column.name === name) ? name : null;
    batch(() => {
      labelBy.value = there(labelBy.peek()) ?? dataset?.label ?? null;
      if (colorBy.peek() === null || isColumn(colorBy.peek())) colorBy.value = there(colorBy.peek());
    });
  });

  return {
    labelBy,
    colorBy,
    asCategories,
    scale,
    numeric: computed(() => cells.value?.kind === "numeric"),
    coloring: computed(() => {
      if (cells.value === undefined) return null;
      const own = opening.dataset.value?.columns.find((column) => column.name === colorBy.value)?.colors;
      const style = { theme: theme.value, asCategories: asCategories.value, scale: scale.value };
      return coloring(cells.value, { ...style, own: own ?? null });
    }),
    label: computed(() => {
      const cells = opening.cells.value.get(labelBy.value ?? "");
      return (row: number) => cellText(cells, row);
    }),
    setScale: ({ ramp: name, ...rest }) =>
      batch(() => {
        ramp.value = name;
        limits.value = rest;
      }),
    setColorBy: (name) => {
      const column = opening.dataset.peek()?.columns.find((one) => one.name === name);
      const cells = opening.cells.peek().get(name ?? "");
      batch(() => {
        colorBy.value = name;
        limits.value = NO_LIMITS;
        asCategories.value = column !== undefined && cells !== undefined && looksCategorical(column, cells);
      });
    },
  };
}
