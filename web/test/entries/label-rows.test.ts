import { expect, test } from "vitest";
import { labelledRows, MOST_LABELS } from "../../src/entries/label-rows";

const fifty = Array.from({ length: 50 }, (_, at) => at);

test("without labels only the selection and its nearest are named", () => {
  expect(labelledRows(false, [], [])).toEqual([]);
  expect(labelledRows(false, Int32Array.of(70), fifty)).toHaveLength(13);
});

test("with labels a selection comes first, then its neighbours", () => {
  expect(labelledRows(true, Int32Array.of(7), [3, 4])).toEqual([7, 3, 4]);
  expect(labelledRows(true, [70], fifty)).toHaveLength(51);
});

test("of a very large selection the last rows are named", () => {
  const rows = labelledRows(
    true,
    Int32Array.from({ length: 30_000 }, (_, at) => at),
    [],
  );
  expect(rows).toHaveLength(MOST_LABELS);
  expect(rows.at(-1)).toBe(29_999);
});
