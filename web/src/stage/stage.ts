/** The scene as the rest of the page knows it: camera, pointer and time around one scenery. */

import { chase, easeOut } from "../geometry/ease";
import { pick } from "../geometry/pick";
import type { Insets } from "../geometry/projection";
import { Budget, Stopwatch } from "./budget";
import { Clock } from "./clock";
import type {
  Camera,
  Colors,
  Emphasis,
  MakeStage,
  Picture,
  Positions,
  Rgb,
  Rows,
  Spot,
  Stage,
  StageEvents,
  Thumbnails,
} from "./contract";
import { type Intentions, listen } from "./controls";
import { Rig } from "./rig";
import { inside, type Moment, Scenery, spotOf } from "./scenery";
import { Surface } from "./surface";

/** Milliseconds without a move after which the camera counts as resting. */
const REST = 160;
/** So many frames of the opening turn may be slower than so many milliseconds. */
const PATIENCE = 4;
const SLOW = 60;
/** How far beside a disc the pointer, and a question by the page's scripts, may be (CSS pixels). */
const POINTER_SLACK = 4;
const EXACT_SLACK = 0.75;
/** Tweens up to this long are streaming frames, which must flow evenly; longer ones arrive calmly. */
const STREAMING = 200;

class SceneStage implements Stage {
  private readonly ending = new AbortController();
  private readonly surface: Surface;
  private readonly scenery: Scenery;
  private readonly rig: Rig;
  private readonly clock = new Clock((dt, now) => this.tick(dt, now));
  private readonly budget = new Budget();
  private readonly stopwatch: Stopwatch;
  private tween = { elapsed: 0, milliseconds: 0 };
  private recede = 0;
  private pointer: { readonly x: number; readonly y: number } | null = null;
  private hovered: number | null = null;
  private dirty = true;
  private painted = true;
  private movedAt = Number.NEGATIVE_INFINITY;
  /** Moved by a person since the last picture, however long ago that was. */
  private stirred = false;
  /** Frames of the opening turn that took too long. */
  private slow = 0;
  private restTimer = 0;
  private drawn = 0;
  private frames = 0;

  constructor(
    host: HTMLElement,
    private readonly events: StageEvents,
  ) {
    const resized = (): void => this.resized();
    const lost = (gone: boolean): void => this.lost(gone);
    this.surface = new Surface(host, { resized, lost }, this.ending.signal);
    this.scenery = new Scenery(this.surface, () => this.refresh());
    this.stopwatch = new Stopwatch(this.surface.gl, (milliseconds) => this.spent(milliseconds));
    this.rig = new Rig(this.surface);
    this.rig.motion.allowed = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    listen(this.canvas, this.intentions(), this.ending.signal);
    this.surface.watchSize();
    this.refresh();
  }

  get canvas(): HTMLCanvasElement {
    return this.surface.canvas;
  }

  setPositions(positions: Positions, tween: number): void {
    const { scenery, rig } = this;
    const same = positions.count === scenery.buffers.count && positions.count > 0;
    if (!same) this.startOver(positions.count);
    const mix = this.mix;
    scenery.move(positions, mix);
    rig.framing.update(scenery.places(1).to, positions.count, mix);
    const milliseconds = same && rig.motion.allowed ? Math.max(0, tween) : 0;
    this.tween = { elapsed: 0, milliseconds };
    if (same) rig.follow(this.mix);
    else rig.open();
    this.painted = false;
    this.refresh();
  }

  setDimensions(dimensions: 2 | 3): void {
    if (dimensions === this.rig.dimensions) return;
    this.rig.setDimensions(dimensions, this.frames > 0 && this.painted);
    this.refresh();
  }

  setColors(colors: Colors | null): void {
    this.scenery.setColors(colors);
    this.refresh();
  }

  setThumbnails(thumbnails: Thumbnails | null): void {
    this.scenery.setThumbnails(thumbnails);
    this.refresh();
  }

  setEmphasis(emphasis: Emphasis): void {
    this.scenery.setEmphasis(emphasis);
    this.refresh();
  }

