/** What many rows have in common: how many of them each category of the colour column holds. Pure. */

import type { Rgb } from "../stage/contract";
import type { Coloring } from "./legend";

export interface Share {
  readonly name: string;
  readonly color: Rgb;
  /** Rows of the selection, and of all. */
  readonly count: number;
  readonly of: number;
}

/** The categories that occur among `rows`, most frequent first; none where the colours are no categories. */
export function composition(rows: Int32Array, coloring: Coloring | null): readonly Share[] {
  if (coloring?.legend.kind !== "categories") return [];
  const { index, table } = coloring.colors;
  const counts = new Uint32Array(table.length + 1);
  for (const row of rows) {
    const place = Math.min(index[row] ?? table.length, table.length);
    counts[place] = (counts[place] as number) + 1;
  }
  return coloring.legend.categories
    .map(({ name, color, count }, place) => ({ name, color, count: counts[place] ?? 0, of: count }))
    .filter((share) => share.count > 0)
    .sort((a, b) => b.count - a.count);
}
