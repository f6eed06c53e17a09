/** Sets of rows as typed arrays, in the order in which they were chosen. Pure; a million rows take milliseconds. */

/** What may be handed in as rows. */
export type RowsLike = Iterable<number> & { readonly length: number };

export const NO_ROWS = new Int32Array(0);

/** The whole numbers among `rows` that are rows of `n`, each once: the last time it was named counts. */
export function distinct(rows: RowsLike, n: number): Int32Array {
  const all: ArrayLike<number> = rows instanceof Int32Array ? rows : Float64Array.from(rows);
  const kept = new Int32Array(all.length);
  const seen = new Uint8Array(n);
  let at = kept.length;
  for (let i = all.length - 1; i >= 0; i--) {
    const row = all[i] as number;
    if (!Number.isInteger(row) || row < 0 || row >= n || seen[row] === 1) continue;
    seen[row] = 1;
    kept[--at] = row;
  }
  return at === 0 ? kept : kept.slice(at);
}

export function without(rows: Int32Array, taken: RowsLike, n: number): Int32Array {
  const gone = maskOf(taken, n);
  return rows.filter((row) => gone[row] === 0);
}

/** `rows`, then `more`: those that were there already move to the end. */
export function union(rows: Int32Array, more: RowsLike, n: number): Int32Array {
  const added = distinct(more, n);
  const kept = without(rows, added, n);
  const all = new Int32Array(kept.length + added.length);
  all.set(kept);
  all.set(added, kept.length);
  return all;
}

/** The rows of `n` that are not in `rows`, ascending; of those in `mask` alone if there is one. */
export function complement(rows: Int32Array, n: number, mask: Uint8Array | null): Int32Array {
  const taken = maskOf(rows, n);
  return numbered(n, (row) => taken[row] === 0 && (mask === null || mask[row] === 1));
}

/** Those of `rows` that `mask` lets through; the very same array if that is all of them. */
export function among(rows: Int32Array, mask: Uint8Array | null): Int32Array {
  if (mask === null) return rows;
  const kept = rows.filter((row) => mask[row] === 1);
  return kept.length === rows.length ? rows : kept;
}

/** One byte a row: 1 for those in `rows`. */
export function maskOf(rows: RowsLike, n: number): Uint8Array {
  const mask = new Uint8Array(n);
  const all: ArrayLike<number> = rows instanceof Int32Array ? rows : Array.from(rows);
  for (let i = 0; i < all.length; i++) mask[all[i] as number] = 1;
  return mask;
}

/** A set of rows of `n` as the server takes it: one bit a row, the lowest first, in base64. */
export function packed(rows: RowsLike, n: number): string {
  const bits = new Uint8Array(Math.ceil(n / 8));
  for (const row of rows) bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7));
  const pieces: string[] = [];
  for (let at = 0; at < bits.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bits.subarray(at, at + 0x8000)));
  return btoa(pieces.join(""));
}

function numbered(n: number, wanted: (row: number) => boolean): Int32Array {
  const kept = new Int32Array(n);
  let at = 0;
  for (let row = 0; row < n; row++) if (wanted(row)) kept[at++] = row;
  return kept.slice(0, at);
}
