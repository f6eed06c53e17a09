/** The layouts of an exported page: which picture of each is on show, key frames, and positions of bookmarks. */

import { encodeFrame, withSeq } from "../../wire/frames";
import type {
  KeyFrameMessage,
  LossMessage,
  RestoreRequest,
  RunMessage,
  SiteRunMessage,
} from "../../wire/messages";
import { words } from "../../words";
import { broken, type Files } from "./files";
import { unwound } from "./replay";

interface Shown {
  readonly message: RunMessage;
  readonly frame: () => Promise<ArrayBuffer>;
}

export class Shelf {
  private readonly shown = new Map<string, Shown>();
  private readonly exported = new Map<string, SiteRunMessage>();
  private readonly ways = new Map<string, Promise<ArrayBuffer[]>>();
  private restored = 0;

  constructor(
    private readonly files: Files,
    runs: readonly SiteRunMessage[],
    private readonly n: number,
  ) {
    // The newest is shown first, the list begins with it: so the first that was exported comes last.
    for (const one of runs.toReversed()) {
      this.exported.set(one.run.id, one);
      this.shown.set(one.run.id, { message: one.run, frame: () => this.files.unpacked(one.frame) });
    }
  }

  all(): RunMessage[] {
    return [...this.shown.values()].map((one) => one.message);
  }

  python(run: string): string {
    return this.exported.get(run)?.python ?? "";
  }

  keyFrames(run: string): readonly KeyFrameMessage[] {
    return this.exported.get(run)?.key_frames ?? [];
  }

  /** Of its key frames, the first before the second. */
  losses(run: string): LossMessage[] {
    return this.keyFrames(run).flatMap(({ iteration, loss }) => (loss === null ? [] : [{ iteration, loss }]));
  }

  /** The picture on show, under its number; null where nobody needs it. */
  async frame(run: string, after: number): Promise<ArrayBuffer | null> {
    const one = this.shown.get(run);
    if (one === undefined || one.message.seq <= after) return null;
    return withSeq(await one.frame(), one.message.seq);
  }

  /** Puts a key frame on show under the next number. */
  seek(run: string, at: number): RunMessage {
    const [one, exported] = [this.shown.get(run), this.exported.get(run)];
    const key = exported?.key_frames[at];
    if (one === undefined || exported === undefined || key === undefined || exported.replay === null)
      throw broken(run, words.site.noFrame(at), 404);
    const { replay, frame_bytes: size } = exported;
    // The last of them is the layout itself, which has a finer picture.
    const last = at === exported.key_frames.length - 1;
    const frame = async () =>
      last ? this.files.unpacked(exported.frame) : ((await this.way(replay, size))[at] as ArrayBuffer);
    const message = { ...one.message, seq: one.message.seq + 1, iteration: key.iteration, loss: key.loss };
    this.shown.set(run, { message, frame });
    return message;
  }

  /** The key frames in a file, unwound once. */
  private way(name: string, size: number): Promise<ArrayBuffer[]> {
    const known = this.ways.get(name) ?? this.files.unpacked(name).then((bytes) => unwound(bytes, size));
    this.ways.set(name, known);
    known.catch(() => this.ways.delete(name));
    return known;
  }

  /** Saved positions as a run beside the others. */
  restore(entry: string, { name, layout }: RestoreRequest): RunMessage {
    const positions = spread(layout, this.n);
    const components = layout.n_components === 3 ? 3 : 2;
    const { method, params, random_state, iteration } = layout;
    this.restored += 1;
    const message: RunMessage = {
      id: `saved${this.restored}`, entry, method, name, n_rows: layout.rows?.length ?? this.n, n_components: components,
      axis_names: [], restored: true, params, asked: params, random_state, state: "done", pace: "fast", seq: 1, iteration,
      loss: null, stage: "", progress: null, explained_variance_ratio: null, problem: null, notes: [], seconds: 0,
      told: 0,
    }; // biome-ignore format: the fields of a run
    const bytes = encodeFrame({ data: positions, components, count: this.n }, iteration);
    this.shown.set(message.id, { message, frame: () => Promise.resolve(bytes) });
    return message;
  }
}

/** All `n` rows' positions, NaN for rows that were not saved. Throws where they are of other data. */
function spread({ positions, n_components: size, rows }: RestoreRequest["layout"], n: number): Float32Array {
  const bytes = Uint8Array.from(atob(positions ?? ""), (letter) => letter.charCodeAt(0));
  const m = rows?.length ?? n;
  if (bytes.length !== m * size * 4) throw broken("layout", words.site.otherRows, 400);
  const saved = new Float32Array(bytes.buffer);
  if (rows === null) return saved;
  const all = new Float32Array(n * size).fill(Number.NaN);
  rows.forEach((row, at) => {
    if (row < n) all.set(saved.subarray(at * size, (at + 1) * size), row * size);
  });
  return all;
}
