import { expect, test } from "vitest";
import { onPlane, project, projection, type Viewport } from "../../src/geometry/projection";
import { compose, dot, length, minus, rotate, slerp, turn, type Vec3 } from "../../src/geometry/vector";
import {
  between,
  fromViewpoint,
  OBLIQUE,
  opening,
  orbited,
  panned,
  toViewpoint,
  type View,
  zoomed,
} from "../../src/geometry/view";

const viewport: Viewport = {
  width: 1000,
  height: 600,
  insets: { left: 200, right: 100, top: 40, bottom: 0 },
};
const ball = { center: [0, 0, 0] as Vec3, radius: 5 };
const spot = () => ({ x: 0, y: 0, w: 0, z: 0 });

function at(view: View, place: Vec3) {
  return project(projection(view, viewport, ball), ...place, spot());
}

test("the target is drawn in the middle of the free area", () => {
  for (const dimensions of [2, 3] as const) {
    const view = { ...opening(dimensions), target: [3, -2, 1] as Vec3, extent: 4 };
    expect(at(view, [3, -2, 1])).toMatchObject({ x: 550, y: 320, w: 1 });
  }
});

test("the extent is half of the visible height, on both axes alike", () => {
  const view = { ...opening(2), extent: 3 };
  const origin = at(view, [0, 0, 0]);
  expect(at(view, [0, 3, 0]).y).toBeCloseTo(origin.y - 300, 6);
  expect(at(view, [3, 0, 0]).x).toBeCloseTo(origin.x + 300, 6);
});

test("what is nearer to the eye is larger, and depth grows from −1 to +1", () => {
  const lens = projection(opening(3), viewport, ball);
  const back = rotate(OBLIQUE, [0, 0, 1]);
  const near = project(lens, back[0], back[1], back[2], spot());
  const far = project(lens, -back[0], -back[1], -back[2], spot());
  expect(near.w).toBeLessThan(1);
  expect(far.w).toBeGreaterThan(1);
  const depth = (p: { z: number; w: number }) => (lens.depth[0] * p.z + lens.depth[1]) / p.w;
  expect(depth(near)).toBeLessThan(depth(far));
  for (const p of [near, far]) expect(Math.abs(depth(p))).toBeLessThanOrEqual(1);
});

test("every point of the ball lies between the near and the far plane, from inside too", () => {
  for (const extent of [20, 5, 0.5, 0.01]) {
    const lens = projection({ ...opening(3), extent }, viewport, ball);
    for (const z of [-5, -1, 0, 1, 5]) {
      const w = 1 - lens.perspective * z;
      if (w <= 0.02) continue;
      expect(Math.abs((lens.depth[0] * z + lens.depth[1]) / w)).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
});

test("zooming keeps what is under the pointer where it is", () => {
  for (const dimensions of [2, 3] as const) {
    const view = { ...opening(dimensions), extent: 4 };
    const [x, y] = onPlane(view, viewport, 700, 100);
    const side = rotate(view.turn, [1, 0, 0]);
    const up = rotate(view.turn, [0, 1, 0]);
    const place: Vec3 = [x * side[0] + y * up[0], x * side[1] + y * up[1], x * side[2] + y * up[2]];
    expect(at(view, place).x).toBeCloseTo(700, 6);
    const nearer = zoomed(view, 2.5, x, y);
    expect(nearer.extent).toBeCloseTo(1.6, 9);
    expect(at(nearer, place).x).toBeCloseTo(700, 6);
    expect(at(nearer, place).y).toBeCloseTo(100, 6);
  }
});

test("panning moves the picture with the hand", () => {
  const view = { ...opening(3), extent: 3 };
  const before = at(view, [0, 0, 0]);
  const after = at(panned(view, 1, 0.5), [0, 0, 0]);
  expect(after.x - before.x).toBeCloseTo(100, 6);
  expect(after.y - before.y).toBeCloseTo(-50, 6);
});

test("an orbit keeps distances and comes back after a full turn", () => {
  let view = opening(3);
  for (let i = 0; i < 360; i++) view = orbited(view, Math.PI / 180, 0);
  const back = rotate(view.turn, [0, 0, 1]);
  expect(length(minus(back, rotate(OBLIQUE, [0, 0, 1])))).toBeLessThan(1e-9);
  expect(dot(rotate(view.turn, [1, 0, 0]), back)).toBeCloseTo(0, 12);
});

test("a view survives being written down", () => {
  const view: View = {
    target: [1, 2, 3],
    turn: compose(turn([0, 0, 1], 0.4), OBLIQUE),
    extent: 7,
    lens: 1,
  };
  const again = fromViewpoint(toViewpoint(view));
  expect(again.extent).toBe(7);
  for (const axis of [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as Vec3[]) {
    expect(length(minus(rotate(again.turn, axis), rotate(view.turn, axis)))).toBeLessThan(1e-9);
  }
});

test("a viewpoint that says nothing still gives a picture", () => {
  const empty = fromViewpoint({
    dimensions: 3,
    position: [0, 0, 0],
    target: [0, 0, 0],
    up: [0, 0, 0],
    extent: 0,
  });
  expect(empty.extent).toBe(1);
  expect(rotate(empty.turn, [0, 0, 1])).toEqual([0, 0, 1]);
});

test("half way between two views is half way in ratio, angle and lens", () => {
  const a = { ...opening(2), extent: 1 };
  const b = { ...opening(3), extent: 4 };
  const middle = between(a, b, 0.5);
  expect(middle.extent).toBeCloseTo(2, 12);
  expect(middle.lens).toBe(0.5);
  expect(middle.turn).toEqual(slerp(a.turn, b.turn, 0.5));
  expect(between(a, b, 1)).toBe(b);
});
