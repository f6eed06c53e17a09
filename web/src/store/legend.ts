/** From a column to colours: one table index a row, and the legend that explains them. Pure. */

import type { Colors, Rgb } from "../stage/contract";
import type { Cells, CodedCells, NumericCells } from "../wire/arrow";
import type { ColumnMessage } from "../wire/messages";
import { names } from "./formats";
import { categorical, MOST_CATEGORIES, missing, type Theme, written } from "./palettes/palettes";
import { RAMP_STEPS, ramp } from "./palettes/ramps";
import { type Extent, endsOf, extentOf, logarithmic, placing, type Scale } from "./scale";

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
  | {
      readonly kind: "gradient";
      /** The numbers at the ends of the ramp. */
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
      readonly extent: Extent;
    };

/** How a column is to be coloured. */
export interface Style {
  readonly theme: Theme;
  /** For numbers: each value its own colour, instead of a ramp. */
  readonly asCategories: boolean;
  readonly scale: Scale;
  /** A file's own colours, in the order of the column's dictionary; "" for none. */
  readonly own?: readonly string[] | null;
}

export interface Coloring {
  readonly colors: Colors;
  readonly legend: Legend;
}

/** Whole numbers of few kinds are names in disguise (digits, classes), and are coloured as categories. */
export const FEW_NUMBERS = 20;

export function looksCategorical(column: ColumnMessage, cells: Cells): boolean {
  if (cells.kind === "coded" || column.colors) return true;
  return (
    column.n_unique <= FEW_NUMBERS &&
    cells.numbers.every((value) => Number.isNaN(value) || Number.isInteger(value))
  );
}

export function coloring(cells: Cells, style: Style): Coloring {
  if (cells.kind === "coded") return byCategory(cells, style, byCount);
  if (!style.asCategories) return byNumber(cells, style);
  const own = style.own ? ascending(style.own, cells.numbers) : null;
  return byCategory(codesOf(cells), { ...style, own }, byPlace);
}

type Order = (counts: readonly number[]) => (a: number, b: number) => number;

const byCount: Order = (counts) => (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b;
const byPlace: Order = () => (a, b) => a - b;

/** Distinct numbers in ascending order, as a dictionary. */
function codesOf(cells: NumericCells): CodedCells {
  const distinct = [...new Set(cells.numbers)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const code = new Map(distinct.map((value, at) => [value, at]));
  const codes = Int32Array.from(cells.numbers, (value) => code.get(value) ?? -1);
  return { kind: "coded", codes, dictionary: names(distinct) };
}

/** A file's colours of numbers (clusters, say), told in the order in which these appear, in ascending order. */
function ascending(own: readonly string[], numbers: Float64Array): readonly string[] | null {
  const distinct = [...new Set(numbers)];
  if (distinct.length !== own.length) return null;
  return distinct
    .map((value, at) => ({ value, color: own[at] ?? "" }))
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => a.value - b.value)
    .map(({ color }) => color);
}

function byCategory(cells: CodedCells, { theme, own }: Style, order: Order): Coloring {
  const { codes, dictionary } = cells;
  const counts = new Array<number>(dictionary.length).fill(0);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const ranked = counts
    .map((_, code) => code)
    .filter((code) => dictionary[code] !== "" && (counts[code] ?? 0) > 0);
  ranked.sort(order(counts));
  const kept = ranked.length > MOST_CATEGORIES ? ranked.slice(0, MOST_CATEGORIES - 1) : ranked;
  const table = categorical(kept.length, theme).map((color, at) => written(own?.[kept[at] ?? -1]) ?? color);
  const grey = table.length;
  const place = new Uint16Array(dictionary.length).fill(grey);
  kept.forEach((code, at) => {
    place[code] = at;
  });
  const index = Uint16Array.from(codes, (code) => (code < 0 ? grey : (place[code] ?? grey)));
  const categories = kept.map((code, at) => ({
    name: dictionary[code] ?? "",
    count: counts[code] ?? 0,
    color: table[at] ?? missing(theme),
  }));
  const rest = codes.length - categories.reduce((sum, category) => sum + category.count, 0);
  const others = rest > 0 ? { name: "", count: rest, color: missing(theme) } : null;
  return {
    colors: { index, table: [...table, missing(theme)] },
    legend: { kind: "categories", categories, others, crowded: kept.length < ranked.length },
  };
}

function byNumber(cells: NumericCells, { theme, scale }: Style): Coloring {
  const extent = extentOf(cells.numbers);
  const placed = placing(scale, extent);
  const index = Uint16Array.from(cells.numbers, (value) =>
    Number.isFinite(value) ? Math.round(placed(value) * (RAMP_STEPS - 1)) : RAMP_STEPS,
  );
  const log = logarithmic(scale, extent);
  return {
    colors: { index, table: [...ramp(scale.ramp, theme), missing(theme)] },
    legend: { kind: "gradient", ...endsOf(scale, extent), log, extent },
  };
}
