/** The projection as uniforms and as GLSL, shared by everything that is drawn in the layout's space. */

import type { Uniforms, Value } from "../card/program";
import { NEAREST, NEAREST_SIZE, type Projection } from "../geometry/projection";

/** `eye(p)`: camera axes; `ratio(e)`: distance over the target's distance; `clip(e, w)`: clip space. */
export const LENS_GLSL = /* glsl */ `
uniform vec3 uTarget, uRight, uUp, uBack;
uniform vec2 uScale, uOffset, uDepth;
uniform float uPerspective;
const float NEAREST = ${NEAREST};
float magnification(float w) { return 1.0 / max(w, ${NEAREST_SIZE}); }
vec3 eye(vec3 p) { vec3 d = p - uTarget; return vec3(dot(d, uRight), dot(d, uUp), dot(d, uBack)); }
float ratio(vec3 e) { return 1.0 - uPerspective * e.z; }
vec4 clip(vec3 e, float w) { return vec4(uScale * e.xy + uOffset * w, uDepth.x * e.z + uDepth.y, w); }
`;

export function lensUniforms(): Uniforms {
  return {
    uTarget: { value: [0, 0, 0] },
    uRight: { value: [0, 0, 0] },
    uUp: { value: [0, 0, 0] },
    uBack: { value: [0, 0, 0] },
    uScale: { value: [0, 0] },
    uOffset: { value: [0, 0] },
    uDepth: { value: [0, 0] },
    uPerspective: { value: 0 },
  };
}

/** Write a uniform that the layer declared; a name it did not declare is a mistake. */
export function put(uniforms: Uniforms, name: string, value: Value): void {
  const uniform = uniforms[name];
  if (!uniform) throw new Error(`no uniform ${name}`);
  uniform.value = value;
}

export function putLens(uniforms: Uniforms, lens: Projection): void {
  put(uniforms, "uTarget", lens.target);
  put(uniforms, "uRight", lens.right);
  put(uniforms, "uUp", lens.up);
  put(uniforms, "uBack", lens.back);
  put(uniforms, "uScale", lens.scale);
  put(uniforms, "uOffset", lens.offset);
  put(uniforms, "uDepth", lens.depth);
  put(uniforms, "uPerspective", lens.perspective);
}

/** Colours go to the shader as they are: the frame buffer holds sRGB and nothing converts. */
export function putColor(uniforms: Uniforms, name: string, color: readonly number[]): void {
  put(
    uniforms,
    name,
    color.map((channel) => channel / 255),
  );
}
