import { expect, test } from "vitest";
import { among, complement, distinct, maskOf, packed, union, without } from "../../src/store/rows";

const of = (...rows: number[]) => Int32Array.from(rows);

test("rows are whole, there, and named once: the last time counts", () => {
  expect(distinct([3, 1, 3, -1, 2.5, 10, Number.NaN, 4_294_967_297], 10)).toEqual(of(1, 3));
  expect(distinct([], 10)).toEqual(of());
});

test("sets are joined, parted and turned round", () => {
  expect(union(of(1, 2, 3), [2, 5], 6)).toEqual(of(1, 3, 2, 5));
  expect(without(of(5, 1, 2), [1], 6)).toEqual(of(5, 2));
  expect(complement(of(0, 2), 4, null)).toEqual(of(1, 3));
  expect(complement(of(0, 2), 4, maskOf([0, 1], 4))).toEqual(of(1));
});

test("what a mask lets through is a new array only if something is held back", () => {
  const rows = of(3, 1, 2);
  expect(among(rows, null)).toBe(rows);
  expect(among(rows, maskOf([1, 2, 3], 4))).toBe(rows);
  expect(among(rows, maskOf([1], 4))).toEqual(of(1));
});

test("packed rows are bits, the lowest first, in base64", () => {
  expect(atob(packed([0, 9], 10))).toBe("\x01\x02");
  const many = atob(
    packed(
      Array.from({ length: 300_000 }, (_, row) => row),
      300_001,
    ),
  );
  expect([many.length, many.charCodeAt(0), many.charCodeAt(37_500)]).toEqual([37_501, 255, 0]);
});
