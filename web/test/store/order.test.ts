import { expect, test } from "vitest";
import { ordered } from "../../src/store/order";

const all = Int32Array.of(0, 1, 2, 3, 4);

test("numbers go upward or downward, and rows without one come last", () => {
  const cells = { kind: "numeric", numbers: Float64Array.of(3, Number.NaN, 1, 3, -2) } as const;
  expect([...ordered(all, cells, false)]).toEqual([4, 2, 0, 3, 1]);
  expect([...ordered(all, cells, true)]).toEqual([0, 3, 2, 4, 1]);
});

test("words go as a reader would look them up: numbers in them by their size, empty cells last", () => {
  const dictionary = ["item 10", "", "Item 2", "item 1"];
  const cells = { kind: "coded", codes: Int32Array.of(0, 1, 2, 3, -1), dictionary } as const;
  expect([...ordered(all, cells, false)]).toEqual([3, 2, 0, 1, 4]);
  expect([...ordered(all, cells, true)]).toEqual([0, 2, 3, 1, 4]);
});

test("only the rows that are asked for are there, and those that were handed in stay as they were", () => {
  const cells = { kind: "numeric", numbers: Float64Array.of(5, 4, 3, 2, 1) } as const;
  const rows = Int32Array.of(1, 3);
  expect([...ordered(rows, cells, false)]).toEqual([3, 1]);
  expect([...rows]).toEqual([1, 3]);
});

test("many rows of many words are ordered in order", () => {
  const n = 100_000;
  const dictionary = Array.from({ length: n }, (_, at) => String((at * 7_919) % n).padStart(6, "0"));
  const cells = { kind: "coded", codes: Int32Array.from({ length: n }, (_, at) => at), dictionary } as const;
  const rows = ordered(cells.codes, cells, false);
  expect([rows[0], rows[1]].map((row) => dictionary[row ?? -1])).toEqual(["000000", "000001"]);
  expect(dictionary[rows.at(-1) ?? -1]).toBe("099999");
});
