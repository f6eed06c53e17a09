/** Key frames out of the one file they were wound into. Pure. */

const HEADER = 64;
const NOWHERE = 4_095;
const LEFT_OUT = 65_535;

/** The compact frames, `size` bytes each, as `SiteRunMessage` describes their file. */
export function unwound(bytes: ArrayBuffer, size: number): ArrayBuffer[] {
  const count = Math.floor(bytes.byteLength / size);
  const [numbers, total] = [(size - HEADER) / 2, (count * (size - HEADER)) / 2];
  const low = new Uint8Array(bytes, count * HEADER, total);
  const high = new Uint8Array(bytes, count * HEADER + total, total);
  const levels = new Int32Array(numbers);
  return Array.from({ length: count }, (_, at) => {
    const frame = new ArrayBuffer(size);
    new Uint8Array(frame).set(new Uint8Array(bytes, at * HEADER, HEADER));
    const fine = new Uint16Array(frame, HEADER);
    for (let i = 0; i < numbers; i++) {
      const folded = (low[at * numbers + i] as number) | ((high[at * numbers + i] as number) << 8);
      const level = (levels[i] as number) + (folded & 1 ? -(folded + 1) / 2 : folded / 2);
      levels[i] = level;
      // The middle of the 16 fine steps that became this one.
      fine[i] = level === NOWHERE ? LEFT_OUT : 16 * level + 8;
    }
    return frame;
  });
}
