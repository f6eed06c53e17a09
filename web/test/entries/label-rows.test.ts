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

test("with labels and no selection every row may have one, in a mixed order that is the same every time", () => {
  const rows = labelledRows(10_000, true, [], []);
  expect(new Set(rows).size).toBe(10_000);
  expect(rows.slice(0, 100)).not.toEqual([...rows.slice(0, 100)].sort((a, b) => a - b));
  expect([...labelledRows(3, true, [], [])].sort()).toEqual([0, 1, 2]);
  expect(labelledRows(10_000, true, [], [])).toEqual(rows);
});

test("of very many rows a fair sample asks for a place", () => {
  const rows = labelledRows(200_000, true, [], []);
  expect(rows).toHaveLength(MOST_LABELS);
  expect(Math.max(...rows)).toBeGreaterThan(190_000);
});
