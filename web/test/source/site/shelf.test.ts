import { describe, expect, it } from "vitest";
import sample from "../../../../tests/site/sample.json";
import type { Files } from "../../../src/source/site/files";
import { unwound } from "../../../src/source/site/replay";
import { Shelf } from "../../../src/source/site/shelf";
import { decodeFrame, encodeFrame } from "../../../src/wire/frames";
import type { SiteRunMessage } from "../../../src/wire/messages";
import { run } from "../../samples";

const wound = (sample as unknown as { way: { wound: string; bytes: number; frames: (number | null)[][] } })
  .way;
const way = Uint8Array.from(atob(wound.wound), (letter) => letter.charCodeAt(0)).buffer;
const size = wound.bytes;
const picture = encodeFrame({ data: Float32Array.of(5, 6), components: 2, count: 1 }, 30);

function files(): Files {
  const held: Record<string, ArrayBuffer> = { last: picture, way };
  return {
    manifest: () => Promise.reject(new Error("not asked for")),
    unpacked: (name) => Promise.resolve(held[name] as ArrayBuffer),
    picture: () => Promise.reject(new Error("not asked for")),
  };
}

function exported(): SiteRunMessage {
  const key_frames = [0, 10, 20, 30].map((iteration) => ({ iteration, loss: null }));
  return {
    run: run({ id: "r1", seq: 1, state: "done", iteration: 30 }), python: "# r1\n", frame: "last", frame_bytes: size,
    replay: "way", key_frames,
  }; // biome-ignore format: a sample
}

describe("the shelf of an exported page", () => {
  it("puts any key frame on show under a new number", async () => {
    const shelf = new Shelf(files(), [exported()], 1);
    const told = shelf.seek("r1", 1);
    expect([told.seq, told.iteration]).toEqual([2, 10]);
    const frame = decodeFrame((await shelf.frame("r1", 1)) as ArrayBuffer);
    expect([frame.seq, frame.iteration, frame.positions.count]).toEqual([2, 10, 20]);
    expect(await shelf.frame("r1", 2)).toBeNull();
  });

  it("ends with the layout itself", async () => {
    const shelf = new Shelf(files(), [exported()], 1);
    shelf.seek("r1", 3);
    expect(Array.from(decodeFrame((await shelf.frame("r1", 1)) as ArrayBuffer).positions.data)).toEqual([
      5, 6,
    ]);
  });

  it("refuses a key frame that is not there, in words", () => {
    const shelf = new Shelf(files(), [exported()], 1);
    expect(() => shelf.seek("r1", 4)).toThrow("no picture 4");
    expect(() => shelf.seek("r2", 0)).toThrow("no picture 0");
  });
});

it("unwinds every key frame to within a step of its box", () => {
  unwound(way, size).forEach((bytes, at) => {
    const { data } = decodeFrame(bytes).positions;
    const meant = wound.frames[at] ?? [];
    const side = Math.max(...meant.map(Number)) - Math.min(...meant.map(Number));
    expect(data.length).toBe(meant.length);
    data.forEach((x, i) => {
      if (meant[i] === null) expect(x).toBeNaN();
      else expect(Math.abs(x - Number(meant[i]))).toBeLessThan(side / 2_000);
    });
  });
});
