/** The scene as the rest of the page knows it: camera, pointer and time around one scenery. */

import { chase } from "../geometry/ease";
import { Appearance } from "./appearance";
import { Budget, Stopwatch } from "./budget";
import { Clock } from "./clock";
import type {
  Camera,
  MakeStage,
  Picture,
  PictureSize,
  Positions,
  Rgb,
  Rows,
  Spot,
  Stage,
  StageEvents,
  Tool,
} from "./contract";
import { listen } from "./controls";
import { Courtesy } from "./courtesy";
import { Hand } from "./hand";
import type { Ground } from "./marking";
import { inside, type Moment, spotOf } from "./moment";
import { Painter } from "./painter";
import { formatOf, photograph, reachOf, viewportOf } from "./photograph";
import { EXACT_SLACK } from "./pointing";
import { Rig } from "./rig";
import { Scenery } from "./scenery";
import { Surface } from "./surface";
import { Tween } from "./tween";

/** Milliseconds without a move after which the camera counts as resting. */
const REST = 160;
/** Milliseconds after which nobody seems to want anything. */
const LEISURE = 400;

class SceneStage extends Appearance implements Stage {
  protected readonly scenery: Scenery;
  private readonly ending = new AbortController();
  private readonly surface: Surface;
  private readonly rig: Rig;
  private readonly hand: Hand;
  private readonly clock = new Clock((dt, now) => this.tick(dt, now));
  private readonly painter: Painter;
  private readonly courtesy: Courtesy;
  private readonly budget: Budget;
  private readonly stopwatch: Stopwatch;
  private readonly tween = new Tween();
  private recede = 0;
  private dirty = true;
  private painted = true;
  private movedAt = Number.NEGATIVE_INFINITY;
  /** Moved by a person since the last picture, however long ago that was. */
  private stirred = false;
  private restTimer = 0;
  /** Something above the points changed. */
  private retouched = false;
  /** How many points the frame that is being measured has, if it is one of those that the budget is for. */
  private measured: number | null = null;

  constructor(
    host: HTMLElement,
    private readonly events: StageEvents,
  ) {
    super();
    const resized = (): void => this.resized();
    const lost = (gone: boolean): void => this.lost(gone);
    this.surface = new Surface(host, { resized, lost }, this.ending.signal);
    this.scenery = new Scenery(this.surface, () => this.refresh());
    this.stopwatch = new Stopwatch(this.surface.gl, (milliseconds) => this.spent(milliseconds));
    this.painter = new Painter(this.surface, this.scenery, () => this.moment());
    this.rig = new Rig(this.surface);
    const { software } = this.surface;
    this.courtesy = new Courtesy(this.rig.motion, software, (on) => events.strained(on));
    this.budget = new Budget(software);
    this.rig.motion.allowed = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const labelled = (x: number, y: number) => this.scenery.captions.rowAt(x, y);
    this.hand = new Hand(this.canvas, this.rig, this.scenery.outline, {
      ...events,
      ground: () => this.ground(),
      labelled,
      pressed: () => this.orbit(false),
      moved: () => this.moved(),
      pointed: () => this.clock.request(),
    });
    listen(this.canvas, this.hand.intentions(), this.ending.signal);
    this.surface.watchSize();
    document.fonts.addEventListener("loadingdone", () => this.lettered(), { signal: this.ending.signal });
    this.refresh();
  }

  get canvas(): HTMLCanvasElement {
    return this.surface.canvas;
  }

  setPositions(positions: Positions, tween: number): void {
    const { scenery, rig } = this;
    const { count } = scenery.buffers;
    const same = positions.count === count && count > 0;
    if (!same) this.startOver(positions.count);
    const { mix } = this.tween;
    scenery.move(positions, mix);
    rig.framing.update(scenery.cloud, mix);
    this.tween.start(same && rig.motion.allowed ? tween : 0);
    if (same) rig.follow(this.tween.mix);
    else rig.open(count === 0 && this.budget.affords(positions.count));
    this.painted = false;
    this.refresh();
  }

