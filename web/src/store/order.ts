/** Rows in the order of a column's cells. Pure; empty cells come last, whichever way it goes. */

import type { Cells } from "../wire/arrow";

/** Longer dictionaries are sorted by code points: a language's own order of a million words takes seconds. */
const MOST_COLLATED = 50_000;

/** `rows` by their cells; where these are equal, in the order in which they came. */
export function ordered(rows: Int32Array, cells: Cells, descending: boolean): Int32Array {
  const value = cells.kind === "numeric" ? cells.numbers : ranked(cells.codes, ranksOf(cells.dictionary));
  const keys = value.map((one) => (Number.isNaN(one) ? Number.POSITIVE_INFINITY : descending ? -one : one));
  // Infinity less Infinity is no number, and so not 0.
  return rows.slice().sort((a, b) => (keys[a] === keys[b] ? 0 : (keys[a] as number) - (keys[b] as number)));
}

/** The place of each word among all of them; NaN for the empty one. */
function ranksOf(dictionary: readonly string[]): Float64Array {
  const places = Int32Array.from(dictionary.keys());
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const words = dictionary.length > MOST_COLLATED ? plain : compare;
  places.sort((a, b) => words(dictionary[a] as string, dictionary[b] as string));
  const ranks = new Float64Array(dictionary.length);
  places.forEach((word, rank) => {
    ranks[word] = dictionary[word] === "" ? Number.NaN : rank;
  });
  return ranks;
}

const plain = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function ranked(codes: Int32Array, ranks: Float64Array): Float64Array {
  return Float64Array.from(codes, (code) => ranks[code] ?? Number.NaN);
}
