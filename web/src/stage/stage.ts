/** The scene as the rest of the page knows it: camera, pointer and time around one scenery. */

import { chase } from "../geometry/ease";
import { Appearance } from "./appearance";
import { Budget, Stopwatch } from "./budget";
import { Clock } from "./clock";
import type {
  Camera,
  Keys,
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
import { type Intentions, listen } from "./controls";
import { type Ground, Marking } from "./marking";
import { inside, type Moment, spotOf } from "./moment";
import { formatOf, photograph, reachOf, viewportOf } from "./photograph";
import { EXACT_SLACK, Pointing } from "./pointing";
import { Rig } from "./rig";
import { Scenery } from "./scenery";
import { Surface } from "./surface";
import { Tween } from "./tween";

/** Milliseconds without a move after which the camera counts as resting. */
const REST = 160;
/** So many frames of the opening turn may be slower than so many milliseconds. */
const PATIENCE = 4;
const SLOW = 60;

class SceneStage extends Appearance implements Stage {
  protected readonly scenery: Scenery;
  private readonly ending = new AbortController();
  private readonly surface: Surface;
  private readonly rig: Rig;
  private readonly marking: Marking;
  private readonly pointing: Pointing;
  private readonly clock = new Clock((dt, now) => this.tick(dt, now));
  private readonly budget = new Budget();
  private readonly stopwatch: Stopwatch;
  private readonly tween = new Tween();
  private recede = 0;
  private hovered = false;
  private grabbed = false;
  private dirty = true;
  private painted = true;
  private movedAt = Number.NEGATIVE_INFINITY;
  /** Moved by a person since the last picture, however long ago that was. */
  private stirred = false;
  /** Frames of the opening turn that took too long. */
  private slow = 0;
  private restTimer = 0;
  private drawn = 0;
  /** Whether the last picture had fewer labels than it could have. */
  private hasty = false;
  private frames = 0;

  constructor(
    host: HTMLElement,
    private readonly events: StageEvents,
  ) {
    super();
    const resized = (): void => this.resized();
    const lost = (gone: boolean): void => this.lost(gone);
    const ground = (): Ground => this.ground();
    this.surface = new Surface(host, { resized, lost }, this.ending.signal);
    this.scenery = new Scenery(this.surface, () => this.refresh());
    this.stopwatch = new Stopwatch(this.surface.gl, (milliseconds) => this.spent(milliseconds));
    this.rig = new Rig(this.surface);
    this.rig.motion.allowed = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.marking = new Marking(this.scenery.outline, ground);
    const labelled = (x: number, y: number) => this.scenery.captions.rowAt(x, y);
    this.pointing = new Pointing(ground, labelled, (row) => this.tellHover(row));
    listen(this.canvas, this.intentions(), this.ending.signal);
    this.surface.watchSize();
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
    else rig.open(count === 0);
    this.painted = false;
    this.refresh();
  }

  setShown(shown: Uint8Array | null): void {
    const { scenery, rig } = this;
    scenery.setShown(shown);
    rig.framing.forget();
    rig.framing.update(scenery.cloud, this.tween.mix);
    if (!rig.motion.touched) rig.home(this.frames > 0 && this.painted);
    // How many are drawn is told with the next picture.
    if (scenery.buffers.count > 0) this.painted = false;
    this.refresh();
  }

  setDimensions(dimensions: 2 | 3): void {
    if (dimensions === this.rig.dimensions) return;
    this.rig.setDimensions(dimensions, this.frames > 0 && this.painted);
    this.refresh();
  }

  setTool(tool: Tool): void {
    this.marking.cancel();
    this.marking.tool = tool;
    this.showCursor();
  }

  setVisibleOnly(on: boolean): void {
    this.marking.visibleOnly = on;
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
    return this.pointing.rowAt(x, y, EXACT_SLACK);
  }

  colorAt(row: number): Rgb {
    return this.scenery.colorAt(row);
  }

  async readPixels(): Promise<Picture> {
    this.draw(this.scenery.buffers.drawable, false);
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

  protected refresh(): void {
    this.dirty = true;
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
    this.marking.cancel();
    this.pointing.forget();
  }

  /** One frame: go on in time, draw if anything changed, ask for another if anything moves. */
  private tick(dt: number, now: number): void {
    const { rig, scenery, clock, tween } = this;
    if (this.surface.gone) return;
    const tweening = tween.moving;
    tween.step(dt);
    if (tweening) rig.follow(tween.mix);
    const flying = rig.motion.step(dt);
    const receding = this.stepRecession(dt);
    const { drawable } = scenery.buffers;
    if (this.dirty || tweening || flying || receding) {
      const moving = rig.motion.flying || this.stirred || now - this.movedAt < REST;
      this.draw(this.budget.grant(drawable, moving, scenery.fewest), moving || flying || tweening);
      if (moving || flying) this.stopwatch.start();
    } else if (this.sketchy) this.draw(drawable, false);
    this.pointing.update();
    if (rig.motion.moving || tween.moving || this.recede !== scenery.recession) clock.request();
    else if (this.sketchy) clock.later(REST + 20);
  }

  /** Whether the last picture had fewer points or labels than a resting one. */
  private get sketchy(): boolean {
    return this.drawn < this.scenery.buffers.drawable || this.hasty;
  }

  private draw(limit: number, moving: boolean): void {
    const { scenery, surface } = this;
    const moment = this.moment();
    surface.render(scenery.arrange(moment, moment.lens, limit, surface.pixelRatio));
    scenery.write(moment, moving);
    this.hasty = moving && scenery.captions.busy;
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

  private tellHover(row: number | null): void {
    this.hovered = row !== null;
    this.showCursor();
    this.events.hover(row);
  }

  private showCursor(): void {
    const marks = this.marking.tool !== "move";
    const idle = marks ? "crosshair" : this.hovered ? "pointer" : "";
    this.canvas.style.cursor = this.grabbed ? "grabbing" : idle;
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
        this.pointing.move(place);
        this.clock.request();
      },
      grab: (on) => {
        this.grabbed = on;
        this.showCursor();
      },
      press: () => this.orbit(false),
      click: (x, y, keys) => this.events.pick(this.pointing.touched(x, y), keys),
      mark: (x, y, keys) => this.marking.begin(x, y, keys.shift),
      marked: (x, y) => this.marking.drag(x, y),
      finish: (keys) => this.finishRegion(keys),
    };
  }

  private finishRegion(keys: Keys | null): void {
    if (keys === null) this.marking.cancel();
    else {
      const rows = this.marking.finish();
      if (rows !== null) this.events.region(rows, keys);
    }
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
    this.rig.follow(this.tween.mix);
    // A resized canvas is empty: fill it in this very task, so that nothing flickers.
    if (!this.surface.gone) this.draw(this.drawn, true);
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
