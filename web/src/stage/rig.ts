/** The camera with everything that moves it: hands, flights, and the fit to what streams in. */

import type { Cloud } from "../geometry/fit";
import { type Insets, onPlane, type Projection, projection, type Viewport } from "../geometry/projection";
import { blend, type Vec3 } from "../geometry/vector";
import { fromViewpoint, opening, orbited, panned, toViewpoint, type View, zoomed } from "../geometry/view";
import type { Camera, Rows } from "./contract";
import { closeUp, Framing } from "./framing";
import { Motion } from "./motion";

const FLIGHT = 500;
const OPENING_ORBIT = 30_000;
/** How far one may zoom in and out, as shares of the fitted extent. */
const CLOSEST = 1e-4;
const FARTHEST = 30;
/** Axes reach a little less far than the cloud in space, a little farther in the plane. */
const AXES_IN_SPACE = 0.9;
const AXES_IN_PLANE = 1.02;
/** Radians of orbit for a drag over the whole height of the canvas. */
const ORBIT_REACH = Math.PI;

/** What a camera sees on a canvas: the person's, or another that shows `reach` times the height. */
export interface Seen {
  readonly view: View;
  readonly viewport: Viewport;
  readonly reach: number;
}

export class Rig {
  readonly motion = new Motion(opening(3));
  readonly framing = new Framing();
  dimensions: 2 | 3 = 3;
  insets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };

  constructor(private readonly size: { readonly width: number; readonly height: number }) {}

  get viewport(): Viewport {
    return { width: this.size.width, height: this.size.height, insets: this.insets };
  }

  get view(): View {
    return this.motion.view;
  }

  /** The camera that holds all rows. */
  fitted(mix: number): View {
    return this.framing.home(this.viewport, this.dimensions, mix);
  }

  through(viewport: Viewport, reach: number): Seen {
    return { view: { ...this.view, extent: this.view.extent * reach }, viewport, reach };
  }

  lens(mix: number, { view, viewport }: Seen): Projection {
    const { center, reach } = this.framing.at(mix);
    return projection(view, viewport, { center, radius: reach });
  }

  /** How long each half axis is; on the way from plane to space, something between. */
  axes(half: Vec3, radius: number): Vec3 {
    const flat = half.map((size) => size * AXES_IN_PLANE) as unknown as Vec3;
    const deep = radius * AXES_IN_SPACE;
    return blend(flat, [deep, deep, deep], this.view.lens);
  }

  /** Other rows came: look at them from the start; the first ones of a dataset turn until they are touched. */
  open(fresh: boolean): void {
    this.motion.touched = false;
    this.motion.stop();
    this.motion.fly(this.fitted(1), 0);
    if (this.dimensions === 3 && fresh) this.motion.orbit(OPENING_ORBIT);
  }

  /** The rows or the free area changed: follow, unless a person holds the camera. */
  follow(mix: number): void {
    if (!this.motion.touched) this.motion.settle(this.fitted(mix));
  }

  setDimensions(dimensions: 2 | 3, smooth: boolean): void {
    this.dimensions = dimensions;
    this.home(smooth);
  }

  home(smooth = true): void {
    this.motion.touched = false;
    this.motion.fly(this.fitted(1), smooth ? FLIGHT : 0);
  }

  /** Fly to some of the rows of a cloud. Whether there was anything to fly to. */
  flyTo(cloud: Cloud, rows: Rows): boolean {
    const view = closeUp(this.motion.goal, this.viewport, cloud, rows, this.fitted(1).extent);
    if (!view) return false;
    this.motion.touched = true;
    this.motion.fly(view, FLIGHT);
    return true;
  }

  camera(): Camera {
    return { ...toViewpoint(this.view), dimensions: this.dimensions };
  }

  setCamera(camera: Camera): void {
    this.dimensions = camera.dimensions;
    this.motion.hold(fromViewpoint(camera));
  }

  turnBy(dx: number, dy: number): void {
    const angle = ORBIT_REACH / this.size.height;
    this.motion.hold(orbited(this.view, -dx * angle, -dy * angle));
  }

  panBy(dx: number, dy: number): void {
    const unit = (2 * this.view.extent) / this.size.height;
    this.motion.hold(panned(this.view, dx * unit, -dy * unit));
  }

  /** Zoom; what is under (x, y), by default the middle of the free area, stays there. */
  zoomBy(factor: number, x?: number, y?: number): void {
    if (!(factor > 0 && Number.isFinite(factor))) return;
    const whole = this.fitted(1).extent;
    const extent = Math.min(whole * FARTHEST, Math.max(whole * CLOSEST, this.view.extent / factor));
    const fixed =
      x === undefined || y === undefined ? ([0, 0] as const) : onPlane(this.view, this.viewport, x, y);
    this.motion.hold(zoomed(this.view, this.view.extent / extent, ...fixed));
  }
}
