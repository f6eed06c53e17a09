/** The part of the layout that the camera should hold while positions flow from one frame to the next. */

import { type Bounds, bounds, type Cloud, extentFor } from "../geometry/fit";
import type { Viewport } from "../geometry/projection";
import { blend, plus, rotate, type Vec3 } from "../geometry/vector";
import { opening, type View } from "../geometry/view";
import type { Rows } from "./contract";

const NOTHING: Bounds = { center: [0, 0, 0], half: [1, 1, 1], radius: 1, reach: 1 };
/** Changes of the radius below this ratio are halved: a cloud that only trembles does not make the camera tremble. */
const TREMBLE = 1.1;

export class Framing {
  private from = NOTHING;
  private to = NOTHING;
  private known = false;

  /** New positions while the motion toward the old ones has come `mix` far. */
  update(cloud: Cloud, mix: number): void {
    const found = bounds(cloud) ?? NOTHING;
    const next = this.known ? steadied(this.to, found) : found;
    this.from = this.known ? this.at(mix) : next;
    this.to = next;
    this.known = true;
  }

  forget(): void {
    this.known = false;
  }

  at(mix: number): Bounds {
    const { from, to } = this;
    if (mix >= 1) return to;
    return {
      center: blend(from.center, to.center, mix),
      half: blend(from.half, to.half, mix),
      radius: from.radius + (to.radius - from.radius) * mix,
      reach: Math.max(from.reach, to.reach),
    };
  }

  /** The camera that holds everything, looking from where `dimensions` opens. */
  home(viewport: Viewport, dimensions: 2 | 3, mix: number): View {
    const found = this.at(mix);
    return { ...opening(dimensions), target: found.center, extent: extentFor(found, viewport, dimensions) };
  }
}

function steadied(old: Bounds, found: Bounds): Bounds {
  const ratio = found.radius / old.radius;
  if (!(ratio < TREMBLE && ratio > 1 / TREMBLE)) return found;
  return {
    center: blend(old.center, found.center, 0.5),
    half: blend(old.half, found.half, 0.5),
    radius: (old.radius + found.radius) / 2,
    reach: found.reach,
  };
}

/** The camera that holds these rows, from the direction of `view`; never closer than a share of the whole. */
export function closeUp(
  view: View,
  viewport: Viewport,
  cloud: Cloud,
  rows: Rows,
  whole: number,
): View | null {
  const found = bounds(cloud, rows);
  if (!found) return null;
  const dimensions = view.lens > 0.5 ? 3 : 2;
  const extent = Math.max(extentFor(found, viewport, dimensions) * 1.5, whole * 0.08);
  return { ...view, target: inFront(view, found.center), extent };
}

/** In 2-D the target's height does not matter; keeping it 0 keeps written cameras simple. */
function inFront(view: View, center: Vec3): Vec3 {
  return view.lens > 0 ? center : plus(center, rotate(view.turn, [0, 0, 1]), -center[2]);
}
