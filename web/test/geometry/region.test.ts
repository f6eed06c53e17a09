import { expect, test } from "vitest";
import { frontmost } from "../../src/geometry/occlusion";
import type { Places } from "../../src/geometry/places";
import { part, project, projection, type Viewport } from "../../src/geometry/projection";
import { boxOutline, type Outline, rowsNear, rowsWithin } from "../../src/geometry/region";
import { random } from "../../src/geometry/shuffle";
import { opening } from "../../src/geometry/view";

const viewport: Viewport = { width: 800, height: 600, insets: { left: 0, right: 0, top: 0, bottom: 0 } };
const ball = { center: [0, 0, 0] as const, radius: 4 };
const deep = projection({ ...opening(3), extent: 3 }, viewport, ball);
const flat = projection({ ...opening(2), extent: 3 }, viewport, ball);

function cloud(count: number, shown: Uint8Array | null = null): Places {
  const draw = random(5);
  const to = Float32Array.from({ length: count * 3 }, () => (draw() - 0.5) * 4);
  return { from: to, to, mix: 1, count, shown };
}

/** Even–odd by the textbook: how many edges does a ray to the right cross? */
function holds(outline: Outline, x: number, y: number): boolean {
  let odd = false;
  outline.forEach(([x0, y0], i) => {
    const [x1, y1] = outline[(i + 1) % outline.length] as readonly [number, number];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) odd = !odd;
  });
  return odd;
}

const STAR: Outline = [
  [400, 60],
  [560, 540],
  [120, 240],
  [680, 240],
  [240, 540],
];

test.each([
  ["a box", boxOutline(500, 400, 250, 120)],
  ["a star that crosses itself", STAR],
] as const)("%s holds the rows that the textbook finds, but for those on its edge", (_, outline) => {
  const places = cloud(3_000);
  const found = new Set(rowsWithin(places, deep, outline));
  let differ = 0;
  for (let row = 0; row < places.count; row++) {
    const at = Array.from(places.to.slice(row * 3, row * 3 + 3)) as [number, number, number];
    const spot = project(deep, ...at, { x: 0, y: 0, w: 0, z: 0 });
    if (holds(outline, spot.x, spot.y) !== found.has(row)) differ += 1;
  }
  expect(found.size).toBeGreaterThan(100);
  expect(differ).toBeLessThan(25);
});

test("hidden rows, rows left out and rows behind the eye are in no region", () => {
  const to = Float32Array.from([0, 0, 0, 0, 0, 0, Number.NaN, 0, 0, 0, 0, 60]);
  const places: Places = { from: to, to, mix: 1, count: 4, shown: Uint8Array.of(1, 0, 1, 1) };
  expect(rowsWithin(places, deep, boxOutline(0, 0, 800, 600))).toEqual(Int32Array.of(0));
  expect(rowsNear(places, [0, 0, 0], 1, 3)).toEqual(Int32Array.of(0));
});

test("a ball holds what is near in the layout; in the plane height does not count", () => {
  const to = Float32Array.from([0, 0, 0, 1, 0, 0, 0, 0, 1.5, 0, 2, 0]);
  const places: Places = { from: to, to, mix: 1, count: 4, shown: null };
  expect(rowsNear(places, [0, 0, 0], 1.2, 3)).toEqual(Int32Array.of(0, 1));
  expect(rowsNear(places, [0, 0, 0], 1.2, 2)).toEqual(Int32Array.of(0, 1, 2));
});

test("of rows behind each other the front one is visible, and each one that shows an edge", () => {
  const towardEye = [deep.back[0], deep.back[1], deep.back[2]] as const;
  const to = Float32Array.from([0, 0, 0, ...towardEye, 1, 1, 0]);
  const places: Places = { from: to, to, mix: 1, count: 3, shown: null };
  expect(frontmost(places, deep, 6, Int32Array.of(0, 1, 2))).toEqual(Int32Array.of(1, 2));
  const beside = Float32Array.from([0, 0, 0, 0.03, 0, 0]);
  expect(frontmost({ ...places, from: beside, to: beside, count: 2 }, flat, 6, Int32Array.of(0, 1))).toEqual(
    Int32Array.of(0, 1),
  );
});

test("a million rows in a lasso of a thousand corners are found in one pass", () => {
  const outline: Outline = Array.from({ length: 1_000 }, (_, i) => [
    400 + 280 * Math.cos(i / 160),
    300 + 280 * Math.sin(i / 160),
  ]);
  expect(rowsWithin(cloud(200_000), deep, outline).length).toBeGreaterThan(65_536);
});

test("a part of a picture shows what the whole shows there", () => {
  const whole = project(deep, 0.4, -0.7, 0.9, { x: 0, y: 0, w: 0, z: 0 });
  const piece = project(part(deep, 100, 250, 300, 200), 0.4, -0.7, 0.9, { x: 0, y: 0, w: 0, z: 0 });
  expect(piece.x).toBeCloseTo(whole.x - 100, 6);
  expect(piece.y).toBeCloseTo(whole.y - 250, 6);
});
