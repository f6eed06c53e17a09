/** A seeded random order: any prefix of it is a fair sample of all rows. */

/** Numbers in [0, 1) from a 32-bit state (Mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The rows 0 … count−1 that `keep` accepts, in random order (Fisher–Yates). */
export function shuffled(count: number, keep: (row: number) => boolean, seed = 1): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(count);
  let kept = 0;
  for (let row = 0; row < count; row++) if (keep(row)) rows[kept++] = row;
  const draw = random(seed);
  for (let i = kept - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    const held = rows[i] as number;
    rows[i] = rows[j] as number;
    rows[j] = held;
  }
  return rows.slice(0, kept);
}
