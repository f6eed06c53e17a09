/** The layer of all points: discs or thumbnails, in one draw call. */

import type { Card } from "../../card/card";
import { Program, type Sources, type Uniforms } from "../../card/program";
import type { Table } from "../../card/texture";
import type { Projection } from "../../geometry/projection";
import type { Rgb } from "../../stage/contract";
import { lensUniforms, put, putColor, putLens } from "../lens";
import type { Theme } from "../theme";
import { Buffers } from "./buffers";
import type { Pages } from "./pages";
import { paletteTexture } from "./palette";
import { PLAIN_FRAGMENT, PLAIN_VERTEX } from "./plain";
import { ALL, FRAGMENT, HOVERED_ONLY, OTHERS_ONLY, PLAIN_ONLY, VERTEX } from "./shaders";

/** Everything about one picture that is not a buffer. Radii are CSS pixels at the target's distance. */
export interface PointsLook {
  readonly lens: Projection;
  readonly mix: number;
  readonly radius: number;
  readonly thumbnail: number;
  /** The width of the ring round a selected row. */
  readonly ring: number;
  readonly pixelRatio: number;
  readonly hovered: number | null;
  /** Its place in the order of drawing, or -1. */
  readonly hoveredAt: number;
  /** So many rows of that order are drawn. */
  readonly limit: number;
  /** How much rows without emphasis fade toward the ground, 0 … 1. */
  readonly recede: number;
  /** How much the farthest rows fade, 0 … 1, and the distance from the target that counts as farthest. */
  readonly fade: number;
  readonly fadeReach: number;
  /** Of the rows without emphasis, 0 … 1. Translucent ones add up, and emphasised ones lie on top of them. */
  readonly opacity: number;
}

type Variant = "plain" | "discs" | "thumbnails";
type Pass = typeof ALL | typeof PLAIN_ONLY | typeof OTHERS_ONLY | typeof HOVERED_ONLY;
const SOURCES: Readonly<Record<Variant, Pick<Sources, "vertex" | "fragment" | "defines">>> = {
  plain: { vertex: PLAIN_VERTEX, fragment: PLAIN_FRAGMENT },
  discs: { vertex: VERTEX, fragment: FRAGMENT },
  thumbnails: { vertex: VERTEX, fragment: FRAGMENT, defines: ["THUMBNAILS"] },
};
const FED = ["to", "from", "colorIndex", "state"] as const;

/** Which rows of the order of drawing are drawn, and how. */
interface Stroke {
  readonly pass: Pass;
  readonly from: number;
  readonly to: number;
}

export class PointsLayer {
  private buffers: Buffers | null = null;
  private translucent = false;
  private hoveredAt = -1;
  private limit = 0;
  private mix = 1;
  private readonly uniforms: Uniforms = {
    ...lensUniforms(),
    uPass: { value: ALL },
    uHovered: { value: -1 },
    uMix: { value: 1 },
    uRadius: { value: 2 },
    uRing: { value: 3 },
    uThumb: { value: 12 },
    uPixel: { value: 1 },
    uLargest: { value: 64 },
    uRecede: { value: 0 },
    uFade: { value: 0 },
    uFadeReach: { value: 1 },
    uOpacity: { value: 1 },
    uGround: { value: [0, 0, 0] },
    uInk: { value: [0, 0, 0] },
    uAccent: { value: [0, 0, 0] },
    uDefault: { value: [0, 0, 0] },
    uPalette: { value: null },
    uPages: { value: null },
    uLoaded: { value: new Uint32Array(8) },
    uColumns: { value: 1 },
    uPerPage: { value: 1 },
    uCellSize: { value: [1, 1] },
    uPageSize: { value: [1, 1] },
  };
  private palette: Table;
  private readonly programs = new Map<Variant, Program>();
  private pages: Pages | null = null;
  /** The card's generation that has what rows with emphasis are drawn with. */
  private readied = -1;
  /** The hovered row, which only the stroke above all others may draw. */
  private hovered = -1;

  /** `largest`: the largest point that the graphics card draws, in its own pixels. */
  constructor(
    private readonly card: Card,
    largest: number,
  ) {
    put(this.uniforms, "uLargest", largest);
    this.palette = paletteTexture(card, []);
    put(this.uniforms, "uPalette", this.palette);
    this.rehearse("plain");
  }

  setBuffers(buffers: Buffers): void {
    this.buffers = buffers;
  }

  /** How many layers lie above each other: translucent rows, then the others. */
  get layers(): number {
    return this.translucent ? 2 : 1;
  }

  /** All that was arranged. */
  draw(): void {
    for (let layer = 0; layer < this.layers; layer++) this.portion(layer, 0, this.limit);
    this.above();
  }

