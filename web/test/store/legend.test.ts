import { describe, expect, test } from "vitest";
import { coloring, looksCategorical } from "../../src/store/legend";
import { missing } from "../../src/store/palettes/palettes";
import type { CodedCells, NumericCells } from "../../src/wire/arrow";
import type { ColumnMessage } from "../../src/wire/messages";

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

  test("beyond 256 the rare ones share one grey line", () => {
    const dictionary = Array.from({ length: 400 }, (_, at) => `w${at}`);
    const codes = [...dictionary.keys(), ...Array.from({ length: 10 }, () => 399)];
    const { legend } = coloring(coded(codes, dictionary), true, "day");
    if (legend.kind !== "categories") throw new Error("expected categories");
    expect(legend.categories).toHaveLength(255);
    expect(legend.categories[0]?.name).toBe("w399");
    expect(legend.others?.count).toBe(145);
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
    expect(legend).toEqual({ kind: "gradient", low: -1, high: 3, empty: 1 });
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
