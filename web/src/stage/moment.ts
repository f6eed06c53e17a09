/** One moment of the scene: the camera, where the rows are, and how far everything has come on its way. */

import { inside as isThere, lerp, type Places } from "../geometry/places";
import { NEAREST, type Projected, type Projection, project, type Viewport } from "../geometry/projection";
import type { Vec3 } from "../geometry/vector";
import type { View } from "../geometry/view";

export interface Moment {
  readonly view: View;
  readonly lens: Projection;
  readonly viewport: Viewport;
  readonly places: Places;
  readonly mix: number;
  /** The fitted extent and the cloud's centre and radius. */
  readonly fitted: number;
  readonly center: Vec3;
  readonly radius: number;
  /** The length of each half axis. */
  readonly axes: Vec3;
  readonly recede: number;
}

/** Where a row is on the screen, or null for a row that is not there or behind the eye. */
export function spotOf(
  places: Places,
  lens: Projection,
  row: number,
  out: Projected = { x: 0, y: 0, w: 1, z: 0 },
): Projected | null {
  if (row < 0 || row >= places.count || !isThere(places, row)) return null;
  const { from, to, mix } = places;
  const i = row * 3;
  const spot = project(
    lens,
    lerp(from, to, i, mix),
    lerp(from, to, i + 1, mix),
    lerp(from, to, i + 2, mix),
    out,
  );
  return spot.w > NEAREST ? spot : null;
}

export function inside(spot: Projected, viewport: Viewport): boolean {
  return spot.x >= 0 && spot.y >= 0 && spot.x <= viewport.width && spot.y <= viewport.height;
}
