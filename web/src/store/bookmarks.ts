/** Saved views: added here, read from files, walked through. Showing one adds its layout to the list and changes no other. */

import { batch, effect, type ReadonlySignal, signal } from "@preact/signals";
import { asProblem } from "../source/problem";
import type { Source } from "../source/source";
import type { Positions } from "../stage/contract";
import type { BookmarkMessage, DatasetMessage, Problem } from "../wire/messages";
import { words } from "../words";
import type { Opening } from "./opening";
import type { Projection } from "./projection";
import type { Memory } from "./remembered";
import type { Runs } from "./runs";
import { asStates, expressible } from "./states";
import type { Views } from "./views";

const FORMAT = "hyperscope bookmarks";
const VERSION = 1;

export interface Saved {
  readonly id: number;
  readonly bookmark: BookmarkMessage;
  /** It came with the data, and comes again with them; what a person adds is remembered here. */
  readonly given: boolean;
}

/** Little-endian float32 as base64. */
export function encoded(numbers: Float32Array): string {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(""));
}

/** Whether a bookmark can be of these data: by their fingerprint, else by their shape. */
export function fits({ data, layout }: BookmarkMessage, dataset: DatasetMessage): boolean {
  if (data.fingerprint !== "") return data.fingerprint === dataset.fingerprint || data.n === dataset.n;
  const rows = layout.rows;
  const all = data.n === 0 ? rows?.every((row) => row < dataset.n) === true : data.n === dataset.n;
  return all && (data.d === 0 || data.d === dataset.d);
}

/** `list` with the entry `id` moved by one place. */
export function moved<T extends { readonly id: number }>(
  list: readonly T[],
  id: number,
  by: 1 | -1,
): readonly T[] {
  const at = list.findIndex((one) => one.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= list.length) return list;
  const next = [...list];
  next.splice(to, 0, ...next.splice(at, 1));
  return next;
}