  setLabels(rows: readonly number[], text: (row: number) => string): void {
    this.scenery.labelRows = rows;
    this.scenery.labelText = text;
    this.refresh();
  }

  setPointSize(scale: number): void {
    this.scenery.pointScale = scale > 0 ? scale : 1;
    this.refresh();
  }

  setTheme(theme: "day" | "night"): void {
    this.scenery.setTheme(theme);
    this.refresh();
  }

  setMotion(allowed: boolean): void {
    const { motion } = this.rig;
    motion.allowed = allowed;
    if (!allowed) {
      motion.fly(motion.goal, 0);
      this.tween = { elapsed: 0, milliseconds: 0 };
      this.rig.follow(1);
    }
    this.refresh();
  }

  setInsets(insets: Insets): void {
    this.rig.insets = { ...insets };
    this.rig.follow(this.mix);
    this.refresh();
  }

  home(): void {
    this.rig.home();
    this.refresh();
  }

  flyTo(rows: Rows): void {
    const { to, count } = this.scenery.places(1);
    if (this.rig.flyTo({ data: to, count }, rows)) this.moved();
  }

  camera(): Camera {
    return this.rig.camera();
  }

  setCamera(camera: Camera): void {
    this.rig.setCamera(camera);
    this.refresh();
  }

  nudge(dx: number, dy: number): void {
    if (this.rig.dimensions === 3) this.rig.turnBy(dx, dy);
    else this.rig.panBy(dx, dy);
    this.moved();
  }

  zoom(factor: number): void {
    this.rig.zoomBy(factor);
    this.moved();
  }

  orbit(on: boolean): void {
    this.rig.motion.orbit(on ? Number.POSITIVE_INFINITY : 0);
    this.refresh();
  }

  locate(row: number): Spot {
    const { viewport } = this.rig;
    const spot = spotOf(this.scenery.places(this.mix), this.rig.lens(this.mix), row);
    return spot ? { x: spot.x, y: spot.y, visible: inside(spot, viewport) } : { x: 0, y: 0, visible: false };
  }

  async idAt(x: number, y: number): Promise<number | null> {
    return this.rowAt(x, y, EXACT_SLACK);
  }

  colorAt(row: number): Rgb {
    return this.scenery.colorAt(row);
  }

  async readPixels(): Promise<Picture> {
    this.draw(this.scenery.buffers.drawable);
    return this.surface.read();
  }

  stats(): { points: number; drawn: number; frames: number } {
    return { points: this.scenery.buffers.count, drawn: this.drawn, frames: this.frames };
  }

  dispose(): void {
    this.ending.abort();
    this.clock.stop();
    this.stopwatch.stop();
    clearTimeout(this.restTimer);
    this.scenery.dispose();
    this.surface.dispose();
  }

  /** How far the rows have come on their way to the newest positions. */
  private get mix(): number {
    const { elapsed, milliseconds } = this.tween;
    if (elapsed >= milliseconds) return 1;
    const share = elapsed / milliseconds;
    return milliseconds <= STREAMING ? share : easeOut(share);
  }

  private moment(): Moment {
    const { rig, mix, recede } = this;
    const { center, radius } = rig.framing.at(mix);
    const fitted = rig.fitted(mix).extent;
    const { view, viewport } = rig;
    return { view, viewport, lens: rig.lens(mix), mix, fitted, center, radius, recede };
  }

  private startOver(count: number): void {
    this.scenery.resize(count);
    this.rig.framing.forget();
    this.tween = { elapsed: 0, milliseconds: 0 };
    this.tellHover(null);
  }

  private refresh(): void {
    this.dirty = true;
    this.clock.request();
  }

