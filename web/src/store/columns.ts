/** Which columns label and colour the points. */

import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Cells } from "../wire/arrow";
import type { ColumnMessage } from "../wire/messages";
import { count, number } from "./formats";
import { type Coloring, colorable, coloring, looksCategorical } from "./legend";
import type { Opening } from "./opening";
import type { Theme } from "./palettes/palettes";
import { BY_QUALITY } from "./quality";

export interface Columns {
  readonly labelBy: Signal<string | null>;
  readonly colorBy: Signal<string | null>;
  /** For a numeric colour column: categories instead of a gradient. */
  readonly asCategories: Signal<boolean>;
  readonly colorable: ReadonlySignal<readonly ColumnMessage[]>;
  readonly coloring: ReadonlySignal<Coloring | null>;
  readonly label: ReadonlySignal<(row: number) => string>;
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
  return [...new Set(cells.numbers)]
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b)
    .map(number);
}

/** `quality` holds one number a row for `BY_QUALITY`, a source of colours beside the columns. */
export function makeColumns(
  opening: Opening,
  theme: ReadonlySignal<Theme>,
  colorBy: Signal<string | null> = signal<string | null>(null),
  quality: ReadonlySignal<Cells | null> = signal(null),
): Columns {
  const labelBy = signal<string | null>(null);
  const asCategories = signal(false);

  effect(() => {
    const dataset = opening.dataset.value;
    const there = (name: string | null) =>
      opening.continued.peek() && dataset?.columns.some((column) => column.name === name) ? name : null;
    batch(() => {
      labelBy.value = there(labelBy.peek()) ?? dataset?.label ?? null;
      if (colorBy.peek() !== BY_QUALITY) colorBy.value = there(colorBy.peek());
    });
  });

  return {
    labelBy,
    colorBy,
    asCategories,
    colorable: computed(() => opening.dataset.value?.columns.filter(colorable) ?? []),
    coloring: computed(() => {
      const byQuality = colorBy.value === BY_QUALITY;
      const cells = byQuality ? (quality.value ?? undefined) : opening.cells.value.get(colorBy.value ?? "");
      return cells === undefined ? null : coloring(cells, asCategories.value, theme.value);
    }),
    label: computed(() => {
      const cells = opening.cells.value.get(labelBy.value ?? "");
      return (row: number) => cellText(cells, row);
    }),
    setColorBy: (name) => {
      const column = opening.dataset.peek()?.columns.find((one) => one.name === name);
      const cells = opening.cells.peek().get(name ?? "");
      batch(() => {
        colorBy.value = name;
        asCategories.value = column !== undefined && cells !== undefined && looksCategorical(column, cells);
      });
    },
  };
}
