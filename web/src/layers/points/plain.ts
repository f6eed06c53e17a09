/**
 * The discs of rows none of which is emphasised, as `shaders.ts` draws them, and nothing else: where the processor draws,
 * most of a small disc's cost is what it is told, number by number, and what is worked out for nothing.
 */

import { LENS_GLSL } from "../lens";
import { OWN_COLOR_GLSL, VEIL_GLSL } from "./shaders";

export const PLAIN_VERTEX = /* glsl */ `precision highp float; precision highp int;
${LENS_GLSL}
in vec3 to, from;
in float colorIndex;
uniform float uMix, uRadius, uPixel, uRecede, uFade, uFadeReach, uLargest;
uniform vec3 uGround, uDefault;
uniform sampler2D uPalette;
// Its colour and its radius; how strong the hair of ground round it is.
flat out vec4 vDisc;
flat out float vHair;
${OWN_COLOR_GLSL}
${VEIL_GLSL}

void main() {
  vec3 p = uMix < 1.0 ? mix(from, to, uMix) : to;
  vec3 e = eye(p);
  float w = ratio(e);
  if (!(abs(p.x) < 1e30) || !(w > NEAREST)) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); gl_PointSize = 0.0; return; }
  vec4 at = clip(e, w);
  gl_Position = vec4(at.xy, at.z * 0.8 + w * 0.2, w);
  float veil = 1.0 - (1.0 - fade(e.z)) * (1.0 - uRecede);
  float radius = clamp(uRadius * magnification(w) * uPixel, 1.25, 0.5 * uLargest - 3.0 * uPixel - 1.0);
  vDisc = vec4(mix(ownColor(), uGround, veil), radius);
  vHair = 0.7 * smoothstep(1.4, 4.0, radius);
  gl_PointSize = 2.0 * radius + 1.0;
}
`;

export const PLAIN_FRAGMENT = /* glsl */ `precision highp float; precision highp int;
uniform vec3 uGround;
uniform float uPixel, uOpacity;
flat in vec4 vDisc;
flat in float vHair;
out vec4 color;

void main() {
  float inside = vDisc.a - length((gl_PointCoord - 0.5) * (2.0 * vDisc.a + 1.0)) + 0.5;
  if (inside <= 0.0) discard;
  vec3 body = mix(vDisc.rgb, uGround, vHair * clamp(0.9 * uPixel + 1.0 - inside, 0.0, 1.0));
  color = vec4(body, 1.0) * (min(inside, 1.0) * uOpacity);
}
`;
