import { expect, test } from "vitest";
import { composition } from "../../src/store/composition";
import { coloring } from "../../src/store/legend";

const cells = {
  kind: "coded",
  codes: Int32Array.of(0, 1, 1, 2, -1, 1),
  dictionary: ["a", "b", "c"],
} as const;

const STYLE = { theme: "day", scale: { ramp: "viridis", log: false, low: null, high: null } } as const;

test("categories are counted among the rows, most frequent first, the absent left out", () => {
  const shares = composition(Int32Array.of(5, 3, 1, 4), coloring(cells, { ...STYLE, asCategories: true }));
  expect(shares.map(({ name, count, of }) => [name, count, of])).toEqual([
    ["b", 2, 3],
    ["c", 1, 1],
  ]);
});

test("without categories there is nothing to count", () => {
  const numbers = { kind: "numeric", numbers: Float64Array.of(1, 2.5) } as const;
  expect(composition(Int32Array.of(0), coloring(numbers, { ...STYLE, asCategories: false }))).toEqual([]);
  expect(composition(Int32Array.of(0), null)).toEqual([]);
});
