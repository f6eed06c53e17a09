import {
  columnFromArray,
  dictionary,
  float64,
  int32,
  tableFromColumns,
  tableToIPC,
  utf8,
} from "@uwdata/flechette";
import { expect, test } from "vitest";
import { decodeColumns } from "../../src/wire/arrow";

function stream(columns: Parameters<typeof tableFromColumns>[0]): ArrayBuffer {
  const bytes = tableToIPC(tableFromColumns(columns), { format: "stream" });
  if (bytes === null) throw new Error("nothing was encoded");
  return bytes.slice().buffer as ArrayBuffer;
}

test("numbers become float64, words become codes into their dictionary, in the stream's order", () => {
  const columns = decodeColumns(
    stream({
      word: columnFromArray(["a", "b", "a", ""], dictionary(utf8(), int32())),
      year: columnFromArray([1999, null, 0.5, -3], float64()),
      digit: columnFromArray([1, 2, 3, 4], float64()),
    }),
  );
  expect([...columns.keys()]).toEqual(["word", "year", "digit"]);
  const word = columns.get("word");
  if (word?.kind !== "coded") throw new Error("expected codes");
  expect([...word.codes].map((code) => word.dictionary[code])).toEqual(["a", "b", "a", ""]);
  expect(columns.get("year")).toEqual({
    kind: "numeric",
    numbers: Float64Array.of(1999, Number.NaN, 0.5, -3),
  });
  expect(columns.get("digit")).toEqual({ kind: "numeric", numbers: Float64Array.of(1, 2, 3, 4) });
});

test("a missing word has the code -1", () => {
  const cells = decodeColumns(
    stream({ word: columnFromArray(["a", null], dictionary(utf8(), int32())) }),
  ).get("word");
  expect(cells?.kind === "coded" && [...cells.codes]).toEqual([0, -1]);
});