  setShown(shown: Uint8Array | null): void {
    const { scenery, rig } = this;
    scenery.setShown(shown);
    rig.framing.forget();
    rig.framing.update(scenery.cloud, this.tween.mix);
    if (!rig.motion.touched) rig.home(this.painter.frames > 0 && this.painted);
    // How many are drawn is told with the next picture.
    if (scenery.buffers.count > 0) this.painted = false;
    this.refresh();
  }

  setDimensions(dimensions: 2 | 3): void {
    if (dimensions === this.rig.dimensions) return;
    this.rig.setDimensions(dimensions, this.painter.frames > 0 && this.painted);
    this.refresh();
  }

  setTool(tool: Tool): void {
    this.hand.take(tool);
  }

  setVisibleOnly(on: boolean): void {
    this.hand.marking.visibleOnly = on;
  }

  setMotion(allowed: boolean): void {
    const { motion } = this.rig;
    motion.allowed = allowed;
    if (!allowed) {
      motion.fly(motion.goal, 0);
      this.tween.finish();
      this.rig.follow(1);
    }
    this.refresh();
  }

  setInsets(insets: { left: number; right: number; top: number; bottom: number }): void {
    this.rig.insets = { ...insets };
    this.rig.follow(this.tween.mix);
    this.refresh();
  }

  home(): void {
    this.rig.home();
    this.refresh();
  }

  flyTo(rows: Rows): void {
    if (this.rig.flyTo(this.scenery.cloud, rows)) this.moved();
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
    // A hand on a picture at rest changes nothing yet: its first move must not wait for all points.
    if (!on && !this.rig.motion.turning) return;
    this.rig.motion.orbit(on ? Number.POSITIVE_INFINITY : 0);
    this.refresh();
  }

  locate(row: number): Spot {
    const { places, lens } = this.ground();
    const spot = spotOf(places, lens, row);
    return spot
      ? { x: spot.x, y: spot.y, visible: inside(spot, this.rig.viewport) }
      : { x: 0, y: 0, visible: false };
  }

  async idAt(x: number, y: number): Promise<number | null> {
    return this.hand.pointing.rowAt(x, y, EXACT_SLACK);
  }

  colorAt(row: number): Rgb {
    return this.scenery.colorAt(row);
  }

  async readPixels(): Promise<Picture> {
    this.sketch(this.scenery.buffers.drawable, false);
    return this.surface.read();
  }

  async picture(size: PictureSize, ground: "theme" | "transparent"): Promise<Blob> {
    const { viewport } = this.rig;
    const format = formatOf(size, viewport);
    const moment = this.moment(this.rig.through(viewportOf(format), reachOf(format, viewport)));
    try {
      return await photograph(this.surface, this.scenery, moment, format, ground === "theme");
    } finally {
      this.refresh();
    }
  }

  stats(): { points: number; drawn: number; frames: number } {
    const { drawn, frames } = this.painter;
    return { points: this.scenery.buffers.count, drawn, frames };
  }

  dispose(): void {
    this.ending.abort();
    this.clock.stop();
    this.stopwatch.stop();
    clearTimeout(this.restTimer);
    this.painter.dispose();
    this.scenery.dispose();
    this.surface.dispose();
  }

  protected refresh(): void {
    this.dirty = true;
    this.clock.request();
  }

  protected retouch(written: boolean): void {
    if (written) this.painter.rewrite();
    this.retouched = true;
    this.clock.request();
  }

  private ground(): Ground {
    const { mix } = this.tween;
    const moment = this.moment();
    return {
      places: this.scenery.places(mix),
      lens: moment.lens,
      radius: this.scenery.radii(moment).shown,
      dimensions: this.rig.dimensions,
    };
  }

