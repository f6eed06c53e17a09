/** A hint of orientation in 3-D: hairlines along the axes that dissolve outward, and a faint horizon circle. */

import type { Card } from "../card/card";
import { Numbers } from "../card/numbers";
import { Program, type Uniforms } from "../card/program";
import type { Projection } from "../geometry/projection";
import { LENS_GLSL, lensUniforms, put, putColor, putLens } from "./lens";
import type { Theme } from "./theme";

const VERTEX = /* glsl */ `precision highp float;
${LENS_GLSL}
in vec3 place;
in float strength;
uniform vec3 uLength;
uniform vec3 uOrigin;
uniform float uCircle;
out float vStrength;
void main() {
  vec3 e = eye(uOrigin + place * uLength);
  float w = max(ratio(e), NEAREST);
  vStrength = strength < 0.0 ? -strength * uCircle : strength;
  gl_Position = clip(e, w);
}
`;

const FRAGMENT = /* glsl */ `precision highp float;
uniform vec3 uLine;
uniform float uOpacity;
in float vStrength;
out vec4 color;
void main() { color = vec4(uLine, 1.0) * (vStrength * uOpacity); }
`;

const CIRCLE = 96;

export class AxesLayer {
  private visible = false;
  private readonly program: Program;
  private readonly place: Numbers<Float32Array>;
  private readonly strength: Numbers<Float32Array>;
  private readonly uniforms: Uniforms = {
    ...lensUniforms(),
    uLength: { value: [0, 0, 0] },
    uCircle: { value: 1 },
    uOrigin: { value: [0, 0, 0] },
    uLine: { value: [0, 0, 0] },
    uOpacity: { value: 1 },
  };

  constructor(private readonly card: Card) {
    this.program = new Program(card, {
      vertex: VERTEX,
      fragment: FRAGMENT,
      corners: ["place", "strength"],
    });
    const { places, strengths } = lines();
    this.place = new Numbers(card, new Float32Array(places), 3);
    this.strength = new Numbers(card, new Float32Array(strengths), 1);
  }

  setTheme(theme: Theme): void {
    putColor(this.uniforms, "uLine", theme.line);
  }

  /** `length`: of the half axes, in layout units. `opacity` 0 hides the layer; `circle`: how strong its horizon is. */
  update(
    lens: Projection,
    origin: readonly number[],
    length: readonly number[],
    { opacity, circle }: { readonly opacity: number; readonly circle: number },
  ): void {
    this.visible = opacity > 0.01;
    putLens(this.uniforms, lens);
    put(this.uniforms, "uOrigin", origin);
    put(this.uniforms, "uLength", length);
    put(this.uniforms, "uOpacity", opacity);
    put(this.uniforms, "uCircle", circle);
  }

  draw(): void {
    if (!this.visible) return;
    const { card, place, strength } = this;
    this.program.use(this.uniforms);
    card.depth(false);
    card.feed([place.feed, strength.feed]);
    card.gl.drawArrays(card.gl.LINES, 0, strength.array.length);
  }

  dispose(): void {
    for (const made of [this.program, this.place, this.strength]) made.dispose();
  }
}

/** Unit axes, strong at the origin and gone at their ends, and a unit circle in the x–z plane (strengths below 0). */
function lines(): { readonly places: readonly number[]; readonly strengths: readonly number[] } {
  const places: number[] = [];
  const strengths: number[] = [];
  for (let axis = 0; axis < 3; axis++) {
    for (const sign of [1, -1]) {
      const tip = [0, 0, 0];
      tip[axis] = sign;
      places.push(0, 0, 0, ...tip);
      strengths.push(sign > 0 ? 0.75 : 0.4, 0.04);
    }
  }
  for (let i = 0; i < CIRCLE; i++) {
    for (const step of [i, i + 1]) {
      const angle = (step / CIRCLE) * 2 * Math.PI;
      places.push(Math.cos(angle), 0, Math.sin(angle));
      strengths.push(-0.3);
    }
  }
  return { places, strengths };
}
