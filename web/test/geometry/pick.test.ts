import { expect, test } from "vitest";
import { pick } from "../../src/geometry/pick";
import type { Places } from "../../src/geometry/places";
import { project, projection, type Viewport } from "../../src/geometry/projection";
import { random } from "../../src/geometry/shuffle";
import { opening } from "../../src/geometry/view";

const viewport: Viewport = { width: 800, height: 600, insets: { left: 0, right: 0, top: 0, bottom: 0 } };
const ball = { center: [0, 0, 0] as const, radius: 4 };
const flat = projection({ ...opening(2), extent: 3 }, viewport, ball);
const deep = projection({ ...opening(3), turn: [0, 0, 0, 1], extent: 3 }, viewport, ball);

function places(...rows: readonly (readonly number[])[]): Places {
  const to = Float32Array.from(rows.flat());
  return { from: to, to, mix: 1, count: rows.length, shown: null };
}

test("beside every disc there is nothing, within the slack there is the nearest", () => {
  const two = places([0, 0, 0], [1, 0, 0]);
  expect(pick(two, flat, 5, { x: 400, y: 320, slack: 4 })).toBeNull();
  expect(pick(two, flat, 5, { x: 400, y: 308, slack: 4 })).toBe(0);
  expect(pick(two, flat, 5, { x: 493, y: 300, slack: 4 })).toBe(1);
});

test("of two discs under the pointer, depth decides in 3-D and the centre in 2-D", () => {
  const two = places([0, 0, -1], [0.02, 0, 1]);
  expect(pick(two, deep, 8, { x: 400, y: 300, slack: 4 })).toBe(1);
  expect(pick(two, flat, 8, { x: 400, y: 300, slack: 4 })).toBe(0);
});

test("rows left out and rows behind the eye are never found", () => {
  const rows = places([Number.NaN, Number.NaN, Number.NaN], [0, 0, 50]);
  expect(pick(rows, deep, 500, { x: 400, y: 300, slack: 4 })).toBeNull();
});

test("half way through a motion, rows are half way", () => {
  const moving = { ...places([2, 0, 0]), from: Float32Array.from([0, 0, 0]), mix: 0.5 };
  expect(pick(moving, flat, 3, { x: 500, y: 300, slack: 0 })).toBe(0);
  expect(pick(moving, flat, 3, { x: 600, y: 300, slack: 0 })).toBeNull();
});

test("it agrees with the obvious way over a random cloud", () => {
  const draw = random(11);
  const cloud = places(...Array.from({ length: 400 }, () => [0, 0, 0].map(() => (draw() - 0.5) * 5)));
  for (let i = 0; i < 200; i++) {
    const pointer = { x: draw() * 800, y: draw() * 600, slack: 4 };
    expect(pick(cloud, deep, 6, pointer)).toBe(obvious(cloud, 6, pointer));
  }
});

function obvious(
  cloud: Places,
  radius: number,
  pointer: { x: number; y: number; slack: number },
): number | null {
  const found = Array.from({ length: cloud.count }, (_, row) => {
    const [x, y, z] = Array.from(cloud.to.slice(row * 3, row * 3 + 3)) as [number, number, number];
    const spot = project(deep, x, y, z, { x: 0, y: 0, w: 0, z: 0 });
    const disc = radius / Math.max(spot.w, 0.45);
    const gap = Math.max(0, Math.hypot(spot.x - pointer.x, spot.y - pointer.y) - disc);
    return { row, gap, w: spot.w };
  }).filter(({ gap }) => gap <= pointer.slack);
  found.sort((a, b) => a.gap - b.gap || a.w - b.w);
  return found[0]?.row ?? null;
}

test("discs near the eye stop growing, as they do in the picture", () => {
  const near = places([0, 0, 8.5]);
  const w = 1 - deep.perspective * 8.5;
  expect(w).toBeLessThan(0.45);
  expect(pick(near, deep, 9, { x: 400 + 9 / 0.45 - 1, y: 300, slack: 0 })).toBe(0);
  expect(pick(near, deep, 9, { x: 400 + 9 / 0.45 + 1, y: 300, slack: 0 })).toBeNull();
});