  /** Only these rows of one layer, without the hovered one. */
  portion(layer: number, from: number, to: number): void {
    const plain = this.translucent ? PLAIN_ONLY : ALL;
    this.stroke({ pass: layer === 0 ? plain : OTHERS_ONLY, from, to });
  }

  /** Only the hovered row: it can be drawn over a picture that is there already. */
  above(): void {
    const at = this.hoveredAt;
    if (at >= 0) this.stroke({ pass: HOVERED_ONLY, from: at, to: at + 1 });
  }

  setTheme(theme: Theme): void {
    putColor(this.uniforms, "uGround", theme.ground);
    putColor(this.uniforms, "uInk", theme.ink);
    putColor(this.uniforms, "uAccent", theme.accent);
    putColor(this.uniforms, "uDefault", theme.point);
  }

  setPalette(table: readonly Rgb[]): void {
    this.palette.dispose();
    this.palette = paletteTexture(this.card, table);
    put(this.uniforms, "uPalette", this.palette);
  }

  setPages(pages: Pages | null): void {
    this.pages = pages;
    put(this.uniforms, "uPages", pages?.texture ?? null);
    if (!pages) return;
    put(this.uniforms, "uLoaded", pages.loaded);
    put(this.uniforms, "uColumns", pages.thumbnails.columns);
    put(this.uniforms, "uPerPage", pages.thumbnails.perPage);
    put(this.uniforms, "uCellSize", pages.thumbnails.size);
    put(this.uniforms, "uPageSize", pages.pageSize);
  }

  update(look: PointsLook): void {
    this.translucent = look.opacity < 1;
    this.limit = look.limit;
    this.mix = look.mix;
    this.hovered = look.hovered ?? -1;
    this.hoveredAt = look.hoveredAt < look.limit ? look.hoveredAt : -1;
    putLens(this.uniforms, look.lens);
    put(this.uniforms, "uMix", look.mix);
    put(this.uniforms, "uRadius", look.radius);
    put(this.uniforms, "uRing", look.ring);
    put(this.uniforms, "uThumb", look.thumbnail);
    put(this.uniforms, "uPixel", look.pixelRatio);
    put(this.uniforms, "uRecede", look.recede);
    put(this.uniforms, "uFade", look.fade);
    put(this.uniforms, "uFadeReach", look.fadeReach);
    put(this.uniforms, "uOpacity", look.opacity);
  }

  dispose(): void {
    this.palette.dispose();
    for (const program of this.programs.values()) program.dispose();
  }

  private stroke({ pass, from, to }: Stroke): void {
    const { card, buffers } = this;
    const calm = buffers?.calm ?? true;
    if (!buffers || to <= from || (calm && pass === OTHERS_ONLY)) return;
    const { gl } = card;
    put(this.uniforms, "uPass", pass);
    put(this.uniforms, "uHovered", pass === HOVERED_ONLY ? this.hovered : -1);
    const plain = calm && pass !== HOVERED_ONLY ? "plain" : "discs";
    this.program(this.pages ? "thumbnails" : plain).use(this.uniforms);
    card.depth(pass !== PLAIN_ONLY);
    const feeds = buffers.feeds(this.mix);
    card.feed(FED.map((name) => feeds[name].feed));
    buffers.index.send();
    gl.drawElements(gl.POINTS, to - from, gl.UNSIGNED_INT, from * 4);
  }

  /** Whether the first row that is pointed at would not have to wait for what it is drawn with. */
  get prepared(): boolean {
    return this.pages !== null || this.readied === this.card.generation;
  }

  /** At leisure, to that end. */
  prepare(): void {
    this.readied = this.card.generation;
    this.rehearse("discs");
  }

  /** One row that is nowhere: the card makes what it draws with now, not when a picture waits for it. */
  private rehearse(variant: Variant): void {
    const { card } = this;
    const { gl } = card;
    const nowhere = new Buffers(card, 1);
    nowhere.move({ data: new Float32Array(2).fill(Number.NaN), components: 2, count: 1 }, 1);
    this.program(variant).rehearse();
    card.depth(true);
    const feeds = nowhere.feeds(1);
    card.feed(FED.map((name) => feeds[name].feed));
    nowhere.index.send();
    gl.drawElements(gl.POINTS, 1, gl.UNSIGNED_INT, 0);
    gl.flush();
    nowhere.dispose();
  }

  private program(variant: Variant): Program {
    const known = this.programs.get(variant);
    if (known) return known;
    const made = new Program(this.card, { ...SOURCES[variant], corners: FED });
    this.programs.set(variant, made);
    return made;
  }
}
