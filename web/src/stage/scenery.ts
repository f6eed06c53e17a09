/** All that is drawn: the rows, their looks and the layers; how they become one picture. */

import { restRadius, ringWidth, thumbnailRadius, zoomedRadius } from "../geometry/disc";
import type { Cloud } from "../geometry/fit";
import type { Places } from "../geometry/places";
import type { Projection } from "../geometry/projection";
import { AxesLayer } from "../layers/axes";
import type { Page } from "../layers/labels";
import { Names } from "../layers/names";
import { OutlineLayer } from "../layers/outline";
import { Buffers, NO_COLOR } from "../layers/points/buffers";
import { Pages } from "../layers/points/pages";
import { PointsLayer } from "../layers/points/points";
import { PolylinesLayer } from "../layers/polylines";
import { THEMES, type Theme } from "../layers/theme";
import { Captions } from "./captions";
import type { Colors, Emphasis, Positions, Rgb, Thumbnails } from "./contract";
import type { Moment } from "./moment";
import type { Surface } from "./surface";

const CALM: Emphasis = { hovered: null, selected: [], neighbors: [], strengths: [] };
/** How much the farthest rows fade into the ground in 3-D: depth is felt, hues stay. */
const FADE = 0.55;
/** Where text stands for the points, those that found no room for theirs are drawn so much smaller and fainter. */
const SPECK = { size: 0.45, opacity: 0.5 } as const;
/** How strong the axes are in the plane, where only their names make them worth drawing. */
const FLAT_AXES = 0.6;

export class Scenery {
  buffers: Buffers;
  emphasis = CALM;
  pointScale = 1;
  opacity = 1;
  theme: Theme = THEMES.day;
  readonly captions: Captions;
  readonly outline: OutlineLayer;
  private readonly points: PointsLayer;
  private readonly axes: AxesLayer;
  private readonly lines: PolylinesLayer;
  private readonly names: Names;
  private readonly overlay: CanvasRenderingContext2D | null;
  private colors: Colors | null = null;
  private shown: Uint8Array | null = null;
  /** Whether the lines are where the rows are. */
  private linesPlaced = false;
  private pages: Pages | null = null;

  constructor(
    private readonly surface: Surface,
    private readonly changed: () => void,
  ) {
    const { card } = surface;
    this.buffers = new Buffers(card, 0);
    this.points = new PointsLayer(card, surface.largestPoint);
    this.axes = new AxesLayer(card);
    this.lines = new PolylinesLayer(card);
    this.captions = new Captions(surface.fontFamily);
    this.outline = new OutlineLayer(surface.host);
    this.names = new Names(surface.host, this.captions.pen);
    this.overlay = surface.overlay.getContext("2d");
    this.setTheme("day");
  }

  setTheme(name: "day" | "night"): void {
    this.theme = THEMES[name];
    this.points.setTheme(this.theme);
    this.axes.setTheme(this.theme);
    this.outline.setTheme(this.theme);
    this.surface.setTheme(this.theme);
    this.tintLines();
  }

  /** Another number of rows. What was said about rows before the positions came is kept as far as it fits. */
  resize(count: number): void {
    this.buffers.dispose();
    this.buffers = new Buffers(this.surface.card, count);
    this.points.setBuffers(this.buffers);
    this.buffers.setColors(this.colors?.index ?? null);
    this.buffers.setEmphasis(this.emphasis);
    this.buffers.setShown(this.shown);
  }

  move(positions: Positions, mix: number): void {
    this.buffers.move(positions, mix);
    this.linesPlaced = false;
  }

  setShown(shown: Uint8Array | null): void {
    this.shown = shown;
    this.buffers.setShown(shown);
    this.linesPlaced = false;
  }

  setPolylines(lines: readonly (readonly number[])[]): void {
    this.lines.setLines(lines);
    this.lines.light(this.emphasis.selected);
    this.tintLines();
    this.linesPlaced = false;
  }

  setColors(colors: Colors | null): void {
    this.colors = colors;
    this.points.setPalette(colors?.table ?? []);
    this.buffers.setColors(colors?.index ?? null);
    this.tintLines();
  }

  setEmphasis(emphasis: Emphasis): void {
    if (emphasis.selected !== this.emphasis.selected) this.lines.light(emphasis.selected);
    this.emphasis = emphasis;
    this.buffers.setEmphasis(emphasis);
  }

  setThumbnails(thumbnails: Thumbnails | null): void {
    this.pages?.dispose();
    this.pages = thumbnails ? new Pages(this.surface.card, thumbnails, this.changed) : null;
    this.points.setPages(this.pages);
  }

  /** After a lost context came back: what does not come back by itself. */
  restore(): void {
    if (this.pages) this.setThumbnails(this.pages.thumbnails);
  }

  colorAt(row: number): Rgb {
    const index = this.buffers.colorIndex(row);
    return (index === NO_COLOR ? undefined : this.colors?.table[index]) ?? this.theme.point;
  }

  places(mix: number): Places {
    return this.buffers.places(mix);
  }

