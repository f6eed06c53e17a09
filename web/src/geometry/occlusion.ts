/** Which rows can be seen: discs painted by their depth into one picture of row numbers. Pure. */

import { inside, type Places, placeOf } from "./places";
import { magnification, NEAREST, type Projected, type Projection, project } from "./projection";

/**
 * Those of `rows` of which at least one pixel is in front of all other rows' discs. `radius` is in pixels at the
 * target's distance. In a picture without depth the row with the nearest centre owns a pixel, as for the pointer.
 */
export function frontmost(places: Places, lens: Projection, radius: number, rows: Int32Array): Int32Array {
  const owners = new Owners(lens.width, lens.height);
  const flat = lens.perspective === 0;
  const at = new Float64Array(3);
  const spot: Projected = { x: 0, y: 0, w: 1, z: 0 };
  for (let row = 0; row < places.count; row++) {
    if (!inside(places, row)) continue;
    placeOf(places, row, at);
    project(lens, at[0] as number, at[1] as number, at[2] as number, spot);
    if (spot.w > NEAREST) owners.paint(row, spot, radius * magnification(spot.w), flat);
  }
  const seen = owners.seen(places.count);
  return rows.filter((row) => seen[row] === 1);
}

class Owners {
  private readonly owner: Int32Array;
  private readonly depth: Float32Array;
  private readonly width: number;
  private readonly height: number;

  constructor(width: number, height: number) {
    this.width = Math.ceil(width);
    this.height = Math.ceil(height);
    this.owner = new Int32Array(this.width * this.height).fill(-1);
    this.depth = new Float32Array(this.width * this.height).fill(Number.POSITIVE_INFINITY);
  }

  paint(row: number, spot: Projected, radius: number, flat: boolean): void {
    const reach = Math.max(0.75, radius);
    const left = Math.max(0, Math.floor(spot.x - reach));
    const right = Math.min(this.width - 1, Math.floor(spot.x + reach));
    const top = Math.max(0, Math.floor(spot.y - reach));
    const bottom = Math.min(this.height - 1, Math.floor(spot.y + reach));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const far = (x + 0.5 - spot.x) ** 2 + (y + 0.5 - spot.y) ** 2;
        if (far > reach * reach) continue;
        const pixel = y * this.width + x;
        const depth = flat ? far : spot.w;
        if (depth >= (this.depth[pixel] as number)) continue;
        this.depth[pixel] = depth;
        this.owner[pixel] = row;
      }
    }
  }

  /** 1 for every row that owns a pixel. */
  seen(count: number): Uint8Array {
    const seen = new Uint8Array(count);
    for (const row of this.owner) if (row >= 0) seen[row] = 1;
    return seen;
  }
}
