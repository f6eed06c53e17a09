import { expect, test } from "vitest";
import { follow } from "../../src/store/lines";
import type { Cells } from "../../src/wire/arrow";

const numbers = (...values: number[]): Cells => ({ kind: "numeric", numbers: Float64Array.from(values) });
const END = Number.NaN;

test("rows are followed from where nothing leads to", () => {
  expect(follow(numbers(2, END, 1, 4, END))).toEqual({
    lines: [
      [0, 2, 1],
      [3, 4],
    ],
    invalid: [],
  });
});

test("a circle is closed, also the one of a row that leads to itself", () => {
  expect(follow(numbers(1, 2, 0, 3)).lines).toEqual([
    [0, 1, 2, 0],
    [3, 3],
  ]);
});

test("where two lines meet, the second ends: no segment is drawn twice", () => {
  expect(follow(numbers(2, 2, 3, END)).lines).toEqual([
    [0, 2, 3],
    [1, 2],
  ]);
});

test("a line may lead into a circle", () => {
  expect(follow(numbers(1, 2, 1)).lines).toEqual([[0, 1, 2, 1]]);
});

test("targets that are no rows are told and end the line", () => {
  expect(follow(numbers(1, 9, -3, 0.5))).toEqual({ lines: [[0, 1]], invalid: [1, 2, 3] });
});

test("text works too, as far as it is a number", () => {
  const cells: Cells = {
    kind: "coded",
    codes: Int32Array.from([0, 1, 2, -1]),
    dictionary: ["1", "", "soon"],
  };
  expect(follow(cells)).toEqual({ lines: [[0, 1]], invalid: [2] });
});

test("half a million rows in one line take one pass", () => {
  const next = Float64Array.from({ length: 500_000 }, (_, row) => (row + 1) % 500_000);
  expect(follow({ kind: "numeric", numbers: next }).lines[0]).toHaveLength(500_001);
});
