/**
 * Points as gl.POINTS: an analytic disc, or a thumbnail (THUMBNAILS), in one draw call. Output is premultiplied sRGB.
 *
 * A hair of the ground colour round each disc keeps overlapping ones apart, and hides that the blended edge of a
 * near disc, drawn first, keeps a farther one from filling it.
 */

import { LENS_GLSL } from "../lens";

/** Which rows a pass draws: all, or, where points are translucent, first the plain ones and then the others. */
export const ALL = 0;
export const PLAIN_ONLY = 1;
export const OTHERS_ONLY = 2;
/** The row under the pointer, a second time and larger. */
export const HOVERED_ONLY = 3;

/** State byte of a row: plain, neighbour (strength in the value), selected. */
export const PLAIN = 0;
export const FAINTEST = 1;
export const STRONGEST = 254;
export const SELECTED = 255;

/** MARGIN: what an edge needs beyond the radius. Each half pixel more is a third more fragments at 100,000 points, all of nothing. */
const HEADER = /* glsl */ `precision highp float; precision highp int;
#ifdef THUMBNAILS
const float MARGIN = 1.0;
#else
const float MARGIN = 0.5;
#endif
`;

export const OWN_COLOR_GLSL = /* glsl */ `
vec3 ownColor() {
  if (colorIndex > 65534.5) return uDefault;
  int i = int(colorIndex + 0.5);
  return texelFetch(uPalette, ivec2(i & 255, i >> 8), 0).rgb;
}`;

/** How much of the ground lies over what is far. */
export const VEIL_GLSL = /* glsl */ `
float fade(float z) {
  float far = clamp(0.5 - 0.5 * z / uFadeReach, 0.0, 1.0);
  return uFade * far * sqrt(far);
}`;

export const VERTEX = /* glsl */ `${HEADER}
${LENS_GLSL}
in vec3 from, to;
in float colorIndex, state;
uniform float uMix, uRadius, uRing, uPixel, uRecede, uFade, uFadeReach, uLargest;
uniform int uHovered, uPass;
uniform vec3 uGround, uInk, uAccent, uDefault;
uniform sampler2D uPalette;
flat out vec3 vColor, vRim;
uniform float uOpacity;
flat out float vOpacity, vCore, vOuter, vRimWidth, vRimStrength, vRing;

#ifdef THUMBNAILS
flat out float vBand, vVeil;
uniform float uThumb;
uniform int uColumns, uPerPage;
uniform uint uLoaded[8];
flat out int vPage;
flat out vec2 vCell;
flat out float vTinted;
bool loaded(int page) { return page < 256 && (uLoaded[page >> 5] >> uint(page & 31) & 1u) == 1u; }
#else
float vBand, vVeil;
#endif

${OWN_COLOR_GLSL}
${VEIL_GLSL}

// Emphasised rows lie in front of all others, the hovered one foremost; within a band depth decides.
float banded(float z, float band) {
  if (band < 0.5) return z * 0.8 + 0.2;
  return band < 1.5 ? z * 0.1 - 0.7 : band < 2.5 ? z * 0.05 - 0.87 : z * 0.01 - 0.97;
}

void main() {
  vec3 p = uMix < 1.0 ? mix(from, to, uMix) : to;
  vec3 e = eye(p);
  float w = ratio(e);
  if (!(abs(p.x) < 1e30) || !(w > NEAREST)) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); gl_PointSize = 0.0; return; }

  bool hovered = gl_VertexID == uHovered;
  bool selected = state > 254.5;
  bool neighbor = state > 0.5 && !selected;
  float strength = neighbor ? (state - 1.0) / 253.0 : 0.0;
  vBand = hovered ? 3.0 : selected ? 2.0 : neighbor ? 1.0 : 0.0;
  bool skipped = uPass == 1 ? vBand > 0.5 : uPass == 2 ? vBand < 0.5 : false;
  if (skipped) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); gl_PointSize = 0.0; return; }
  vOpacity = vBand < 0.5 ? uOpacity : 1.0;
  vec4 at = clip(e, w);
  gl_Position = vec4(at.xy, banded(at.z / w, vBand) * w, w);

  bool plain = vBand < 0.5;
  vVeil = plain ? 1.0 - (1.0 - fade(e.z)) * (1.0 - uRecede) : neighbor ? fade(e.z) * 0.4 : 0.0;
  vec3 own = ownColor();
  if (neighbor && colorIndex > 65534.5) own = mix(uGround, uAccent, 0.4 + 0.6 * strength);
  vColor = mix(own, uGround, vVeil);

  float grow = hovered ? 1.45 : selected ? 1.2 : neighbor ? 1.12 + 0.4 * strength : 1.0;
  float extra = hovered ? 2.0 : selected ? uRing / 3.0 : neighbor ? 0.5 : 0.0;
  float core = uRadius * magnification(w) * grow + extra;
  vRim = hovered && !selected ? uInk : neighbor ? mix(vColor, uAccent, 0.25 + 0.75 * strength) : uGround;
  vRimWidth = uPixel * (hovered ? 1.5 : neighbor ? 1.0 + 0.5 * strength : 0.9);
#ifdef THUMBNAILS
  vPage = gl_VertexID / uPerPage;
  int cell = gl_VertexID - vPage * uPerPage;
  vCell = vec2(float(cell % uColumns), float(cell / uColumns));
  vTinted = colorIndex > 65534.5 ? 0.0 : 1.0;
  // Pictures say more than discs and stay readable when they step back.
  if (plain && loaded(vPage)) vVeil *= 0.7;
  if (loaded(vPage)) core = uThumb * magnification(w) * (hovered ? 1.9 : selected ? 1.3 : neighbor ? 1.1 + 0.25 * strength : 1.0) + 1.0;
  else vPage = -1;
#endif
  // A disc never gets so small that the pixel under its centre is not wholly its own.
  // The card's largest point leaves room for the ring and the edge.
  vCore = clamp(core * uPixel, 1.25, 0.5 * uLargest - 3.0 * uPixel - 1.0);
  vRimStrength = hovered || neighbor ? 1.0 : 0.7 * smoothstep(1.4, 4.0, vCore);
  vRing = selected ? 1.0 : 0.0;
  vOuter = vCore + (selected ? uRing * uPixel : 0.0);
  gl_PointSize = 2.0 * (vOuter + MARGIN);
}
`;