  /** Now, as the camera sees it, or as another one would. */
  private moment(seen = this.rig.through(this.rig.viewport, 1)): Moment {
    const { rig, recede, scenery } = this;
    const { mix } = this.tween;
    const { center, radius, half } = rig.framing.at(mix);
    const axes = rig.axes(half, radius);
    const fitted = rig.fitted(mix).extent * seen.reach;
    return {
      view: seen.view,
      viewport: seen.viewport,
      lens: rig.lens(mix, seen),
      places: scenery.places(mix),
      mix,
      fitted,
      center,
      radius,
      axes,
      recede,
    };
  }

  private startOver(count: number): void {
    this.scenery.resize(count);
    this.rig.framing.forget();
    this.tween.finish();
    this.hand.forget();
  }

  /** One frame: go on in time, draw if anything changed, ask for another if anything moves. */
  private tick(dt: number, now: number): void {
    const { rig, scenery, clock, tween } = this;
    if (this.surface.gone) return;
    const tweening = tween.moving;
    tween.step(dt);
    if (tweening) rig.follow(tween.mix);
    const flying = rig.motion.step(dt);
    this.courtesy.look();
    const receding = this.stepRecession(dt);
    // Before drawing, so that the row under the pointer is emphasised in this very frame.
    this.hand.pointing.update();
    const handled = rig.motion.flying || this.stirred || now - this.movedAt < REST;
    if (tweening || flying || receding || (handled && this.stale)) {
      const limit = this.budget.grant(scenery.buffers.drawable, handled, scenery.fewest);
      this.sketch(limit, handled || flying || tweening);
      if ((handled || flying) && this.stopwatch.start()) this.measured = handled ? limit : null;
    } else if (this.dirty || this.retouched || (this.painter.sketchy && !handled)) this.develop();
    else if (!scenery.prepared && !handled) this.prepare();
    if (rig.motion.moving || tween.moving || this.recede !== scenery.recession) clock.request();
    else if (this.painter.developing) return;
    else if (this.painter.sketchy) clock.later(REST + 20);
    else if (!scenery.prepared) clock.later(LEISURE);
  }

  /** Whether the kept picture cannot serve as it is. */
  private get stale(): boolean {
    return this.dirty || (this.retouched && !this.painter.whole);
  }

  private sketch(limit: number, moving: boolean): void {
    this.painter.sketch(limit, moving);
    this.finish();
  }

  /** The resting picture, or its next portion; the one after that when the card is done with this one. */
  private develop(): void {
    const { painter } = this;
    if (this.dirty) painter.spoil();
    painter.develop(this.budget.portion);
    if (painter.developing && this.stopwatch.start()) this.measured = null;
    this.finish();
  }

  /** Nobody seems to want anything. The picture is drawn again: whatever is drawn on a canvas empties it first. */
  private prepare(): void {
    this.develop();
    this.scenery.prepare();
  }

  private finish(): void {
    this.dirty = false;
    this.retouched = false;
    this.stirred = false;
    if (this.painted || this.painter.developing) return;
    this.painted = true;
    this.events.painted();
  }

  /** A frame took so long. */
  private spent(milliseconds: number): void {
    const { measured, painter } = this;
    if (painter.developing) this.clock.request();
    else if (measured === null) this.courtesy.spent(milliseconds);
    if (measured !== null) this.budget.spent(milliseconds, measured);
  }

  private stepRecession(dt: number): boolean {
    const gap = this.scenery.recession - this.recede;
    if (gap === 0) return false;
    const close = !this.rig.motion.allowed || Math.abs(gap) < 0.01;
    this.recede += close ? gap : gap * chase(dt, 60);
    return true;
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

  /** A typeface has arrived. */
  private lettered(): void {
    this.scenery.captions.pen.forget();
    this.retouch(true);
  }

  private resized(): void {
    this.rig.follow(this.tween.mix);
    // A resized canvas is empty: fill it in this very task, so that nothing flickers.
    if (!this.surface.gone) this.sketch(this.painter.drawn, true);
    this.refresh();
  }

  private lost(gone: boolean): void {
    if (!gone) {
      this.painter.forget();
      this.scenery.restore();
      this.refresh();
    }
    this.events.lost(gone);
  }
}

export const makeStage: MakeStage = (host, events) => new SceneStage(host, events);
