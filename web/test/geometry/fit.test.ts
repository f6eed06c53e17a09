import { expect, test } from "vitest";
import { bounds, extentFor } from "../../src/geometry/fit";
import type { Viewport } from "../../src/geometry/projection";
import { project, projection } from "../../src/geometry/projection";
import { random } from "../../src/geometry/shuffle";
import { opening, orbited } from "../../src/geometry/view";

const viewport: Viewport = {
  width: 1280,
  height: 800,
  insets: { left: 300, right: 320, top: 44, bottom: 28 },
};

function ball(count: number, size: number): Float32Array {
  const draw = random(7);
  return Float32Array.from({ length: count * 3 }, () => (draw() - 0.5) * 2 * size);
}

test("nothing finite has no bounds", () => {
  expect(bounds({ data: new Float32Array(0), count: 0 })).toBeNull();
  expect(bounds({ data: new Float32Array(9).fill(Number.NaN), count: 3 })).toBeNull();
});

test("a few rows are all held, and rows that were left out do not count", () => {
  const data = Float32Array.from([0, 0, 0, 4, 2, 0, Number.NaN, Number.NaN, Number.NaN]);
  expect(bounds({ data, count: 3 })).toMatchObject({ center: [2, 1, 0], half: [2, 1, 0] });
});

test("a row far away does not shrink the picture of all others", () => {
  const data = ball(5000, 1);
  data[0] = 1e6;
  const found = bounds({ data, count: 5000 });
  expect(found?.radius).toBeLessThan(3);
  expect(found?.reach).toBeGreaterThan(9e5);
});

test("groups that repeat with the sampling period are all seen", () => {
  const count = 20_000;
  const data = new Float32Array(count * 3);
  for (let row = 0; row < count; row++) data[row * 3] = row % 2 === 0 ? -1 : 1;
  expect(bounds({ data, count })).toMatchObject({ center: [0, 0, 0], half: [1, 0, 0] });
});

test("only the named rows count, and wrong names are ignored", () => {
  const data = Float32Array.from([0, 0, 0, 10, 0, 0, 20, 0, 0]);
  expect(bounds({ data, count: 3 }, [1, 2, 99, -1])).toMatchObject({ center: [15, 0, 0], half: [5, 0, 0] });
});

test("the fitted camera shows every row inside the free area, in 2-D and 3-D", () => {
  const data = ball(3000, 5);
  const found = bounds({ data, count: 3000 });
  if (!found) throw new Error("no bounds");
  for (const dimensions of [2, 3] as const) {
    const extent = extentFor(found, viewport, dimensions);
    const view = { ...opening(dimensions), target: found.center, extent };
    const lens = projection(view, viewport, { center: found.center, radius: found.reach });
    for (let i = 0; i < data.length; i += 3) {
      const [x, y, z] = [data[i] as number, data[i + 1] as number, data[i + 2] as number];
      const spot = project(lens, x, y, z, { x: 0, y: 0, w: 0, z: 0 });
      expect(spot.x > 300 && spot.x < 960 && spot.y > 44 && spot.y < 772).toBe(true);
    }
  }
});

test("a long thin cloud has its ends inside the free area from every side", () => {
  const data = Float32Array.from([-9, 0, 0, 9, 0, 0, 0, 1, 0]);
  const found = bounds({ data, count: 3 });
  if (!found) throw new Error("no bounds");
  const open = { ...opening(3), target: found.center, extent: extentFor(found, viewport, 3) };
  for (let yaw = 0; yaw < 7; yaw += 0.1) {
    const lens = projection(orbited(open, yaw, 0), viewport, { center: found.center, radius: found.reach });
    for (const x of [-9, 9]) {
      const spot = project(lens, x, 0, 0, { x: 0, y: 0, w: 0, z: 0 });
      expect(spot.x).toBeGreaterThan(305);
      expect(spot.x).toBeLessThan(955);
    }
  }
});

test("one row, and rows on one spot, still have an extent", () => {
  const found = bounds({ data: new Float32Array(6).fill(3), count: 2 });
  expect(found && extentFor(found, viewport, 2)).toBe(1);
});