export class Bookmarks {
  readonly list = signal<readonly Saved[]>([]);
  /** The one that was asked for last: where walking goes on from, also past one that cannot be shown. */
  readonly current = signal<number | null>(null);
  readonly problem = signal<Problem | null>(null);
  /** The one that was asked for last, if it is of other data but holds positions: they can be opened by themselves. */
  readonly elsewhere = signal<BookmarkMessage | null>(null);
  private readonly made = new Map<number, string>();
  private count = 0;

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
    private readonly projection: Projection,
    private readonly runs: Runs,
    private readonly views: Views,
    private readonly positions: ReadonlySignal<Positions | null>,
    private readonly memory: Memory,
  ) {
    effect(() => {
      const dataset = opening.dataset.value;
      batch(() => {
        this.list.value = [];
        this.current.value = null;
        this.problem.value = null;
        this.elsewhere.value = null;
      });
      if (dataset !== null) void this.begin(dataset);
    });
  }

  /** The view of the moment. Null before the first picture of the run on show. */
  add(): Saved | null {
    const [dataset, run, placed] = [
      this.opening.dataset.peek(),
      this.projection.shown.peek(),
      this.positions.peek(),
    ];
    // A run that has no picture yet is not what is on show.
    if (dataset === null || run === null || run.seq === 0 || placed === null) return null;
    const { n, d, name, fingerprint } = dataset;
    const layout = {
      method: run.method,
      params: run.params,
      random_state: run.random_state,
      iteration: run.iteration,
      n_components: placed.components,
      positions: encoded(placed.data),
      rows: null,
    };
    const label = words.bookmarks.numbered(this.list.peek().length + 1);
    const saved = this.take(
      [{ label, data: { name, n, d, fingerprint }, layout, ...this.views.present() }],
      false,
    )[0];
    if (saved === undefined) return null;
    this.made.set(saved.id, run.id);
    this.current.value = saved.id;
    return saved;
  }

  rename(id: number, label: string): void {
    this.change(
      this.list.peek().map((one) => (one.id === id ? { ...one, bookmark: { ...one.bookmark, label } } : one)),
    );
  }

  remove(id: number): void {
    this.change(this.list.peek().filter((one) => one.id !== id));
    if (this.current.peek() === id) this.current.value = null;
  }

  move(id: number, by: 1 | -1): void {
    this.change(moved(this.list.peek(), id, by));
  }

  /** The next one, or the one before; round and round. */
  walk(by: 1 | -1): void {
    const list = this.list.peek();
    if (list.length === 0) return;
    const at = list.findIndex((one) => one.id === this.current.peek());
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length;
    const found = list[next];
    if (found !== undefined) void this.show(found.id);
  }

  async show(id: number): Promise<void> {
    const saved = this.list.peek().find((one) => one.id === id);
    const dataset = this.opening.dataset.peek();
    if (saved === undefined || dataset === null) return;
    const { bookmark } = saved;
    this.problem.value = null;
    this.elsewhere.value = null;
    this.current.value = id;
    if (!fits(bookmark, dataset)) {
      this.problem.value = words.bookmarks.other(bookmark, dataset);
      if (bookmark.layout.positions !== null) this.elsewhere.value = bookmark;
      return;
    }
    try {
      const run = await this.laidOut(saved, dataset.id);
      if (this.opening.dataset.peek()?.id !== dataset.id || this.current.peek() !== id) return;
      if (run !== null) this.projection.showRun(run);
      this.views.look(bookmark);
    } catch (error) {
      this.problem.value = asProblem(error);
    }
  }

  /** The bookmarks of a file, by the server's readers. */
  async load(text: string): Promise<void> {
    const entry = this.opening.dataset.peek()?.id;
    if (entry === undefined) return;
    this.problem.value = null;
    try {
      this.take(await this.source.readBookmarks(entry, text), false);
    } catch (error) {
      this.problem.value = asProblem(error);
    }
  }

  /** A file of ours: of all of them, or of those given. */
  file(bookmarks = this.list.peek().map((one) => one.bookmark)): string {
    return JSON.stringify({ format: FORMAT, version: VERSION, bookmarks });
  }

  /** All that the original projector has a place for, as a file of its; `problem` names the others. */
  projectorFile(): string {
    const bookmarks = this.list.peek().map((one) => one.bookmark);
    const left = bookmarks.filter((one) => !expressible(one));
    this.problem.value = left.length > 0 ? words.bookmarks.left(left.map((one) => one.label)) : null;
    const columns = this.opening.dataset.peek()?.columns.map((column) => column.name) ?? [];
    return asStates(bookmarks, columns);
  }

  private async begin(dataset: DatasetMessage): Promise<void> {
    const given = await this.source.bookmarks(dataset.id).catch(() => []);
    if (this.opening.dataset.peek()?.id !== dataset.id) return;
    this.take(given, true);
    const kept = recalled(this.memory, keyOf(dataset));
    if (kept !== null) await this.load(kept);
  }

  /** The run that holds its layout; null where there is none to show. */
  private async laidOut({ id, bookmark }: Saved, entry: string): Promise<string | null> {
    const known = this.made.get(id);
    const run = this.runs.all.peek().get(known ?? "");
    const { layout } = bookmark;
    if (run !== undefined && (run.restored || run.iteration === layout.iteration)) return run.id;
    if (layout.positions !== null) {
      const made = await this.source.restore(entry, { name: bookmark.label, layout });
      this.runs.take([made]);
      this.made.set(id, made.id);
      return made.id;
    }
    const table = this.projection.panel.methods.peek().find((one) => one.name === layout.method);
    if (table === undefined || table.heavy) throw new Error(words.bookmarks.noPositions);
    const size = layout.n_components === 2 ? 2 : 3;
    const asked = { params: layout.params, components: size, seed: layout.random_state } as const;
    return (await this.projection.start(layout.method, asked))?.id ?? null;
  }

  private take(bookmarks: readonly BookmarkMessage[], given: boolean): readonly Saved[] {
    const added = bookmarks.map((bookmark) => ({ id: ++this.count, bookmark, given }));
    const next = [...this.list.peek(), ...added];
    if (given) this.list.value = next;
    else this.change(next);
    return added;
  }

  private change(next: readonly Saved[]): void {
    this.list.value = next;
    const dataset = this.opening.dataset.peek();
    if (dataset === null) return;
    const bookmarks = next.filter((one) => !one.given).map((one) => one.bookmark);
    const known = recalled(this.memory, keyOf(dataset)) !== null;
    if (bookmarks.length > 0 || known)
      keep(this.memory, keyOf(dataset), JSON.stringify({ format: FORMAT, version: VERSION, bookmarks }));
  }
}

const keyOf = (dataset: DatasetMessage) => `hyperscope.bookmarks.${dataset.fingerprint}`;

function recalled(memory: Memory, key: string): string | null {
  try {
    return memory.getItem(key);
  } catch {
    return null;
  }
}

function keep(memory: Memory, key: string, text: string): void {
  try {
    memory.setItem(key, text);
  } catch {
    // No room: they hold until the page is closed, and can be saved as a file.
  }
}
