/** Vectors of three numbers, and rotations as unit quaternions (x, y, z, w). Pure; nothing is changed in place. */

export type Vec3 = readonly [x: number, y: number, z: number];
export type Quat = readonly [x: number, y: number, z: number, w: number];

export const ZERO: Vec3 = [0, 0, 0];
export const IDENTITY: Quat = [0, 0, 0, 1];

/** a + s·b */
export function plus(a: Vec3, b: Vec3, s = 1): Vec3 {
  return [a[0] + s * b[0], a[1] + s * b[1], a[2] + s * b[2]];
}

export function minus(a: Vec3, b: Vec3): Vec3 {
  return plus(a, b, -1);
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function length(a: Vec3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** The unit vector along `a`, or `fallback` when `a` has no direction. */
export function unit(a: Vec3, fallback: Vec3): Vec3 {
  const size = length(a);
  return size > 0 && Number.isFinite(size) ? [a[0] / size, a[1] / size, a[2] / size] : fallback;
}

export function blend(a: Vec3, b: Vec3, t: number): Vec3 {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** The rotation by `angle` radians about the unit vector `axis`, counter-clockwise seen from its tip. */
export function turn(axis: Vec3, angle: number): Quat {
  const s = Math.sin(angle / 2);
  return [axis[0] * s, axis[1] * s, axis[2] * s, Math.cos(angle / 2)];
}

/** First `b`, then `a`; normalised, so that a thousand small turns do not drift. */
export function compose(a: Quat, b: Quat): Quat {
  return normalized([
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ]);
}

function normalized(q: Quat): Quat {
  const size = Math.hypot(q[0], q[1], q[2], q[3]) || 1;
  return [q[0] / size, q[1] / size, q[2] / size, q[3] / size];
}

export function rotate(q: Quat, v: Vec3): Vec3 {
  const axis: Vec3 = [q[0], q[1], q[2]];
  const once = cross(axis, v);
  return plus(plus(v, once, 2 * q[3]), cross(axis, once), 2);
}

/** The shortest way from one rotation to another, at constant angular speed (Shoemake 1985). */
export function slerp(a: Quat, b: Quat, t: number): Quat {
  const cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const sign = cosine < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(1, Math.abs(cosine)));
  const near = angle < 1e-4;
  const wa = near ? 1 - t : Math.sin((1 - t) * angle) / Math.sin(angle);
  const wb = sign * (near ? t : Math.sin(t * angle) / Math.sin(angle));
  return normalized([
    wa * a[0] + wb * b[0],
    wa * a[1] + wb * b[1],
    wa * a[2] + wb * b[2],
    wa * a[3] + wb * b[3],
  ]);
}

/** The rotation that takes the axes x, y, z to three orthonormal vectors (Shepperd 1978). */
export function fromAxes(x: Vec3, y: Vec3, z: Vec3): Quat {
  const trace = x[0] + y[1] + z[2];
  if (trace > 0) return normalized([y[2] - z[1], z[0] - x[2], x[1] - y[0], 1 + trace]);
  if (x[0] >= y[1] && x[0] >= z[2]) {
    return normalized([1 + x[0] - y[1] - z[2], x[1] + y[0], z[0] + x[2], y[2] - z[1]]);
  }
  if (y[1] >= z[2]) return normalized([x[1] + y[0], 1 + y[1] - x[0] - z[2], y[2] + z[1], z[0] - x[2]]);
  return normalized([z[0] + x[2], y[2] + z[1], 1 + z[2] - x[0] - y[1], x[1] - y[0]]);
}
