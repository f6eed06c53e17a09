/** Lines from row to row, under the points: smooth edges, in the rows' colours, one draw call. */

import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  DynamicDrawUsage,
  GLSL3,
  Mesh,
  RawShaderMaterial,
  Vector2,
} from "three";
import { inside, type Places, placeOf } from "../geometry/places";
import type { Projection } from "../geometry/projection";
import type { Rgb, Rows } from "../stage/contract";
import { LENS_GLSL, lensUniforms, put, putLens, type Uniforms } from "./lens";

const VERTEX = /* glsl */ `precision highp float;
${LENS_GLSL}
in vec3 start, end, tint;
in vec2 corner;
in float lit;
uniform vec2 uSize;
uniform float uWidth, uQuiet;
out vec3 vTint;
out float vSide, vHalf, vStrength;

// A segment that begins or ends behind the eye is cut where it passes it.
vec3 before(vec3 e, vec3 other) {
  float limit = 2.0 * NEAREST;
  float w = ratio(e);
  return w > limit ? e : mix(e, other, clamp((limit - w) / (ratio(other) - w), 0.0, 1.0));
}

void main() {
  vec3 a = eye(start);
  vec3 b = eye(end);
  if (!(abs(a.x + b.x) < 1e30) || max(ratio(a), ratio(b)) < 3.0 * NEAREST) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
  vec3 from = before(a, b);
  vec3 to = before(b, a);
  vec4 first = clip(from, ratio(from));
  vec4 last = clip(to, ratio(to));
  vec2 along = (last.xy / last.w - first.xy / first.w) * uSize;
  float far = length(along);
  vec2 across = far > 1e-6 ? vec2(-along.y, along.x) / far : vec2(0.0);
  vHalf = 0.5 * uWidth * (lit > 0.5 ? 1.8 : 1.0);
  vSide = corner.y * (vHalf + 1.0);
  vTint = tint;
  vStrength = lit > 0.5 ? 0.95 : uQuiet;
  gl_Position = corner.x < 0.5 ? first : last;
  gl_Position.xy += across * vSide * 2.0 / uSize * gl_Position.w;
}
`;

const FRAGMENT = /* glsl */ `precision highp float;
in vec3 vTint;
in float vSide, vHalf, vStrength;
out vec4 color;
void main() { color = vec4(vTint, 1.0) * (vStrength * clamp(vHalf + 0.5 - abs(vSide), 0.0, 1.0)); }
`;

const CORNERS = [0, -1, 0, 1, 1, -1, 1, 1] as const;
const TRIANGLES = [0, 1, 2, 2, 1, 3] as const;
/** How strongly lines are drawn while none is lit up, and beside one that is. */
const EVEN = 0.4;
const QUIET = 0.09;

export class PolylinesLayer {
  readonly object: Mesh<BufferGeometry, RawShaderMaterial>;
  private lines: readonly (readonly number[])[] = [];
  /** Row after row: where each segment begins and ends. */
  private ends: Uint32Array = new Uint32Array(0);
  private readonly uniforms: Uniforms = {
    ...lensUniforms(),
    uSize: { value: new Vector2(1, 1) },
    uWidth: { value: 1 },
    uQuiet: { value: EVEN },
  };

  constructor() {
    const material = new RawShaderMaterial({
      name: "polylines",
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: this.uniforms,
      // Which way round a segment's triangles lie depends on where it leads.
      side: DoubleSide,
      transparent: true,
      premultipliedAlpha: true,
      depthTest: false,
      depthWrite: false,
      toneMapped: false,
    });
    this.object = new Mesh(frame(0), material);
    this.object.frustumCulled = false;
    this.object.visible = false;
  }

  setLines(lines: readonly (readonly number[])[]): void {
    this.lines = lines.filter((line) => line.length > 1);
    this.ends = segments(this.lines);
    this.object.geometry.dispose();
    this.object.geometry = frame(this.ends.length / 2);
    this.object.visible = this.ends.length > 0;
  }

  /** Where the rows are now; a segment with a row that is not there is not drawn. */
  place(places: Places): void {
    const { start, end } = this.attributes();
    const at = new Float64Array(3);
    const there = (row: number): boolean => row < places.count && inside(places, row);
    for (let i = 0; i < this.ends.length / 2; i++) {
      const [from, to] = [this.ends[i * 2] as number, this.ends[i * 2 + 1] as number];
      const whole = there(from) && there(to);
      for (const [row, target] of [
        [from, start],
        [to, end],
      ] as const) {
        // biome-ignore format: two ends
        if (whole) placeOf(places, row, at);
        else at.fill(Number.NaN);
        for (let k = 0; k < 4; k++) target.array.set(at, (i * 4 + k) * 3);
      }
    }
    start.needsUpdate = true;
    end.needsUpdate = true;
  }

  setColors(colorAt: (row: number) => Rgb): void {
    const { tint } = this.attributes();
    this.ends.forEach((row, i) => {
      const color = colorAt(row);
      // Two corners for each end of each segment.
      for (const k of [0, 1]) tint.array.set(color, (i * 2 + k) * 3);
    });
    tint.needsUpdate = true;
  }

  /** Lines through any of these rows stand out. */
  light(rows: Rows): void {
    if (this.lines.length === 0) return;
    const { lit } = this.attributes();
    const wanted = new Set<number>(rows);
    let at = 0;
    let any = false;
    for (const line of this.lines) {
      const on = wanted.size > 0 && line.some((row) => wanted.has(row));
      any ||= on;
      const corners = (line.length - 1) * 4;
      (lit.array as Uint8Array).fill(on ? 1 : 0, at, at + corners);
      at += corners;
    }
    lit.needsUpdate = true;
    put(this.uniforms, "uQuiet", any ? QUIET : EVEN);
  }

  update(lens: Projection, pixelRatio: number): void {
    putLens(this.uniforms, lens);
    put(this.uniforms, "uSize", [lens.width * pixelRatio, lens.height * pixelRatio]);
    put(this.uniforms, "uWidth", 1.25 * pixelRatio);
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }

  private attributes(): Record<"start" | "end" | "tint" | "lit", BufferAttribute> {
    const get = (name: string): BufferAttribute => this.object.geometry.getAttribute(name) as BufferAttribute;
    return { start: get("start"), end: get("end"), tint: get("tint"), lit: get("lit") };
  }
}

function segments(lines: readonly (readonly number[])[]): Uint32Array {
  const ends: number[] = [];
  for (const line of lines)
    for (let i = 0; i + 1 < line.length; i++) ends.push(line[i] as number, line[i + 1] as number);
  return Uint32Array.from(ends);
}

/** Four corners and two triangles a segment. */
function frame(count: number): BufferGeometry {
  const corner = new Float32Array(count * 8);
  const index = new Uint32Array(count * 6);
  for (let i = 0; i < count; i++) {
    corner.set(CORNERS, i * 8);
    TRIANGLES.forEach((k, j) => {
      index[i * 6 + j] = i * 4 + k;
    });
  }
  const places = (): BufferAttribute =>
    new BufferAttribute(new Float32Array(count * 12), 3).setUsage(DynamicDrawUsage);
  const geometry = new BufferGeometry();
  geometry.setAttribute("start", places());
  geometry.setAttribute("end", places());
  geometry.setAttribute("corner", new BufferAttribute(corner, 2));
  geometry.setAttribute("tint", new BufferAttribute(new Uint8Array(count * 12), 3, true));
  geometry.setAttribute("lit", new BufferAttribute(new Uint8Array(count * 4), 1));
  geometry.setIndex(new BufferAttribute(index, 1));
  return geometry;
}
