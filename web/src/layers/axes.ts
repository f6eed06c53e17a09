/** A hint of orientation in 3-D: hairlines along the axes that dissolve outward, and a faint horizon circle. */

import { BufferAttribute, BufferGeometry, GLSL3, LineSegments, RawShaderMaterial, Vector3 } from "three";
import type { Projection } from "../geometry/projection";
import { LENS_GLSL, lensUniforms, put, putColor, putLens, type Uniforms } from "./lens";
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
  readonly object: LineSegments<BufferGeometry, RawShaderMaterial>;
  private readonly uniforms: Uniforms = {
    ...lensUniforms(),
    uLength: { value: new Vector3() },
    uCircle: { value: 1 },
    uOrigin: { value: new Vector3() },
    uLine: { value: new Vector3() },
    uOpacity: { value: 1 },
  };

  constructor() {
    const material = new RawShaderMaterial({
      name: "axes",
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: this.uniforms,
      transparent: true,
      premultipliedAlpha: true,
      depthTest: false,
      depthWrite: false,
      toneMapped: false,
    });
    this.object = new LineSegments(lines(), material);
    this.object.frustumCulled = false;
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
    this.object.visible = opacity > 0.01;
    putLens(this.uniforms, lens);
    put(this.uniforms, "uOrigin", origin);
    put(this.uniforms, "uLength", length);
    put(this.uniforms, "uOpacity", opacity);
    put(this.uniforms, "uCircle", circle);
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}

/** Unit axes, strong at the origin and gone at their ends, and a unit circle in the x–z plane (strengths below 0). */
function lines(): BufferGeometry {
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
  const geometry = new BufferGeometry();
  geometry.setAttribute("place", new BufferAttribute(new Float32Array(places), 3));
  geometry.setAttribute("strength", new BufferAttribute(new Float32Array(strengths), 1));
  geometry.setDrawRange(0, strengths.length);
  return geometry;
}
