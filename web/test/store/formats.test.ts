import { expect, test } from "vitest";
import { count, distance, loss, names, number, percent, rowList } from "../../src/store/formats";

test.each([
  [1797, "1,797"],
  [0, "0"],
])("count %d", (value, text) => expect(count(value)).toBe(text));

test.each([
  [0.30000001, "0.3"],
  [30, "30"],
  [1e-7, "1.00e-7"],
  [Number.NaN, "–"],
  [Number.POSITIVE_INFINITY, "∞"],
  [Number.NEGATIVE_INFINITY, "-∞"],
  [-2.5, "-2.5"],
])("number %d", (value, text) => expect(number(value)).toBe(text));

test("numbers that six digits do not tell apart are named by all of theirs", () => {
  const close = [0.123456, 0.1234561, 0.5, 1_234_567.1, 1_234_567.2];
  expect(names(close)).toEqual(["0.123456", "0.1234561", "0.5", "1234567.1", "1234567.2"]);
  expect(names([Number.NEGATIVE_INFINITY, 1, Number.POSITIVE_INFINITY])).toEqual(["-∞", "1", "∞"]);
});

test.each([
  [0.0364, "0.036"],
  [0, "0.000"],
  [0.0000123, "1.2e-5"],
  [123.456, "123.5"],
  [12_345.6, "12,346"],
])("distance %d", (value, text) => expect(distance(value)).toBe(text));

test("percent and loss", () => {
  expect(percent(0.14889)).toBe("14.9 %");
  expect(loss(2.6257)).toBe("2.63");
  expect(loss(0.73176)).toBe("0.732");
});

test("rows are named up to five, the rest counted", () => {
  expect(rowList([17, 204, 981])).toBe("17, 204, 981");
  expect(rowList([1, 2, 3, 4, 5, 6, 7])).toBe("1, 2, 3, 4, 5 and 2 more");
});
