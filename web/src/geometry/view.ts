/**
 * Where the scene is seen from, and how a person moves it.
 *
 * 2-D and 3-D are one camera: `lens` 0 is an orthographic picture, 1 the full perspective, and anything between a
 * dolly zoom, so that switching is one smooth motion.
 */

import {
  blend,
  compose,
  cross,
  fromAxes,
  IDENTITY,
  minus,
  plus,
  type Quat,
  rotate,
  slerp,
  turn,
  unit,
  type Vec3,
} from "./vector";

export interface View {
  readonly target: Vec3;
  /** From camera axes (right, up, back) to the layout's axes. */
  readonly turn: Quat;
  /** Half of the visible height, in layout units, at the target. */
  readonly extent: number;
  readonly lens: number;
}

/** A viewpoint as others write it down: `position` looks at `target`. */
export interface Viewpoint {
  readonly dimensions: 2 | 3;
  readonly position: Vec3;
  readonly target: Vec3;
  readonly up: Vec3;
  readonly extent: number;
}

/** Tangent of half the vertical angle of view (36°: depth is felt, nothing bulges). */
export const TANGENT = Math.tan((18 * Math.PI) / 180);

const UP: Vec3 = [0, 1, 0];
const RIGHT: Vec3 = [1, 0, 0];
const BACK: Vec3 = [0, 0, 1];

/** The first look at a cloud: a little from the side and from above, so that all three axes tell. */
export const OBLIQUE: Quat = compose(turn(UP, 0.6), turn(RIGHT, -0.38));

export function opening(dimensions: 2 | 3): View {
  return { target: [0, 0, 0], turn: dimensions === 3 ? OBLIQUE : IDENTITY, extent: 1, lens: dimensions - 2 };
}

/** Turn by radians: `yaw` about the layout's own upright, `pitch` about the screen's horizontal. */
export function orbited(view: View, yaw: number, pitch: number): View {
  const upright = rotate(view.turn, UP)[1] < 0 ? -1 : 1;
  const yawed = compose(turn(UP, yaw * upright), view.turn);
  return { ...view, turn: compose(yawed, turn(RIGHT, pitch)) };
}

/** Move the picture by (x, y) layout units to the right and up, in the plane of the target. */
export function panned(view: View, x: number, y: number): View {
  const side = rotate(view.turn, RIGHT);
  const up = rotate(view.turn, UP);
  return { ...view, target: plus(plus(view.target, side, -x), up, -y) };
}

/** Magnify by `factor`; what lies (x, y) layout units right of and above the target stays where it is on the screen. */
export function zoomed(view: View, factor: number, x = 0, y = 0): View {
  const keep = 1 / factor - 1;
  return panned({ ...view, extent: view.extent / factor }, x * keep, y * keep);
}

/** The view a share `t` of the way; the extent moves by ratio, so that zooming feels even. */
export function between(a: View, b: View, t: number): View {
  if (t >= 1) return b;
  return {
    target: blend(a.target, b.target, t),
    turn: slerp(a.turn, b.turn, t),
    extent: a.extent * (b.extent / a.extent) ** t,
    lens: a.lens + (b.lens - a.lens) * t,
  };
}

export function toViewpoint(view: View): Viewpoint {
  const distance = view.extent / TANGENT;
  return {
    dimensions: view.lens > 0.5 ? 3 : 2,
    position: plus(view.target, rotate(view.turn, BACK), distance),
    target: view.target,
    up: rotate(view.turn, UP),
    extent: view.extent,
  };
}

/** The view that `toViewpoint` described; directions that say nothing fall back to the view from above. */
export function fromViewpoint(point: Viewpoint): View {
  const back = unit(minus(point.position, point.target), BACK);
  const side = unit(cross(point.up, back), unit(cross(UP, back), RIGHT));
  const flat = point.dimensions === 2;
  return {
    target: point.target,
    turn: flat ? IDENTITY : fromAxes(side, cross(back, side), back),
    extent: point.extent > 0 && Number.isFinite(point.extent) ? point.extent : 1,
    lens: flat ? 0 : 1,
  };
}