  /** One frame: go on in time, draw if anything changed, ask for another if anything moves. */
  private tick(dt: number, now: number): void {
    const { rig, scenery, clock } = this;
    if (this.surface.gone) return;
    const tweening = this.mix < 1;
    // A hiccup may slow a motion down, never make it jump.
    this.tween.elapsed += Math.min(dt, 100);
    if (tweening) rig.follow(this.mix);
    const flying = rig.motion.step(dt);
    const receding = this.stepRecession(dt);
    if (this.dirty || tweening || flying || receding) {
      const moving = rig.motion.flying || this.stirred || now - this.movedAt < REST;
      this.draw(this.budget.grant(scenery.buffers.drawable, moving, scenery.fewest));
      if (moving || flying) this.stopwatch.start();
      if (moving && this.drawn < scenery.buffers.drawable) clock.later(REST + 20);
    } else if (this.drawn < scenery.buffers.drawable) this.draw(scenery.buffers.drawable);
    this.updateHover();
    if (rig.motion.moving || this.mix < 1 || this.recede !== scenery.recession) clock.request();
  }

  private draw(limit: number): void {
    const moment = this.moment();
    this.scenery.draw(moment, limit);
    this.scenery.drawLabels(moment);
    this.drawn = limit;
    this.frames += 1;
    this.dirty = false;
    this.stirred = false;
    if (this.painted) return;
    this.painted = true;
    this.events.painted();
  }

  /** A frame took so long. The opening turn is a courtesy: it ends where it would cost points or smoothness. */
  private spent(milliseconds: number): void {
    if (this.rig.motion.flying || this.stirred || performance.now() - this.movedAt < REST)
      this.budget.spent(milliseconds);
    else if (milliseconds > SLOW) this.slow += 1;
    if (this.slow > PATIENCE) this.rig.motion.orbit(0);
  }

  private stepRecession(dt: number): boolean {
    const gap = this.scenery.recession - this.recede;
    if (gap === 0) return false;
    const close = !this.rig.motion.allowed || Math.abs(gap) < 0.01;
    this.recede += close ? gap : gap * chase(dt, 60);
    return true;
  }

  private rowAt(x: number, y: number, slack: number): number | null {
    const radius = this.scenery.radii(this.moment()).shown;
    return pick(this.scenery.places(this.mix), this.rig.lens(this.mix), radius, { x, y, slack });
  }

  private updateHover(): void {
    const { pointer } = this;
    this.tellHover(pointer ? this.rowAt(pointer.x, pointer.y, POINTER_SLACK) : null);
  }

  private tellHover(row: number | null): void {
    if (row === this.hovered) return;
    this.hovered = row;
    this.canvas.style.cursor = row === null ? "" : "pointer";
    this.events.hover(row);
  }

  private intentions(): Intentions {
    return {
      dimensions: () => this.rig.dimensions,
      orbit: (dx, dy) => {
        this.rig.turnBy(dx, dy);
        this.moved();
      },
      pan: (dx, dy) => {
        this.rig.panBy(dx, dy);
        this.moved();
      },
      zoom: (factor, x, y) => {
        this.rig.zoomBy(factor, x, y);
        this.moved();
      },
      point: (place) => {
        this.pointer = place;
        this.clock.request();
      },
      press: () => this.orbit(false),
      click: (x, y, keys) => this.events.pick(this.rowAt(x, y, POINTER_SLACK), keys),
    };
  }

  /** A person moved the camera. When it has rested a moment, the page hears of it. */
  private moved(): void {
    this.movedAt = performance.now();
    this.stirred = true;
    this.refresh();
    clearTimeout(this.restTimer);
    this.restTimer = window.setTimeout(() => this.rested(), REST + 20);
  }

  private rested(): void {
    if (this.rig.motion.moving) this.restTimer = window.setTimeout(() => this.rested(), REST);
    else this.events.camera(this.camera());
  }

  private resized(): void {
    this.rig.follow(this.mix);
    // A resized canvas is empty: fill it in this very task, so that nothing flickers.
    if (!this.surface.gone) this.draw(this.drawn);
    this.refresh();
  }

  private lost(gone: boolean): void {
    if (!gone) {
      this.scenery.restore();
      this.refresh();
    }
    this.events.lost(gone);
  }
}

export const makeStage: MakeStage = (host, events) => new SceneStage(host, events);
