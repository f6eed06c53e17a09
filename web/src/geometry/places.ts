/** Where the rows are, and which of them are there at all. */

/** A share `mix` of the way from `from` to `to`, three numbers a row, not finite = left out. `shown`: 0 = hidden. */
export interface Places {
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly mix: number;
  readonly count: number;
  readonly shown: Uint8Array | null;
}

/** Whether a row is shown and has a place. */
export function inside({ from, to, mix, shown }: Places, row: number): boolean {
  if (shown !== null && shown[row] === 0) return false;
  return Number.isFinite(to[row * 3]) && (mix >= 1 || Number.isFinite(from[row * 3]));
}

/** The coordinate at place `i` of the arrays. */
export function lerp(from: Float32Array, to: Float32Array, i: number, mix: number): number {
  const end = to[i] as number;
  if (mix >= 1) return end;
  const start = from[i] as number;
  return start + (end - start) * mix;
}

/** Writes a row's place into `out`. */
export function placeOf({ from, to, mix }: Places, row: number, out: Float64Array): void {
  for (let k = 0; k < 3; k++) out[k] = lerp(from, to, row * 3 + k, mix);
}