  /** The rows where they are going, for whoever fits a camera to them. */
  get cloud(): Cloud {
    const { to: data, count, shown } = this.buffers.places(1);
    return { data, count, shown };
  }

  /** How much rows beside the emphasised ones should step back. */
  get recession(): number {
    const { selected, neighbors } = this.emphasis;
    return selected.length > 0 ? 0.72 : neighbors.length > 0 ? 0.45 : 0;
  }

  /** So many points give a fair impression of any cloud, and no machine is slowed down by them. */
  get fewest(): number {
    return this.pages ? 1_500 : 8_000;
  }

  /** Radius of a plain point in CSS pixels at the target's distance: disc, thumbnail, and whichever is shown. */
  radii(moment: Moment): { readonly disc: number; readonly thumbnail: number; readonly shown: number } {
    const { width, height, insets } = moment.viewport;
    const free = [width - insets.left - insets.right, height - insets.top - insets.bottom] as const;
    const rest = restRadius(this.buffers.drawable, ...free);
    const scale = this.captions.instead ? this.pointScale * SPECK.size : this.pointScale;
    const disc = zoomedRadius(rest, moment.fitted, moment.view.extent, scale);
    const size = this.pages?.thumbnails.size;
    const thumbnail = size ? thumbnailRadius(disc, Math.max(...size)) : disc;
    return { disc, thumbnail, shown: this.pages?.loaded[0] ? thumbnail : disc };
  }

  /** Make the first `limit` points of the mixed order ready to be drawn through `lens`, at so many pixels a CSS pixel; returns what draws them. */
  arrange(moment: Moment, lens: Projection, limit: number, pixelRatio: number): () => void {
    const { view, radius } = moment;
    const { hovered } = this.emphasis;
    const radii = this.radii(moment);
    this.points.update({
      lens,
      mix: moment.mix,
      radius: radii.disc,
      thumbnail: radii.thumbnail,
      ring: ringWidth(this.emphasis.selected.length),
      pixelRatio,
      hovered,
      hoveredAt: hovered === null ? -1 : this.buffers.orderOf(hovered),
      limit,
      recede: moment.recede,
      fade: FADE * view.lens,
      fadeReach: Math.min(radius, view.extent * 2.5),
      opacity: this.captions.instead ? this.opacity * SPECK.opacity : this.opacity,
    });
    const flat = this.captions.axes.some(Boolean) ? FLAT_AXES : 0;
    const opacity = limit > 0 ? flat + (1 - flat) * view.lens : 0;
    this.axes.update(lens, moment.center, moment.axes, { opacity, circle: view.lens });
    this.arrangeLines(moment, lens, pixelRatio);
    return () => {
      this.under();
      this.points.draw();
    };
  }

  /** How many layers of all rows one picture takes. */
  get strokes(): number {
    return this.points.layers;
  }

  /** What was arranged, but only some rows of one layer; what lies under all of them comes with the first. */
  portion(layer: number, from: number, to: number): () => void {
    return () => {
      if (layer === 0 && from === 0) this.under();
      this.points.portion(layer, from, to);
    };
  }

  /** Whether all is made that the next pictures may be drawn with. */
  get prepared(): boolean {
    return this.points.prepared;
  }

  /** At leisure: make it. */
  prepare(): void {
    this.points.prepare();
  }

  /** What was arranged, but only what may be drawn over a picture that is there. */
  foremost(): () => void {
    return () => this.points.above();
  }

  /** Labels and names, on the canvas above the picture or on a page of someone's own. */
  write(moment: Moment, moving: boolean, page: Page | null = null): void {
    const { buffers, emphasis, captions } = this;
    const target = page ?? this.cleared(moment);
    if (!target) return;
    const rows = {
      emphasis,
      order: buffers.rows,
      radius: this.radii(moment).shown,
      colorAt: (row: number) => this.colorAt(row),
    };
    captions.write(target, moment, rows, this.theme, moving);
    // Nothing costs nothing: an empty sheet over the picture would be laid over it in every frame.
    if (page === null) this.surface.overlay.style.display = captions.written ? "" : "none";
  }

  dispose(): void {
    this.pages?.dispose();
    this.points.dispose();
    this.lines.dispose();
    this.axes.dispose();
    this.outline.dispose();
    this.names.dispose();
    this.buffers.dispose();
  }

  /** What lies under the points. */
  private under(): void {
    this.axes.draw();
    this.lines.draw();
  }

  private tintLines(): void {
    this.lines.setColors((row) => this.colorAt(row));
  }

  private arrangeLines(moment: Moment, lens: Projection, pixelRatio: number): void {
    if (!this.lines.visible) return;
    if (!this.linesPlaced || moment.mix < 1) this.lines.place(moment.places);
    this.linesPlaced = moment.mix >= 1;
    this.lines.update(lens, pixelRatio);
  }

  private cleared(moment: Moment): Page | null {
    const { overlay: context, surface } = this;
    if (!context) return null;
    if (surface.overlay.style.display !== "none") {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, surface.overlay.width, surface.overlay.height);
    }
    return { context, viewport: moment.viewport, ratio: surface.pixelRatio, names: this.names };
  }
}
