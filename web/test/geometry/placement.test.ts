import { expect, test } from "vitest";
import { type Box, beside, Occupancy, Sieve } from "../../src/geometry/placement";
import { random } from "../../src/geometry/shuffle";

const free = { left: 0, right: 0, top: 0, bottom: 0 };
const viewport = { width: 400, height: 300, insets: free };

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test("a label stands right of its point, clear of the disc", () => {
  const box = beside(new Occupancy(viewport), { x: 100, y: 100, radius: 5 }, 40, 14);
  expect(box).toEqual({ x: 108, y: 93, width: 40, height: 14 });
});

test("when the right is taken it goes left, then above, then below, then nowhere", () => {
  const grid = new Occupancy(viewport);
  const boxes = Array.from({ length: 5 }, () => beside(grid, { x: 200, y: 150, radius: 12 }, 40, 14));
  expect(boxes.map((box) => box && [box.x, box.y])).toEqual([
    [215, 143],
    [145, 143],
    [180, 121],
    [180, 165],
    null,
  ]);
});

test("at the right border the label goes left, and under a rail there is no room", () => {
  const railed = new Occupancy({ ...viewport, insets: { ...free, left: 120 } });
  expect(beside(railed, { x: 395, y: 50, radius: 3 }, 60, 14)?.x).toBe(395 - 6 - 60);
  expect(beside(railed, { x: 30, y: 50, radius: 3 }, 60, 14)).toBeNull();
});

test("a thousand labels never touch, and the first ones win", () => {
  const draw = random(2);
  const grid = new Occupancy(viewport);
  const boxes = Array.from({ length: 1000 }, () =>
    beside(grid, { x: draw() * 400, y: draw() * 300, radius: 3 }, 20 + draw() * 60, 15),
  );
  const placed = boxes.filter((box) => box !== null);
  expect(boxes[0]).not.toBeNull();
  expect(placed.length).toBeGreaterThan(30);
  placed.forEach((a, i) => {
    for (const b of placed.slice(i + 1)) expect(overlap(a, b)).toBe(false);
  });
});

test("of many places in one part of the picture the first few are let through, and all that stand alone", () => {
  const sieve = new Sieve(viewport, 15);
  expect(Array.from({ length: 100 }, () => sieve.admits(200, 150)).filter(Boolean)).toHaveLength(4);
  expect(sieve.admits(300, 150)).toBe(true);
  expect(sieve.admits(200, 250)).toBe(true);
});
