/** The camera with everything that moves it: hands, flights, and the fit to what streams in. */

import { type Insets, onPlane, type Projection, projection, type Viewport } from "../geometry/projection";
import { fromViewpoint, opening, orbited, panned, toViewpoint, type View, zoomed } from "../geometry/view";
import type { Camera, Rows } from "./contract";
import { closeUp, Framing } from "./framing";
import { Motion } from "./motion";

const FLIGHT = 500;
const OPENING_ORBIT = 30_000;
/** How far one may zoom in and out, as shares of the fitted extent. */
const CLOSEST = 1e-4;
const FARTHEST = 30;
/** Radians of orbit for a drag over the whole height of the canvas. */
const ORBIT_REACH = Math.PI;

export class Rig {
  readonly motion = new Motion(opening(3));
  readonly framing = new Framing();
  dimensions: 2 | 3 = 3;
  insets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };
  private orbitOffered = true;

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

  lens(mix: number): Projection {
    const { center, reach } = this.framing.at(mix);
    return projection(this.view, this.viewport, { center, radius: reach });
  }

  /** Other rows came: look at them from the start. */
  open(): void {
    this.motion.touched = false;
    this.motion.stop();
    this.motion.fly(this.fitted(1), 0);
    if (this.dimensions === 3 && this.orbitOffered) this.motion.orbit(OPENING_ORBIT);
    this.orbitOffered = false;
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

  /** Fly to some of the rows of a cloud (three numbers a row). Whether there was anything to fly to. */
  flyTo(cloud: { data: Float32Array; count: number }, rows: Rows): boolean {
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
