import { describe, expect, test } from "vitest";
import { endsOf, extentOf, placing, type Scale, withEnd } from "../../src/store/scale";

const scale = (changed: Partial<Scale> = {}): Scale => ({
  ramp: "viridis",
  log: false,
  low: null,
  high: null,
  ...changed,
});
const of = (...values: number[]) => extentOf(Float64Array.from(values));

describe("the ends of a ramp", () => {
  test("are where the numbers end, cells without one left out", () => {
    const extent = of(3, Number.NaN, -2, Number.POSITIVE_INFINITY, 5);
    expect(endsOf(scale(), extent)).toEqual({ low: -2, high: 5 });
    expect(extent.empty).toBe(2);
    expect(extentOf(new Float64Array([Number.NaN]))).toEqual({ least: 0, most: 0, positive: null, empty: 1 });
  });

  test("lie evenly about zero for a diverging ramp, where there are numbers on both sides", () => {
    expect(endsOf(scale({ ramp: "diverging" }), of(-1, 4))).toEqual({ low: -4, high: 4 });
    expect(endsOf(scale({ ramp: "diverging" }), of(1, 4))).toEqual({ low: 1, high: 4 });
  });

  test("begin at the smallest number above zero for a logarithm", () => {
    expect(endsOf(scale({ log: true }), of(0, 0.1, 10))).toEqual({ low: 0.1, high: 10 });
  });

  test("can be typed, as long as the lower one is lower", () => {
    const extent = of(0, 10);
    expect(withEnd(scale(), extent, "low", "2")?.low).toBe(2);
    expect(withEnd(scale(), extent, "low", "−3")?.low).toBe(-3);
    expect(withEnd(scale({ high: 5 }), extent, "high", "")?.high).toBeNull();
    for (const text of ["10", "11", "x", "NaN", "Infinity"])
      expect(withEnd(scale(), extent, "low", text)).toBeNull();
    expect(withEnd(scale({ log: true }), extent, "low", "0")).toBeNull();
  });
});

describe("a number's place", () => {
  test("is its share of the way, held at the ends", () => {
    const place = placing(scale({ low: 2, high: 4 }), of(0, 10));
    expect([1, 2, 3, 4, 9].map(place)).toEqual([0, 0, 0.5, 1, 1]);
  });

  test("is that of its logarithm, if wanted", () => {
    const place = placing(scale({ log: true }), of(0, 1, 100));
    expect([0, 1, 10, 100].map((value) => Number(place(value).toFixed(9)))).toEqual([0, 0, 0.5, 1]);
  });

  test("is the first where all numbers are the same, and known for the largest doubles", () => {
    expect(placing(scale(), of(5, 5))(5)).toBe(0);
    expect(placing(scale(), of(-1.7e308, 1.7e308))(0)).toBe(0.5);
  });
});
