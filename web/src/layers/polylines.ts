/** Lines from row to row, under the points: smooth edges, in the rows' colours, one draw call. */

import type { Card } from "../card/card";
import { Numbers } from "../card/numbers";
import { Program, type Uniforms } from "../card/program";
import { inside, type Places, placeOf } from "../geometry/places";
import type { Projection } from "../geometry/projection";
import type { Rgb, Rows } from "../stage/contract";
import { LENS_GLSL, lensUniforms, put, putLens } from "./lens";

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

const FED = ["start", "end", "tint", "corner", "lit"] as const;
const CORNERS = [0, -1, 0, 1, 1, -1, 1, 1] as const;
const TRIANGLES = [0, 1, 2, 2, 1, 3] as const;
/** How strongly lines are drawn while none is lit up, and beside one that is. */
const EVEN = 0.4;
const QUIET = 0.09;

/** What the card is told of each corner of each segment. */
interface Corners {
  readonly start: Numbers<Float32Array>;
  readonly end: Numbers<Float32Array>;
  readonly corner: Numbers<Float32Array>;
  readonly tint: Numbers<Uint8Array>;
  readonly lit: Numbers<Uint8Array>;
  readonly index: Numbers<Uint32Array>;
}

export class PolylinesLayer {
  private lines: readonly (readonly number[])[] = [];
  /** Row after row: where each segment begins and ends. */
  private ends: Uint32Array = new Uint32Array(0);
  /** Made when there are lines for the first time. */
  private program: Program | null = null;
  private corners: Corners;
  private readonly uniforms: Uniforms = {
    ...lensUniforms(),
    uSize: { value: [1, 1] },
    uWidth: { value: 1 },
    uQuiet: { value: EVEN },
  };

  constructor(private readonly card: Card) {
    this.corners = cornersOf(card, 0);
  }

  get visible(): boolean {
    return this.ends.length > 0;
  }

  setLines(lines: readonly (readonly number[])[]): void {
    this.lines = lines.filter((line) => line.length > 1);
    this.ends = segments(this.lines);
    this.release();
    this.corners = cornersOf(this.card, this.ends.length / 2);
  }

  /** Where the rows are now; a segment with a row that is not there is not drawn. */
  place(places: Places): void {
    const { start, end } = this.corners;
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
    start.touch();
    end.touch();
  }

  setColors(colorAt: (row: number) => Rgb): void {
    const { tint } = this.corners;
    this.ends.forEach((row, i) => {
      const color = colorAt(row);
      // Two corners for each end of each segment.
      for (const k of [0, 1]) tint.array.set(color, (i * 2 + k) * 3);
    });
    tint.touch();
  }

  /** Lines through any of these rows stand out. */
  light(rows: Rows): void {
    if (this.lines.length === 0) return;
    const { lit } = this.corners;
    const wanted = new Set<number>(rows);
    let at = 0;
    let any = false;
    for (const line of this.lines) {
      const on = wanted.size > 0 && line.some((row) => wanted.has(row));
      any ||= on;
      const corners = (line.length - 1) * 4;
      lit.array.fill(on ? 1 : 0, at, at + corners);
      at += corners;
    }
    lit.touch();
    put(this.uniforms, "uQuiet", any ? QUIET : EVEN);
  }

  update(lens: Projection, pixelRatio: number): void {
    putLens(this.uniforms, lens);
    put(this.uniforms, "uSize", [lens.width * pixelRatio, lens.height * pixelRatio]);
    put(this.uniforms, "uWidth", 1.25 * pixelRatio);
  }

  draw(): void {
    if (!this.visible) return;
    const { card, corners } = this;
    const { gl } = card;
    this.program ??= new Program(card, { vertex: VERTEX, fragment: FRAGMENT, corners: FED });
    this.program.use(this.uniforms);
    card.depth(false);
    card.feed(FED.map((name) => corners[name].feed));
    corners.index.send();
    gl.drawElements(gl.TRIANGLES, corners.index.array.length, gl.UNSIGNED_INT, 0);
  }

  dispose(): void {
    this.release();
    this.program?.dispose();
  }

  private release(): void {
    for (const numbers of Object.values(this.corners)) numbers.dispose();
  }
}

function segments(lines: readonly (readonly number[])[]): Uint32Array {
  const ends: number[] = [];
  for (const line of lines)
    for (let i = 0; i + 1 < line.length; i++) ends.push(line[i] as number, line[i + 1] as number);
  return Uint32Array.from(ends);
}

/** Four corners and two triangles a segment. */
function cornersOf(card: Card, count: number): Corners {
  const corner = new Float32Array(count * 8);
  const index = new Uint32Array(count * 6);
  for (let i = 0; i < count; i++) {
    corner.set(CORNERS, i * 8);
    TRIANGLES.forEach((k, j) => {
      index[i * 6 + j] = i * 4 + k;
    });
  }
  return {
    start: new Numbers(card, new Float32Array(count * 12), 3),
    end: new Numbers(card, new Float32Array(count * 12), 3),
    corner: new Numbers(card, corner, 2),
    tint: new Numbers(card, new Uint8Array(count * 12), 3, { normalized: true }),
    lit: new Numbers(card, new Uint8Array(count * 4), 1),
    index: new Numbers(card, index, 1, { order: true }),
  };
}
