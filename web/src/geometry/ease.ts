/** Curves of motion. */

/** Fast at first, calm at the end: for things that arrive. */
export function easeOut(t: number): number {
  return 1 - (1 - t) ** 3;
}

/** Calm at both ends: for the camera. */
export function easeInOut(t: number): number {
  return t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
}

/** The share of a gap to close in `dt` milliseconds, so that the frame rate does not change the motion. */
export function chase(dt: number, time: number): number {
  return 1 - Math.exp(-dt / time);
}
