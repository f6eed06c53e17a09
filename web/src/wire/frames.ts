/** Binary frames, as `wire/frames.py` writes them (its docstring is the format). */

export const STATES = ["queued", "preparing", "running", "paused", "stopped", "done", "failed"] as const;

export interface Frame {
  /** Row-major, `components` numbers a row; NaN for a row that was left out. */
  readonly positions: { readonly data: Float32Array; readonly components: 2 | 3; readonly count: number };
  readonly seq: number;
  readonly state: (typeof STATES)[number];
  readonly iteration: number;
  readonly loss: number | null;
}

/** A frame that is not what the format says, in the three parts of every error. */
export class FrameError extends Error {
  constructor(
    readonly expected: string,
    readonly got: string,
    readonly fix = "Reload the page; server and page may be of different versions.",
  ) {
    super(`frame: expected ${expected}, got ${got}. ${fix}`);
    this.name = "FrameError";
  }
}

const MAGIC = "HSFR";
const VERSION = 1;
const HEADER = 64;
const FLOAT32 = 0;
const UINT16 = 1;
const LEFT_OUT = 65_535;
const STEPS = 65_534;

/** The frame in these bytes. Float positions are a view of the buffer, never a copy. Throws `FrameError`. */
export function decodeFrame(buffer: ArrayBuffer): Frame {
  if (buffer.byteLength < HEADER)
    throw new FrameError(`at least ${HEADER} bytes`, `${buffer.byteLength} bytes`);
  const view = new DataView(buffer);
  const magic = String.fromCharCode(...new Uint8Array(buffer, 0, 4));
  if (magic !== MAGIC) throw new FrameError(`a frame starting with ${MAGIC}`, JSON.stringify(magic));
  check("version", view.getUint16(4, true), [VERSION]);
  const dtype = check("dtype", view.getUint8(6), [FLOAT32, UINT16]);
  const components = check("components", view.getUint8(7), [2, 3]) as 2 | 3;
  const count = view.getUint32(8, true);
  const expected = HEADER + count * components * (dtype === UINT16 ? 2 : 4);
  if (buffer.byteLength !== expected) {
    throw new FrameError(
      `${expected} bytes for ${count} rows of ${components}`,
      `${buffer.byteLength} bytes`,
    );
  }
  const loss = view.getFloat32(24, true);
  return {
    positions: {
      data: dtype === UINT16 ? restore(view, components, count) : floats(buffer),
      components,
      count,
    },
    seq: view.getUint32(12, true),
    state: stateOf(view.getUint8(16)),
    iteration: view.getInt32(20, true),
    loss: Number.isNaN(loss) ? null : loss,
  };
}

function check(what: string, got: number, allowed: readonly number[]): number {
  if (!allowed.includes(got)) throw new FrameError(`${what} ${allowed.join(" or ")}`, `${what} ${got}`);
  return got;
}

function stateOf(index: number): (typeof STATES)[number] {
  const state = STATES[index];
  if (!state) throw new FrameError(`a state below ${STATES.length}`, `state ${index}`);
  return state;
}

function floats(buffer: ArrayBuffer): Float32Array {
  return new Float32Array(buffer, HEADER);
}

function restore(view: DataView, components: number, count: number): Float32Array {
  const steps = new Uint16Array(view.buffer, HEADER);
  const center = [28, 32, 36].map((offset) => view.getFloat32(offset, true));
  const scale = view.getFloat32(40, true);
  const data = new Float32Array(count * components);
  for (let i = 0; i < data.length; i++) {
    const step = steps[i] as number;
    const middle = center[i % components] as number;
    data[i] = step === LEFT_OUT ? Number.NaN : middle + (step / STEPS - 0.5) * scale;
  }
  return data;
}

/** Positions as a frame of a run that is done, under number 1. */
export function encodeFrame({ data, components, count }: Frame["positions"], iteration: number): ArrayBuffer {
  const bytes = new ArrayBuffer(HEADER + data.byteLength);
  const view = new DataView(bytes);
  new Uint8Array(bytes, 0, 4).set(Array.from(MAGIC, (letter) => letter.charCodeAt(0)));
  view.setUint16(4, VERSION, true);
  view.setUint8(6, FLOAT32);
  view.setUint8(7, components);
  view.setUint32(8, count, true);
  view.setUint32(12, 1, true);
  view.setUint8(16, STATES.indexOf("done"));
  view.setInt32(20, iteration, true);
  view.setFloat32(24, Number.NaN, true);
  view.setFloat32(40, 1, true);
  new Float32Array(bytes, HEADER).set(data);
  return bytes;
}

/** The same frame under another number. */
export function withSeq(frame: ArrayBuffer, seq: number): ArrayBuffer {
  const bytes = frame.slice(0);
  if (bytes.byteLength >= HEADER) new DataView(bytes).setUint32(12, seq, true);
  return bytes;
}
