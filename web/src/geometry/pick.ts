/** Which disc is under the pointer: one tight scan over all rows, so that it is exact while positions stream. */

import { lerp, type Places } from "./places";
import { magnification, NEAREST, type Projection } from "./projection";

export interface Pointer {
  readonly x: number;
  readonly y: number;
  /** How far beside a disc the pointer may be, in pixels. */
  readonly slack: number;
}

/**
 * The row whose disc is nearest to the pointer, or null. Of several discs under it: the one nearest to the eye, or,
 * in a picture without depth, the one with the nearest centre. `radius` is in pixels at the target's distance.
 */
export function pick(places: Places, lens: Projection, radius: number, pointer: Pointer): number | null {
  const { from, to, mix, count, shown } = places;
  const { target, right, up, back, perspective, scale, offset, width, height } = lens;
  const flat = perspective === 0;
  // The pointer in clip units, and clip units in pixels, so that the loop divides once a row at most.
  const clipX = (pointer.x / width) * 2 - 1 - offset[0];
  const clipY = 1 - (pointer.y / height) * 2 - offset[1];
  const halfW = width / 2;
  const halfH = height / 2;
  let best: number | null = null;
  let bestGap = pointer.slack;
  let bestTie = Number.POSITIVE_INFINITY;
  for (let row = 0, i = 0; row < count; row++, i += 3) {
    if (shown !== null && shown[row] === 0) continue;
    const dx = lerp(from, to, i, mix) - target[0];
    const dy = lerp(from, to, i + 1, mix) - target[1];
    const dz = lerp(from, to, i + 2, mix) - target[2];
    const z = dx * back[0] + dy * back[1] + dz * back[2];
    const w = 1 - perspective * z;
    if (!(w > NEAREST)) continue;
    const offX = ((scale[0] * (dx * right[0] + dy * right[1] + dz * right[2])) / w - clipX) * halfW;
    const disc = radius * magnification(w);
    const reach = disc + bestGap;
    if (!(offX <= reach && offX >= -reach)) continue;
    const offY = ((scale[1] * (dx * up[0] + dy * up[1] + dz * up[2])) / w - clipY) * halfH;
    const far = Math.sqrt(offX * offX + offY * offY);
    const gap = Math.max(0, far - disc);
    if (gap > bestGap) continue;
    const tie = flat ? far : w;
    if (gap < bestGap || tie < bestTie) {
      best = row;
      bestGap = gap;
      bestTie = tie;
    }
  }
  return best;
}
