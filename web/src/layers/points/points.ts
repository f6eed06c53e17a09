/** The layer of all points: discs or thumbnails, in one draw call. */

import {
  type BufferGeometry,
  GLSL3,
  Group,
  Points,
  RawShaderMaterial,
  type Texture,
  Vector2,
  Vector3,
} from "three";
import type { Projection } from "../../geometry/projection";
import type { Rgb } from "../../stage/contract";
import { lensUniforms, put, putColor, putLens, type Uniforms } from "../lens";
import type { Theme } from "../theme";
import type { Pages } from "./pages";
import { paletteTexture } from "./palette";
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

type Variant = "discs" | "thumbnails";
type Pass = typeof ALL | typeof PLAIN_ONLY | typeof OTHERS_ONLY | typeof HOVERED_ONLY;
const DEFINES: Readonly<Record<Variant, Record<string, string>>> = {
  discs: {},
  thumbnails: { THUMBNAILS: "" },
};

export class PointsLayer {
  readonly object = new Group();
  private readonly first: Points<BufferGeometry, RawShaderMaterial>;
  /** The emphasised rows, where the others are translucent. */
  private readonly second: Points<BufferGeometry, RawShaderMaterial>;
  /** The hovered row, above all others: it can be drawn over a picture that is there already. */
  private readonly foremost: Points<BufferGeometry, RawShaderMaterial>;
  private translucent = false;
  private hoveredAt = -1;
  private range: readonly [from: number, to: number] = [0, 0];
  private readonly uniforms: Uniforms = {
    ...lensUniforms(),
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
    uGround: { value: new Vector3() },
    uInk: { value: new Vector3() },
    uAccent: { value: new Vector3() },
    uDefault: { value: new Vector3() },
    uPalette: { value: paletteTexture([]) },
    uPages: { value: null },
    uLoaded: { value: new Uint32Array(8) },
    uColumns: { value: 1 },
    uPerPage: { value: 1 },
    uCellSize: { value: new Vector2(1, 1) },
    uPageSize: { value: new Vector2(1, 1) },
  };
  private readonly materials = new Map<string, RawShaderMaterial>();
  private pages: Pages | null = null;

  /** `largest`: the largest point that the graphics card draws, in its own pixels. */
  constructor(geometry: BufferGeometry, largest: number) {
    put(this.uniforms, "uLargest", largest);
    this.first = new Points(geometry, this.material("discs", ALL));
    this.second = new Points(geometry, this.material("discs", OTHERS_ONLY));
    this.foremost = new Points(geometry, this.material("discs", HOVERED_ONLY));
    for (const points of [this.first, this.second]) points.onBeforeRender = () => this.draw(...this.range);
    this.foremost.onBeforeRender = () => this.draw(this.hoveredAt, this.hoveredAt + 1);
    for (const points of [this.first, this.second, this.foremost]) {
      points.frustumCulled = false;
      this.object.add(points);
    }
  }

  setGeometry(geometry: BufferGeometry): void {
    this.first.geometry = geometry;
    this.second.geometry = geometry;
    this.foremost.geometry = geometry;
  }

  /** How many layers lie above each other: translucent rows, then the others. */
  get layers(): number {
    return this.translucent ? 2 : 1;
  }

  /** Only these rows of one layer, without the hovered one. */
  portion(layer: number, from: number, to: number): void {
    this.range = [from, to];
    this.first.visible = layer === 0;
    this.second.visible = layer === 1;
    this.foremost.visible = false;
  }

  /** Only the hovered row. */
  above(): void {
    this.first.visible = false;
    this.second.visible = false;
    this.foremost.visible = this.hoveredAt >= 0;
  }

  setTheme(theme: Theme): void {
    putColor(this.uniforms, "uGround", theme.ground);
    putColor(this.uniforms, "uInk", theme.ink);
    putColor(this.uniforms, "uAccent", theme.accent);
    putColor(this.uniforms, "uDefault", theme.point);
  }

  setPalette(table: readonly Rgb[]): void {
    this.texture("uPalette")?.dispose();
    this.replace("uPalette", paletteTexture(table));
  }

  setPages(pages: Pages | null): void {
    this.pages = pages;
    this.replace("uPages", pages?.texture ?? null);
    if (!pages) return;
    this.replace("uLoaded", pages.loaded);
    put(this.uniforms, "uColumns", pages.thumbnails.columns);
    put(this.uniforms, "uPerPage", pages.thumbnails.perPage);
    put(this.uniforms, "uCellSize", pages.thumbnails.size);
    put(this.uniforms, "uPageSize", pages.pageSize);
  }

  update(look: PointsLook): void {
    const variant = this.pages ? "thumbnails" : "discs";
    this.translucent = look.opacity < 1;
    this.first.material = this.material(variant, this.translucent ? PLAIN_ONLY : ALL);
    this.second.material = this.material(variant, OTHERS_ONLY);
    this.foremost.material = this.material(variant, HOVERED_ONLY);
    this.hoveredAt = look.hoveredAt < look.limit ? look.hoveredAt : -1;
    this.range = [0, look.limit];
    this.first.visible = true;
    this.second.visible = this.translucent;
    this.foremost.visible = this.hoveredAt >= 0;
    putLens(this.uniforms, look.lens);
    put(this.uniforms, "uMix", look.mix);
    put(this.uniforms, "uRadius", look.radius);
    put(this.uniforms, "uRing", look.ring);
    put(this.uniforms, "uThumb", look.thumbnail);
    put(this.uniforms, "uPixel", look.pixelRatio);
    put(this.foremost.material.uniforms, "uHovered", look.hovered ?? -1);
    put(this.uniforms, "uRecede", look.recede);
    put(this.uniforms, "uFade", look.fade);
    put(this.uniforms, "uFadeReach", look.fadeReach);
    put(this.uniforms, "uOpacity", look.opacity);
  }

  dispose(): void {
    this.texture("uPalette")?.dispose();
    for (const material of this.materials.values()) material.dispose();
  }

  private draw(from: number, to: number): void {
    this.first.geometry.setDrawRange(from, to - from);
  }

  private texture(name: string): Texture | null {
    return (this.uniforms[name]?.value as Texture | null) ?? null;
  }

  private replace(name: string, value: unknown): void {
    const uniform = this.uniforms[name];
    if (uniform) uniform.value = value;
  }

  private material(variant: Variant, pass: Pass): RawShaderMaterial {
    const name = `points, ${variant}, ${pass}`;
    const known = this.materials.get(name);
    if (known) return known;
    const made = new RawShaderMaterial({
      name,
      glslVersion: GLSL3,
      defines: DEFINES[variant],
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { ...this.uniforms, uPass: { value: pass }, uHovered: { value: -1 } },
      depthTest: pass !== PLAIN_ONLY,
      depthWrite: pass !== PLAIN_ONLY,
      transparent: true,
      premultipliedAlpha: true,
      toneMapped: false,
    });
    this.materials.set(name, made);
    return made;
  }
}
