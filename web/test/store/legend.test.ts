import { describe, expect, test } from "vitest";
import { coloring as colored, looksCategorical, type Style } from "../../src/store/legend";
import { MOST_CATEGORIES, missing, type Theme } from "../../src/store/palettes/palettes";
import type { Cells, CodedCells, NumericCells } from "../../src/wire/arrow";
import type { ColumnMessage } from "../../src/wire/messages";

const RAW: Style["scale"] = { ramp: "viridis", log: false, low: null, high: null };
const coloring = (cells: Cells, asCategories: boolean, theme: Theme, own: readonly string[] | null = null) =>
  colored(cells, { theme, asCategories, scale: RAW, own });
const coded = (codes: number[], dictionary: string[]): CodedCells => ({
  kind: "coded",
  codes: Int32Array.from(codes),
  dictionary,
});
const numeric = (...values: number[]): NumericCells => ({
  kind: "numeric",
  numbers: Float64Array.from(values),
});
const column = (n_unique: number): ColumnMessage => ({
  name: "c",
  kind: "numeric",
  n_unique,
  n_empty: 0,
  low: 0,
  high: 9,
  colors: null,
});

describe("categories", () => {
  test("are listed by count, and every row's colour is its swatch", () => {
    const { colors, legend } = coloring(coded([1, 0, 1, 2, 1, 2], ["cat", "dog", "owl"]), true, "day");
    if (legend.kind !== "categories") throw new Error("expected categories");
    expect(legend.categories.map(({ name, count }) => [name, count])).toEqual([
      ["dog", 3],
      ["owl", 2],
      ["cat", 1],
    ]);
    expect(colors.table[colors.index[0] ?? -1]).toEqual(legend.categories[0]?.color);
    expect(colors.table[colors.index[3] ?? -1]).toEqual(legend.categories[1]?.color);
    expect(legend.others).toBeNull();
  });

  test("leave empty and missing cells grey and count them apart", () => {
    const { colors, legend } = coloring(coded([0, 1, -1, 0], ["a", ""]), true, "night");
    if (legend.kind !== "categories") throw new Error("expected categories");
    expect(legend.others?.count).toBe(2);
    expect(colors.table[colors.index[1] ?? -1]).toEqual(missing("night"));
    expect(colors.table[colors.index[2] ?? -1]).toEqual(missing("night"));
  });

  test("of any number up to a few thousand each have a line, a count and a colour of their own", () => {
    const dictionary = Array.from({ length: 3_000 }, (_, at) => `w${at}`);
    const { legend } = coloring(coded([...dictionary.keys(), 7], dictionary), true, "day");
    if (legend.kind !== "categories") throw new Error("expected categories");
    expect(legend.categories).toHaveLength(3_000);
    expect(legend.categories[0]).toMatchObject({ name: "w7", count: 2 });
    expect(new Set(legend.categories.map(({ color }) => String(color))).size).toBe(3_000);
    expect(legend.others).toBeNull();
  });

  test("beyond these the rare ones share one grey line", () => {
    const dictionary = Array.from({ length: MOST_CATEGORIES + 10 }, (_, at) => `w${at}`);
    const { legend } = coloring(coded([...dictionary.keys(), 9], dictionary), true, "day");
    if (legend.kind !== "categories") throw new Error("expected categories");
    expect(legend.categories).toHaveLength(MOST_CATEGORIES - 1);
    expect(legend.categories[0]?.name).toBe("w9");
    expect(legend.crowded).toBe(true);
    expect(legend.others?.count).toBe(11);
  });

  test("have the colours that the file gives them; those without one keep the palette's", () => {
    const { legend } = coloring(coded([1, 1, 0, 2], ["a", "b", "c"]), true, "night", [
      "#112233",
      "#445566",
      "",
    ]);
    if (legend.kind !== "categories") throw new Error("expected categories");
    expect(legend.categories.map(({ name, color }) => [name, color])).toEqual([
      ["b", [0x44, 0x55, 0x66]],
      ["a", [0x11, 0x22, 0x33]],
      ["c", [0, 158, 115]],
    ]);
  });

  test("of numbers have the file's colours in the order in which they appear", () => {
    const { legend } = coloring(numeric(7, Number.NaN, 2, 7), true, "day", ["#070707", "", "#020202"]);
    if (legend.kind !== "categories") throw new Error("expected categories");
    expect(legend.categories.map(({ color }) => color[0])).toEqual([2, 7]);
  });

  test("of numbers come in ascending order", () => {
    const { legend } = coloring(numeric(10, 2, 2, Number.NaN), true, "day");
    if (legend.kind !== "categories") throw new Error("expected categories");
    expect(legend.categories.map(({ name }) => name)).toEqual(["2", "10"]);
    expect(legend.others?.count).toBe(1);
  });
});

describe("numbers", () => {
  test("reach from one end of the gradient to the other", () => {
    const { colors, legend } = coloring(numeric(-1, 3, 1, Number.NaN), false, "day");
    expect([...colors.index]).toEqual([0, 255, 128, 256]);
    expect(legend).toMatchObject({ kind: "gradient", low: -1, high: 3, log: false, extent: { empty: 1 } });
  });

  test("that are all the same do not divide by nothing", () => {
    expect([...coloring(numeric(5, 5), false, "day").colors.index]).toEqual([0, 0]);
  });

  test("of few whole values are taken for classes, others are not", () => {
    expect(looksCategorical(column(10), numeric(0, 1, 9, Number.NaN))).toBe(true);
    expect(looksCategorical(column(3), numeric(0.5, 1, 2))).toBe(false);
    expect(looksCategorical(column(21), numeric(1, 2))).toBe(false);
  });
});

test("fractions as categories are named as numbers are, however many there are", () => {
  const numbers = Float64Array.from({ length: 150 }, (_, at) => (at + 0.5) / 3);
  const { legend } = coloring({ kind: "numeric", numbers }, true, "day");
  expect(legend.kind === "categories" && legend.categories.map(({ name }) => name)).toContain("0.166667");
});
