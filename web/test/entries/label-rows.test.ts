import { expect, test } from "vitest";
import { labelledRows, MOST_LABELS } from "../../src/entries/label-rows";

test("without labels only the selection and its nearest are named", () => {
  expect(labelledRows(100, false, [], [])).toEqual([]);
  expect(
    labelledRows(
      100,
      false,
      [7],
      Array.from({ length: 50 }, (_, at) => at),
    ),
  ).toHaveLength(13);
});

test("with labels a selection comes first, then its neighbours", () => {
  expect(labelledRows(100, true, [7], [3, 4])).toEqual([7, 3, 4]);
});

test("with labels and no selection a fair sample is named, the same every time", () => {
  const rows = labelledRows(70_000, true, [], []);
  expect(rows).toHaveLength(MOST_LABELS);
  expect(new Set(rows).size).toBe(MOST_LABELS);
  expect(Math.max(...rows)).toBeGreaterThan(60_000);
  expect(labelledRows(70_000, true, [], [])).toEqual(rows);
  expect(labelledRows(3, true, [], [])).toEqual([0, 1, 2]);
});
