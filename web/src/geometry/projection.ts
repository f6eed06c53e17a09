/**
 * From layout units to pixels, by the same arithmetic on the CPU and in the shaders.
 *
 * With p the position relative to the target, in camera axes (z toward the eye), and w = 1 − k·z:
 * x_clip = sx·x + ox·w, y_clip = sy·y + oy·w, z_clip = a·z + b. At the target w is 1, so sizes given for the target
 * need only be divided by w; k = 0 is the orthographic picture.
 */

import { dot, minus, rotate, type Vec3 } from "./vector";
import { TANGENT, type View } from "./view";

export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The canvas in CSS pixels, and how much of each side something else covers. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly insets: Insets;
}

/** A ball that holds every point. */
export interface Ball {
  readonly center: Vec3;
  readonly radius: number;
}

export interface Projection {
  readonly width: number;
  readonly height: number;
  readonly target: Vec3;
  readonly right: Vec3;
  readonly up: Vec3;
  readonly back: Vec3;
  /** k above: 0 without perspective. */
  readonly perspective: number;
  readonly scale: readonly [sx: number, sy: number];
  readonly offset: readonly [ox: number, oy: number];
  readonly depth: readonly [a: number, b: number];
}

export interface Projected {
  /** CSS pixels from the top left corner. */
  x: number;
  y: number;
  /** Distance from the eye over the target's distance; at most `NEAREST` behind or at the eye. */
  w: number;
  /** Layout units toward the eye, from the target. */
  z: number;
}

/** Points nearer to the eye than this share of the target's distance are cut off. */
export const NEAREST = 0.02;
/** Sizes grow toward the eye, but no more than for this share: whoever flies into a cloud still sees through it. */
export const NEAREST_SIZE = 0.45;

export function projection(view: View, viewport: Viewport, ball: Ball): Projection {
  const { width, height, insets } = viewport;
  const k = (view.lens * TANGENT) / view.extent;
  const back = rotate(view.turn, [0, 0, 1]);
  return {
    width,
    height,
    target: view.target,
    right: rotate(view.turn, [1, 0, 0]),
    up: rotate(view.turn, [0, 1, 0]),
    back,
    perspective: k,
    scale: [height / (width * view.extent), 1 / view.extent],
    offset: [(insets.left - insets.right) / width, (insets.bottom - insets.top) / height],
    depth: depthRange(dot(minus(ball.center, view.target), back), ball.radius, view.extent, k),
  };
}

/** a, b so that z_clip / w is −1 at the nearest and +1 at the farthest point of the ball. */
function depthRange(middle: number, radius: number, extent: number, k: number): readonly [number, number] {
  const slack = (radius + extent) * 1e-3;
  const farthest = k > 0 ? Math.min(middle - radius - slack, (1 - 2 * NEAREST) / k) : middle - radius - slack;
  const nearest = k > 0 ? Math.min(middle + radius + slack, (1 - NEAREST) / k) : middle + radius + slack;
  const a = (k * (nearest + farthest) - 2) / (nearest - farthest);
  return [a, 1 - k * farthest - a * farthest];
}

/** The projection of a part of the picture (CSS pixels) onto a canvas of that size. */
export function part(lens: Projection, x: number, y: number, width: number, height: number): Projection {
  const [halfX, halfY] = [width / lens.width, height / lens.height];
  const centerX = ((x + width / 2) / lens.width) * 2 - 1;
  const centerY = 1 - ((y + height / 2) / lens.height) * 2;
  return {
    ...lens,
    width,
    height,
    scale: [lens.scale[0] / halfX, lens.scale[1] / halfY],
    offset: [(lens.offset[0] - centerX) / halfX, (lens.offset[1] - centerY) / halfY],
  };
}

/** By how much something at `w` is larger than at the target. */
export function magnification(w: number): number {
  return 1 / Math.max(w, NEAREST_SIZE);
}

export function project(lens: Projection, x: number, y: number, z: number, out: Projected): Projected {
  const { target, right, up, back, scale, offset } = lens;
  const dx = x - target[0];
  const dy = y - target[1];
  const dz = z - target[2];
  out.z = dx * back[0] + dy * back[1] + dz * back[2];
  out.w = 1 - lens.perspective * out.z;
  const cx = (scale[0] * (dx * right[0] + dy * right[1] + dz * right[2])) / out.w + offset[0];
  const cy = (scale[1] * (dx * up[0] + dy * up[1] + dz * up[2])) / out.w + offset[1];
  out.x = (cx + 1) * 0.5 * lens.width;
  out.y = (1 - cy) * 0.5 * lens.height;
  return out;
}

/** Layout units right of and above the target, in the target's plane, of a place on the screen. */
export function onPlane(view: View, viewport: Viewport, x: number, y: number): readonly [number, number] {
  const { width, height, insets } = viewport;
  const unit = (2 * view.extent) / height;
  const centerX = (width + insets.left - insets.right) / 2;
  const centerY = (height + insets.top - insets.bottom) / 2;
  return [(x - centerX) * unit, (centerY - y) * unit];
}
