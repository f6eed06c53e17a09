/** All that is drawn: the rows, their looks and the layers; how they become one picture. */

import { Scene } from "three";
import { restRadius, thumbnailRadius, zoomedRadius } from "../geometry/disc";
import type { Places } from "../geometry/pick";
import {
  magnification,
  NEAREST,
  type Projected,
  type Projection,
  project,
  type Viewport,
} from "../geometry/projection";
import type { View } from "../geometry/view";
import { AxesLayer } from "../layers/axes";
import { type Candidate, LabelsLayer } from "../layers/labels";
import { Buffers, NO_COLOR } from "../layers/points/buffers";
import { Pages } from "../layers/points/pages";
import { PointsLayer } from "../layers/points/points";
import { THEMES, type Theme } from "../layers/theme";
import type { Colors, Emphasis, Positions, Rgb, Thumbnails } from "./contract";
import type { Surface } from "./surface";

const CALM: Emphasis = { hovered: null, selected: [], neighbors: [], strengths: [] };
/** How much the farthest rows fade into the ground in 3-D: depth is felt, hues stay. */
const FADE = 0.55;
/** Labels that emphasised rows may claim before the others. */
const MOST_SELECTED = 40;

/** One moment: the camera, and how far the rows have come on their way. */
export interface Moment {
  readonly view: View;
  readonly lens: Projection;
  readonly viewport: Viewport;
  readonly mix: number;
  /** The fitted extent and the cloud's centre and radius. */
  readonly fitted: number;
  readonly center: readonly [number, number, number];
  readonly radius: number;
  readonly recede: number;
}

export class Scenery {
  buffers = new Buffers(0);
  emphasis = CALM;
  pointScale = 1;
  labelRows: readonly number[] = [];
  labelText: (row: number) => string = () => "";
  theme: Theme = THEMES.day;
  private readonly scene = new Scene();
  private readonly points: PointsLayer;
  private readonly axes = new AxesLayer();
  private readonly labels: LabelsLayer;
  private colors: Colors | null = null;
  private pages: Pages | null = null;

  constructor(
    private readonly surface: Surface,
    private readonly changed: () => void,
  ) {
    this.points = new PointsLayer(this.buffers.geometry, surface.largestPoint);
    this.labels = new LabelsLayer(surface.overlay, this.theme, surface.fontFamily);
    this.scene.add(this.axes.object, this.points.object);
    // Our own matrices do the work; three.js need not compute any.
    this.scene.matrixWorldAutoUpdate = false;
    this.setTheme("day");
  }

  setTheme(name: "day" | "night"): void {
    this.theme = THEMES[name];
    this.points.setTheme(this.theme);
    this.axes.setTheme(this.theme);
    this.labels.setTheme(this.theme);
    this.surface.setTheme(this.theme);
  }

  /** Another number of rows. What was said about rows before the positions came is kept as far as it fits. */
  resize(count: number): void {
    this.buffers.dispose();
    this.buffers = new Buffers(count);
    this.points.setGeometry(this.buffers.geometry);
    this.buffers.setColors(this.colors?.index ?? null);
    this.buffers.setEmphasis(this.emphasis);
  }

  move(positions: Positions, mix: number): void {
    this.buffers.move(positions, mix);
  }

  setColors(colors: Colors | null): void {
    this.colors = colors;
    this.points.setPalette(colors?.table ?? []);
    this.buffers.setColors(colors?.index ?? null);
  }

  setEmphasis(emphasis: Emphasis): void {
    this.emphasis = emphasis;
    this.buffers.setEmphasis(emphasis);
  }

  setThumbnails(thumbnails: Thumbnails | null): void {
    this.pages?.dispose();
    this.pages = thumbnails ? new Pages(this.surface.renderer, thumbnails, this.changed) : null;
    this.points.setPages(this.pages);
  }

  /** After a lost context came back: what three.js cannot restore by itself. */
  restore(): void {
    this.surface.setTheme(this.theme);
    if (this.pages) this.setThumbnails(this.pages.thumbnails);
  }

