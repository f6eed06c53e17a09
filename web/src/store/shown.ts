/** Which points are drawn: those that every layer lets through. What hides points is one layer each. */

import { computed, type ReadonlySignal } from "@preact/signals";

/** One byte a row, 1 for those that may be seen; null for all. */
export type Layer = ReadonlySignal<Uint8Array | null>;

export function makeShown(layers: readonly Layer[]): Layer {
  return computed(() => {
    const masks = layers.map((layer) => layer.value).filter((mask) => mask !== null);
    const [first, ...others] = masks;
    if (first === undefined) return null;
    return others.length === 0
      ? first
      : first.map((seen, row) => +(seen && others.every((mask) => mask[row])));
  });
}
