import { expect, test } from "vitest";
import { restRadius, thumbnailRadius, zoomedRadius } from "../../src/geometry/disc";
import { chase, easeInOut, easeOut } from "../../src/geometry/ease";
import { shuffled } from "../../src/geometry/shuffle";

test("every kept row is there once, in the same order for the same seed", () => {
  const rows = shuffled(1000, (row) => row % 3 !== 0);
  expect(Array.from(rows).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 1000 }, (_, row) => row).filter((row) => row % 3 !== 0),
  );
  expect(shuffled(1000, (row) => row % 3 !== 0)).toEqual(rows);
  expect(shuffled(1000, () => true, 2)).not.toEqual(shuffled(1000, () => true, 1));
});

test("a prefix is a fair sample", () => {
  const prefix = shuffled(100_000, () => true).slice(0, 10_000);
  const mean = prefix.reduce((sum, row) => sum + row, 0) / prefix.length;
  expect(Math.abs(mean - 50_000)).toBeLessThan(1500);
});

test("many rows get small discs, zooming in makes them larger, and both have bounds", () => {
  expect(restRadius(150, 700, 700)).toBeGreaterThan(restRadius(10_000, 700, 700));
  expect(restRadius(10_000_000, 700, 700)).toBe(restRadius(1_000_000, 700, 700));
  expect(zoomedRadius(2, 10, 2.5, 1)).toBeCloseTo(4, 9);
  expect(zoomedRadius(2, 10, 1e-9, 1)).toBe(26);
  expect(thumbnailRadius(100, 28)).toBe(28);
});

test("curves start at 0 and end at 1", () => {
  for (const curve of [easeOut, easeInOut]) {
    expect(curve(0)).toBe(0);
    expect(curve(1)).toBeCloseTo(1, 12);
  }
  expect(chase(50, 100)).toBeCloseTo(1 - (1 - chase(25, 100)) ** 2, 12);
});