  colorAt(row: number): Rgb {
    const index = this.buffers.colorIndex(row);
    return (index === NO_COLOR ? undefined : this.colors?.table[index]) ?? this.theme.point;
  }

  places(mix: number): Places {
    return this.buffers.places(mix);
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
    const disc = zoomedRadius(rest, moment.fitted, moment.view.extent, this.pointScale);
    const size = this.pages?.thumbnails.size;
    const thumbnail = size ? thumbnailRadius(disc, Math.max(...size)) : disc;
    return { disc, thumbnail, shown: this.pages?.loaded[0] ? thumbnail : disc };
  }

  /** Draw the first `limit` points of the shuffled order. */
  draw(moment: Moment, limit: number): void {
    const { lens, view, radius } = moment;
    const radii = this.radii(moment);
    this.buffers.geometry.setDrawRange(0, limit);
    this.points.update({
      lens,
      mix: moment.mix,
      radius: radii.disc,
      thumbnail: radii.thumbnail,
      pixelRatio: this.surface.pixelRatio,
      hovered: this.emphasis.hovered,
      recede: moment.recede,
      fade: FADE * view.lens,
      fadeReach: Math.min(radius, view.extent * 2.5),
    });
    this.points.object.visible = limit > 0;
    this.axes.update(lens, moment.center, radius * 0.9, limit > 0 ? view.lens : 0);
    this.surface.render(this.scene);
  }

  drawLabels(moment: Moment): void {
    if (this.labelRows.length === 0 && this.emphasis.selected.length === 0) this.labels.clear();
    else this.labels.draw(moment.viewport, this.surface.pixelRatio, this.candidates(moment), this.labelText);
  }

  dispose(): void {
    this.pages?.dispose();
    this.points.dispose();
    this.axes.dispose();
    this.buffers.dispose();
  }

  /** The hovered row is left to whoever asked for it to be hovered: the page shows it in a chip. */
  private *candidates(moment: Moment): Generator<Candidate> {
    const { hovered, selected } = this.emphasis;
    const radius = this.radii(moment).shown;
    const first = selected.slice(0, MOST_SELECTED);
    const told = new Set(first);
    if (hovered !== null) told.add(hovered);
    for (const row of first)
      if (row !== hovered) yield* this.candidate(moment, row, "selected", radius * 1.4);
    for (const row of this.labelRows) if (!told.has(row)) yield* this.candidate(moment, row, "plain", radius);
  }

  /** The row as a candidate if its centre is on the canvas, else nothing. */
  private *candidate(
    moment: Moment,
    row: number,
    emphasis: Candidate["emphasis"],
    radius: number,
  ): Generator<Candidate> {
    const spot = spotOf(this.places(moment.mix), moment.lens, row);
    if (!spot || !inside(spot, moment.viewport)) return;
    const depth = Math.min(1, Math.max(0, 0.5 - spot.z / (2 * moment.radius)));
    const opacity =
      emphasis === "plain" ? (1 - 0.6 * depth * moment.view.lens) * (1 - 0.5 * moment.recede) : 1;
    yield { row, emphasis, opacity, x: spot.x, y: spot.y, radius: radius * magnification(spot.w) };
  }
}

/** Where a row is on the screen, or null for a row that is left out or behind the eye. */
export function spotOf(places: Places, lens: Projection, row: number): Projected | null {
  const { from, to, mix } = places;
  const at = (k: number): number => {
    const end = to[row * 3 + k] as number;
    return mix >= 1 ? end : (from[row * 3 + k] as number) * (1 - mix) + end * mix;
  };
  if (row < 0 || row >= places.count || !Number.isFinite(at(0))) return null;
  const spot = project(lens, at(0), at(1), at(2), { x: 0, y: 0, w: 1, z: 0 });
  return spot.w > NEAREST ? spot : null;
}

export function inside(spot: Projected, viewport: Viewport): boolean {
  return spot.x >= 0 && spot.y >= 0 && spot.x <= viewport.width && spot.y <= viewport.height;
}
