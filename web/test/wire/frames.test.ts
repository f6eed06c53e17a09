import { expect, test } from "vitest";
import { decodeFrame, FrameError } from "../../src/wire/frames";

interface Parts {
  dtype: number;
  components: number;
  count: number;
  state: number;
  loss: number;
  center: readonly number[];
  scale: number;
  payload: ArrayBufferView;
}

const PARTS: Parts = {
  dtype: 0,
  components: 2,
  count: 3,
  state: 2,
  loss: 1.5,
  center: [0, 0, 0],
  scale: 1,
  payload: Float32Array.from([1, 2, Number.NaN, Number.NaN, -3, 4]),
};

/** A frame as the docstring of `wire/frames.py` lays it out. */
function frame(changes: Partial<Parts> = {}): ArrayBuffer {
  const parts = { ...PARTS, ...changes };
  const bytes = new Uint8Array(64 + parts.payload.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set([0x48, 0x53, 0x46, 0x52]);
  view.setUint16(4, 1, true);
  view.setUint8(6, parts.dtype);
  view.setUint8(7, parts.components);
  view.setUint32(8, parts.count, true);
  view.setUint32(12, 41, true);
  view.setUint8(16, parts.state);
  view.setInt32(20, -1, true);
  view.setFloat32(24, parts.loss, true);
  for (const [i, value] of parts.center.entries()) view.setFloat32(28 + 4 * i, value, true);
  view.setFloat32(40, parts.scale, true);
  bytes.set(new Uint8Array(parts.payload.buffer), 64);
  return bytes.buffer;
}

test("a float frame is read without a copy", () => {
  const buffer = frame();
  const read = decodeFrame(buffer);
  expect(read).toMatchObject({ seq: 41, state: "running", iteration: -1, loss: 1.5 });
  expect(read.positions).toMatchObject({ components: 2, count: 3 });
  expect(Array.from(read.positions.data)).toEqual([1, 2, Number.NaN, Number.NaN, -3, 4]);
  expect(read.positions.data.buffer).toBe(buffer);
});

test("a compact frame is restored into its box, rows left out are NaN", () => {
  const payload = Uint16Array.from([0, 32_767, 65_534, 65_535, 65_535, 65_535]);
  const { positions } = decodeFrame(
    frame({ dtype: 1, components: 3, count: 2, center: [10, 20, 30], scale: 4, payload }),
  );
  expect(Array.from(positions.data)).toEqual([8, 20, 32, Number.NaN, Number.NaN, Number.NaN]);
});

test("no loss is null", () => {
  expect(decodeFrame(frame({ loss: Number.NaN })).loss).toBeNull();
});

test("an empty layout is a frame", () => {
  expect(decodeFrame(frame({ count: 0, payload: new Float32Array(0) })).positions.data).toHaveLength(0);
});

const broken: readonly (readonly [string, ArrayBuffer, RegExp])[] = [
  ["too short", new ArrayBuffer(10), /expected at least 64 bytes, got 10 bytes/],
  ["another magic", new ArrayBuffer(64), /starting with HSFR/],
  ["too long", frame({ count: 2 }), /expected 80 bytes for 2 rows of 2, got 88 bytes/],
  ["cut off", frame().slice(0, 80), /got 80 bytes/],
  ["dtype", frame({ dtype: 2 }), /dtype 0 or 1, got dtype 2/],
  ["components", frame({ components: 4 }), /components 2 or 3, got components 4/],
  ["state", frame({ state: 7 }), /state below 7, got state 7/],
];

test.each(broken)("%s is refused and says why", (_, buffer, message) => {
  expect(() => decodeFrame(buffer)).toThrow(FrameError);
  expect(() => decodeFrame(buffer)).toThrow(message);
});

test("another version asks for a reload", () => {
  const buffer = frame();
  new DataView(buffer).setUint16(4, 2, true);
  expect(() => decodeFrame(buffer)).toThrow(/version 1, got version 2.*Reload the page/);
});