export const FRAGMENT = /* glsl */ `${HEADER}
uniform vec3 uGround, uAccent, uInk;
uniform float uPixel;
flat in vec3 vColor, vRim;
flat in float vOpacity, vCore, vOuter, vRimWidth, vRimStrength, vRing;
out vec4 color;

#ifdef THUMBNAILS
flat in float vBand, vVeil;
uniform highp sampler2DArray uPages;
uniform vec2 uCellSize, uPageSize;
flat in int vPage;
flat in vec2 vCell;
flat in float vTinted;

vec4 texel(vec2 t) {
  return textureLod(uPages, vec3((vCell * uCellSize + clamp(t, vec2(0.5), uCellSize - 0.5)) / uPageSize, float(vPage)), 0.0);
}

// Enlarged: flat texels with an edge of one pixel. Reduced: two samples a pixel, since four took nearly twice the
// time of one in a picture of 10,000 thumbnails where the processor draws.
vec4 cellColor(vec2 t, vec2 step) {
  if (step.x < 1.0) {
    vec2 edge = floor(t + 0.5);
    return texel(edge + clamp((t - edge) / step, -0.5, 0.5));
  }
  if (step.x < 1.4) return texel(t);
  vec2 q = 0.25 * step;
  return 0.5 * (texel(t + q) + texel(t - q));
}

void thumbnail(vec2 q) {
  vec2 box = vCore * uCellSize / max(uCellSize.x, uCellSize.y);
  float edge = uPixel * (vBand > 2.5 ? 2.0 : vBand > 0.5 || vTinted > 0.5 ? 1.5 : 1.0);
  float corner = 2.0 * uPixel;
  vec2 away = abs(q) - box - edge + corner;
  float distance = length(max(away, 0.0)) + min(max(away.x, away.y), 0.0) - corner;
  float cover = clamp(0.5 - distance, 0.0, 1.0);
  vec4 image = cellColor((q / box * 0.5 + 0.5) * uCellSize, uCellSize / (2.0 * box));
  image = vec4(mix(image.rgb, uGround * image.a, vVeil), image.a);
  vec3 tint = vBand > 1.5 ? (vRing > 0.5 ? uAccent : uInk) : vBand > 0.5 ? vRim : mix(mix(uGround, uInk, 0.22 * (1.0 - vVeil)), vColor, vTinted);
  float inside = clamp(0.5 - distance - edge, 0.0, 1.0);
  color = mix(vec4(tint, 1.0), image, inside) * cover * vOpacity;
  if (color.a < 0.02) discard;
}
#endif

void main() {
  vec2 q = (gl_PointCoord - 0.5) * 2.0 * (vOuter + MARGIN);
  float d = length(q);
#ifdef THUMBNAILS
  if (vPage >= 0) { thumbnail(q); return; }
#endif
  float cover = clamp(vOuter - d + 0.5, 0.0, 1.0);
  if (cover <= 0.0) discard;
  vec3 body = mix(vColor, vRim, vRimStrength * clamp(d - vCore + vRimWidth + 0.5, 0.0, 1.0));
  float ring = vRing * clamp(d - vCore - 0.5 * uPixel, 0.0, 1.0);
  color = vec4(mix(body, uAccent, ring) * cover, cover) * vOpacity;
}
`;
