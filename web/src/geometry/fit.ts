/** Which part of a layout the camera should hold: robust against a few rows far away from all others. */

import type { Viewport } from "./projection";
import type { Vec3 } from "./vector";
import { TANGENT } from "./view";

/** Rows of three numbers; a row whose x is not finite, or for which `shown` is 0, is left out. */
export interface Cloud {
  readonly data: Float32Array;
  readonly count: number;
  readonly shown?: Uint8Array | null;
}

export interface Bounds {
  readonly center: Vec3;
  /** Half the size along each axis. */
  readonly half: Vec3;
  /** Distance from the centre within which all rows lie but those far away from the others. */
  readonly radius: number;
  /** Distance from the centre within which all rows lie. */
  readonly reach: number;
}

const SAMPLE = 4096;
/** The share of rows on each side that may lie outside, and how far out they may be and still be held. */
const TAIL = 0.005;
const REACHED = 1.4;
const MARGIN = 1.08;
/** The ball that holds a cloud from every side is seldom filled to its edge, so a disc's width beside it is enough. */
const BALL_MARGIN = 1.03;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Bounds of the finite rows (of 4,096 of them if there are more); null if there are none. */
export function bounds(cloud: Cloud, rows: ArrayLike<number> | null = null): Bounds | null {
  const axes = sample(cloud, rows);
  const n = axes[0].length;
  if (n === 0) return null;
  const ranges = axes.map(interval);
  const center = ranges.map(([low, high]) => (low + high) / 2) as unknown as Vec3;
  const half = ranges.map(([low, high]) => (high - low) / 2) as unknown as Vec3;
  const [x, y, z] = axes;
  const distances = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    distances[i] = Math.hypot(at(x, i) - center[0], at(y, i) - center[1], at(z, i) - center[2]);
  }
  distances.sort();
  const radius = Math.min(at(distances, n - 1), REACHED * at(distances, n - 1 - Math.floor(n * 2 * TAIL)));
  return { center, half, radius, reach: reach(cloud, center) };
}

function at(values: Float64Array, i: number): number {
  return values[i] as number;
}

function counts({ data, shown }: Cloud, row: number): boolean {
  return Number.isFinite(data[row * 3]) && shown?.[row] !== 0;
}

function sample(cloud: Cloud, among: ArrayLike<number> | null): [Float64Array, Float64Array, Float64Array] {
  const rows = among ?? (cloud.shown ? shownRows(cloud.shown, cloud.count) : null);
  const total = rows ? rows.length : cloud.count;
  const size = Math.min(total, SAMPLE);
  const axes = [0, 1, 2].map(() => new Float64Array(size));
  let kept = 0;
  for (let i = 0; i < size; i++) {
    // Rows often repeat with a period, so that every n-th would miss whole groups: golden steps fall everywhere.
    const place = total > size ? Math.floor(((i * GOLDEN) % 1) * total) : i;
    const row = rows ? (rows[place] as number) : place;
    if (row < 0 || row >= cloud.count || !counts(cloud, row)) continue;
    axes.forEach((axis, k) => {
      axis[kept] = cloud.data[row * 3 + k] as number;
    });
    kept += 1;
  }
  return axes.map((axis) => axis.subarray(0, kept)) as [Float64Array, Float64Array, Float64Array];
}

/** A few shown rows among many would be missed by a sample of all. */
function shownRows(shown: Uint8Array, count: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < count; row++) if (shown[row] !== 0) rows.push(row);
  return rows;
}

function interval(values: Float64Array): readonly [number, number] {
  const sorted = values.slice().sort();
  const skip = Math.floor(sorted.length * TAIL);
  const low = at(sorted, skip);
  const high = at(sorted, sorted.length - 1 - skip);
  const more = ((high - low) * (REACHED - 1)) / 2;
  return [Math.max(low - more, at(sorted, 0)), Math.min(high + more, at(sorted, sorted.length - 1))];
}

function reach(cloud: Cloud, center: Vec3): number {
  let largest = 0;
  const { shown } = cloud;
  for (let i = 0, row = 0; row < cloud.count; i += 3, row++) {
    if (shown && shown[row] === 0) continue;
    const dx = (cloud.data[i] as number) - center[0];
    const dy = (cloud.data[i + 1] as number) - center[1];
    const dz = (cloud.data[i + 2] as number) - center[2];
    const square = dx * dx + dy * dy + dz * dz;
    if (square > largest) largest = square;
  }
  return Math.sqrt(largest);
}

/** The extent at which the bounds fill the part of the canvas that nothing covers. */
export function extentFor(found: Bounds, viewport: Viewport, dimensions: 2 | 3): number {
  const { width, height, insets } = viewport;
  const wide = Math.max(0.2, (width - insets.left - insets.right) / height);
  const high = Math.max(0.2, (height - insets.top - insets.bottom) / height);
  const ball = found.radius / Math.cos(Math.atan(TANGENT)) / Math.min(wide, high);
  const box = Math.max(found.half[0] / wide, found.half[1] / high);
  const extent = dimensions === 3 ? ball * BALL_MARGIN : box * MARGIN;
  return extent > 0 ? extent : 1;
}
