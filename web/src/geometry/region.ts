/** Which rows lie in a region that was drawn on the screen, or within a ball of the layout. Pure; one scan each. */

import { lerp, type Places } from "./places";
import { NEAREST, type Projection } from "./projection";
import type { Vec3 } from "./vector";

/** Corner after corner, in CSS pixels; the last is joined to the first. */
export type Outline = readonly (readonly [x: number, y: number])[];

export function boxOutline(x0: number, y0: number, x1: number, y1: number): Outline {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** The rows whose centres lie within the outline (even–odd rule, exact to half a pixel), in ascending order. */
export function rowsWithin(places: Places, lens: Projection, outline: Outline): Int32Array {
  const { from, to, mix, count, shown } = places;
  const { perspective, width, height } = lens;
  const [tx, ty, tz] = lens.target;
  const [rx, ry, rz] = lens.right;
  const [ux, uy, uz] = lens.up;
  const [bx, by, bz] = lens.back;
  const [scaleX, scaleY] = [(lens.scale[0] * width) / 2, (lens.scale[1] * height) / 2];
  const [middleX, middleY] = [((lens.offset[0] + 1) * width) / 2, ((1 - lens.offset[1]) * height) / 2];
  const mask = new Mask(outline, width, height);
  const rows = new Int32Array(count);
  let found = 0;
  for (let row = 0, i = 0; row < count; row++, i += 3) {
    if (shown !== null && shown[row] === 0) continue;
    const dx = lerp(from, to, i, mix) - tx;
    const dy = lerp(from, to, i + 1, mix) - ty;
    const dz = lerp(from, to, i + 2, mix) - tz;
    const w = 1 - perspective * (dx * bx + dy * by + dz * bz);
    // Also false for a row without a place.
    if (!(w > NEAREST)) continue;
    const x = (scaleX * (dx * rx + dy * ry + dz * rz)) / w + middleX;
    const y = middleY - (scaleY * (dx * ux + dy * uy + dz * uz)) / w;
    if (mask.holds(x, y)) rows[found++] = row;
  }
  return rows.slice(0, found);
}

/** The rows within `radius` of a place of the layout, in ascending order. In 2-D the height does not count. */
export function rowsNear(places: Places, center: Vec3, radius: number, dimensions: 2 | 3): Int32Array {
  const { from, to, mix, count, shown } = places;
  const rows = new Int32Array(count);
  const square = radius * radius;
  const deep = dimensions === 3 ? 1 : 0;
  let found = 0;
  for (let row = 0, i = 0; row < count; row++, i += 3) {
    if (shown !== null && shown[row] === 0) continue;
    const dx = lerp(from, to, i, mix) - center[0];
    const dy = lerp(from, to, i + 1, mix) - center[1];
    const dz = (lerp(from, to, i + 2, mix) - center[2]) * deep;
    if (dx * dx + dy * dy + dz * dz <= square) rows[found++] = row;
  }
  return rows.slice(0, found);
}

/** A filled outline as pixels, so that a lasso of a thousand corners costs a row no more than a box. */
class Mask {
  private readonly filled: Uint8Array;
  private readonly width: number;
  private readonly height: number;

  constructor(outline: Outline, width: number, height: number) {
    this.width = Math.max(1, Math.ceil(width));
    this.height = Math.max(1, Math.ceil(height));
    this.filled = new Uint8Array(this.width * this.height);
    for (let y = 0; y < this.height; y++) this.fillLine(y, crossings(outline, y + 0.5));
  }

  holds(x: number, y: number): boolean {
    if (!(x >= 0 && y >= 0 && x < this.width && y < this.height)) return false;
    return this.filled[Math.floor(y) * this.width + Math.floor(x)] === 1;
  }

  private fillLine(y: number, edges: readonly number[]): void {
    for (let i = 0; i + 1 < edges.length; i += 2) {
      const from = Math.max(0, Math.round(edges[i] as number));
      const to = Math.min(this.width, Math.round(edges[i + 1] as number));
      if (to > from) this.filled.fill(1, y * this.width + from, y * this.width + to);
    }
  }
}

/** Where the outline crosses a horizontal line, from left to right. */
function crossings(outline: Outline, y: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < outline.length; i++) {
    const [x0, y0] = outline[i] as readonly [number, number];
    const [x1, y1] = outline[(i + 1) % outline.length] as readonly [number, number];
    if (y0 <= y !== y1 <= y) found.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return found.sort((a, b) => a - b);
}
