/** From a number to its place on a ramp: which numbers stand at the two ends, and what lies between. Pure. */

import type { RampName } from "./palettes/ramps";

export interface Scale {
  readonly ramp: RampName;
  readonly log: boolean;
  /** What a person set the ends to; null: where the numbers end. */
  readonly low: number | null;
  readonly high: number | null;
}

/** What the numbers of a column reach from and to; infinities and empty cells are left out. */
export interface Extent {
  readonly least: number;
  readonly most: number;
  /** The smallest above 0, where a logarithm can begin; null if there is none. */
  readonly positive: number | null;
  /** Cells without a finite number. */
  readonly empty: number;
}

export interface Ends {
  readonly low: number;
  readonly high: number;
}

export function extentOf(numbers: Float64Array): Extent {
  let [least, most, empty] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  let positive = Number.POSITIVE_INFINITY;
  for (const value of numbers) {
    if (!Number.isFinite(value)) {
      empty += 1;
      continue;
    }
    if (value < least) least = value;
    if (value > most) most = value;
    if (value > 0 && value < positive) positive = value;
  }
  const none = empty === numbers.length;
  return {
    least: none ? 0 : least,
    most: none ? 0 : most,
    positive: Number.isFinite(positive) ? positive : null,
    empty,
  };
}

/** Whether the numbers can be told apart by their logarithms. */
export function logarithmic(scale: Scale, extent: Extent): boolean {
  return scale.log && extent.positive !== null;
}

/** The numbers at the ends of the ramp. A diverging ramp turns at 0 where the numbers lie on both sides of it. */
export function endsOf(scale: Scale, extent: Extent): Ends {
  const log = logarithmic(scale, extent);
  const reach = Math.max(-extent.least, extent.most);
  const even = scale.ramp === "diverging" && !log && extent.least < 0 && extent.most > 0;
  const first = log ? (extent.positive ?? extent.least) : even ? -reach : extent.least;
  const low = scale.low !== null && (!log || scale.low > 0) ? scale.low : first;
  const high = scale.high !== null && (!log || scale.high > 0) ? scale.high : even ? reach : extent.most;
  return { low, high };
}

/** Where a number stands between the ends, 0 to 1; those beyond an end stand at it. */
export function placing(scale: Scale, extent: Extent): (value: number) => number {
  const { low, high } = endsOf(scale, extent);
  const measure = logarithmic(scale, extent) ? (value: number) => Math.log(Math.max(value, 1e-300)) : same;
  const [from, to] = [measure(low), measure(high)];
  // A span beyond the largest double is measured in halves.
  const span = to / 2 - from / 2;
  if (!(span > 0)) return () => 0;
  return (value) => Math.min(Math.max((measure(value) / 2 - from / 2) / span, 0), 1);
}

const same = (value: number) => value;

/** `scale` with one end set to what was typed ("" for where the numbers end); null if that does not fit. */
export function withEnd(scale: Scale, extent: Extent, end: "low" | "high", text: string): Scale | null {
  const typed = text.trim().replace("−", "-");
  const value = typed === "" ? null : Number(typed);
  if (value !== null && !Number.isFinite(value)) return null;
  if (value !== null && value <= 0 && logarithmic(scale, extent)) return null;
  const next = { ...scale, [end]: value };
  const { low, high } = endsOf(next, extent);
  return low < high || value === null ? next : null;
}
