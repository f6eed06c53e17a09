/** From a column to colours: one table index a row, and the legend that explains them. Pure. */

import type { Colors, Rgb } from "../stage/contract";
import type { Cells, CodedCells, NumericCells } from "../wire/arrow";
import type { ColumnMessage } from "../wire/messages";
import { number } from "./formats";
import {
  categorical,
  GRADIENT_STEPS,
  gradient,
  MOST_CATEGORIES,
  missing,
  type Theme,
} from "./palettes/palettes";

export interface Category {
  readonly name: string;
  readonly count: number;
  readonly color: Rgb;
}

export type Legend =
  | {
      readonly kind: "categories";
      readonly categories: readonly Category[];
      readonly others: Category | null;
      /** Among the others are values that found no colour of their own; else they are only rows without a value. */
      readonly crowded: boolean;
    }
  | { readonly kind: "gradient"; readonly low: number; readonly high: number; readonly empty: number };

export interface Coloring {
  readonly colors: Colors;
  readonly legend: Legend;
}

/** Whole numbers of few kinds are names in disguise (digits, classes), and are coloured as categories. */
export const FEW_NUMBERS = 20;

export function colorable(column: ColumnMessage): boolean {
  return column.kind === "categorical" || column.kind === "numeric";
}

export function looksCategorical(column: ColumnMessage, cells: Cells): boolean {
  if (cells.kind === "coded") return true;
  return (
    column.n_unique <= FEW_NUMBERS &&
    cells.numbers.every((value) => Number.isNaN(value) || Number.isInteger(value))
  );
}

export function coloring(cells: Cells, asCategories: boolean, theme: Theme): Coloring {
  if (cells.kind === "coded") return byCategory(cells, theme, byCount);
  return asCategories ? byCategory(codesOf(cells), theme, byPlace) : byNumber(cells, theme);
}

type Order = (counts: readonly number[]) => (a: number, b: number) => number;

const byCount: Order = (counts) => (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b;
const byPlace: Order = () => (a, b) => a - b;

/** Distinct numbers in ascending order, as a dictionary. */
function codesOf(cells: NumericCells): CodedCells {
  const distinct = [...new Set(cells.numbers)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const code = new Map(distinct.map((value, at) => [value, at]));
  const codes = Int32Array.from(cells.numbers, (value) => code.get(value) ?? -1);
  return { kind: "coded", codes, dictionary: distinct.map(number) };
}

function byCategory(cells: CodedCells, theme: Theme, order: Order): Coloring {
  const { codes, dictionary } = cells;
  const counts = new Array<number>(dictionary.length).fill(0);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const ranked = counts
    .map((_, code) => code)
    .filter((code) => dictionary[code] !== "" && (counts[code] ?? 0) > 0);
  ranked.sort(order(counts));
  const kept = ranked.length > MOST_CATEGORIES ? ranked.slice(0, MOST_CATEGORIES - 1) : ranked;
  const palette = categorical(kept.length, theme);
  const grey = palette.length;
  const place = new Uint16Array(dictionary.length).fill(grey);
  kept.forEach((code, at) => {
    place[code] = at;
  });
  const index = Uint16Array.from(codes, (code) => (code < 0 ? grey : (place[code] ?? grey)));
  const categories = kept.map((code, at) => ({
    name: dictionary[code] ?? "",
    count: counts[code] ?? 0,
    color: palette[at] ?? missing(theme),
  }));
  const rest = codes.length - categories.reduce((sum, category) => sum + category.count, 0);
  const others = rest > 0 ? { name: "", count: rest, color: missing(theme) } : null;
  return {
    colors: { index, table: [...palette, missing(theme)] },
    legend: { kind: "categories", categories, others, crowded: kept.length < ranked.length },
  };
}

function byNumber(cells: NumericCells, theme: Theme): Coloring {
  let [low, high, empty] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of cells.numbers) {
    if (!Number.isFinite(value)) empty += 1;
    else [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  const span = high > low ? high - low : 1;
  const index = Uint16Array.from(cells.numbers, (value) =>
    Number.isFinite(value) ? Math.round(((value - low) / span) * (GRADIENT_STEPS - 1)) : GRADIENT_STEPS,
  );
  return {
    colors: { index, table: [...gradient(), missing(theme)] },
    legend: { kind: "gradient", low, high, empty },
  };
}
