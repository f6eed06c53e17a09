/** The session and the dataset that is open. */

import { batch, computed, signal } from "@preact/signals";
import { asProblem, ConnectionError, isAbort } from "../source/problem";
import type { Source } from "../source/source";
import type { Cells } from "../wire/arrow";
import type { ChangesMessage, DatasetMessage, EntryMessage, Problem, SessionMessage } from "../wire/messages";

export type Phase = "starting" | "empty" | "unreadable" | "opening" | "cancelled" | "open" | "unreachable";

const NO_CELLS: ReadonlyMap<string, Cells> = new Map();

/** The entry to begin with: the one that was asked for, else the invited one, else the first that can be opened. */
export function firstEntry(session: SessionMessage, asked: string | null = null): EntryMessage | null {
  const readable = session.entries.filter((entry) => entry.problem === null);
  const named = (id: string | null | undefined) => readable.find((entry) => entry.id === id);
  return named(asked) ?? named(session.invitation?.entry) ?? readable[0] ?? null;
}

export class Opening {
  readonly session = signal<SessionMessage | null>(null);
  readonly entries = signal<readonly EntryMessage[]>([]);
  readonly dataset = signal<DatasetMessage | null>(null);
  readonly cells = signal(NO_CELLS);
  readonly chosen = signal<string | null>(null);
  /** The entry that is on its way; what is on show stays until it is here. */
  readonly reading = signal<string | null>(null);
  /** The dataset took the place of one with as many rows: what was chosen and drawn for these still holds. */
  readonly continued = signal(false);
  /** What kept an entry from being opened, or the session from being read, and which entry that was. */
  readonly problem = signal<Problem | null>(null);
  readonly refused = signal<string | null>(null);
  /** The server has not answered for a while, or another one answers that does not know this page. */
  readonly lost = signal<"silent" | "refused" | null>(null);
  private readonly unreachable = signal(false);
  /** Of the newest reading; the answers of earlier ones come too late. */
  private way = new AbortController();

  readonly phase = computed<Phase>(() => {
    if (this.session.value === null) return this.unreachable.value ? "unreachable" : "starting";
    if (this.dataset.value !== null) return "open";
    if (this.reading.value !== null) return "opening";
    if (this.chosen.value !== null && this.problem.value === null) return "cancelled";
    const nothing = this.entries.value.length === 0 && this.session.value.problems.length === 0;
    return nothing ? "empty" : "unreadable";
  });

  constructor(private readonly source: Source) {}

  nameOf(entry: string): string {
    return this.entries.value.find((one) => one.id === entry)?.name ?? entry;
  }

  async start(asked: string | null = null): Promise<void> {
    this.unreachable.value = false;
    try {
      const message = await this.source.session();
      batch(() => {
        this.session.value = message;
        this.entries.value = message.entries;
      });
      const first = firstEntry(message, asked);
      if (first !== null) await this.open(first.id);
    } catch (error) {
      batch(() => {
        this.unreachable.value = true;
        this.problem.value = error instanceof ConnectionError ? null : asProblem(error);
      });
    }
  }

  /** Opens an entry; what was on show before stays there if that cannot be read, or is cancelled. */
  open(entry: string): Promise<void> {
    return this.isOnShow(entry) ? this.stay() : this.read(entry, () => false);
  }

  /** Opens another training step, or the same entry anew: what was chosen in it holds if it has as many rows. */
  goOn(entry: string): Promise<void> {
    return this.isOnShow(entry) ? this.stay() : this.read(entry, this.alike);
  }

  /** The metadata of the dataset on show are others now. If another is on its way, that comes first. */
  async renew(entry: string): Promise<void> {
    if (this.isOnShow(entry) && this.chosen.peek() === entry) await this.read(entry, this.alike);
  }

  /** Stops what is on its way, here and on the server. */
  async cancel(): Promise<void> {
    const entry = this.reading.peek();
    if (entry === null) return;
    this.way.abort();
    batch(() => {
      this.reading.value = null;
      this.comeBack();
    });
    await this.source.leave(entry).catch(() => undefined); // it reads on then, which changes nothing here
  }

  private stay(): Promise<void> {
    this.problem.value = null;
    return this.cancel();
  }

  private async read(entry: string, continues: (message: DatasetMessage) => boolean): Promise<void> {
    this.way.abort();
    const way = new AbortController();
    this.way = way;
    batch(() => {
      this.chosen.value = entry;
      this.reading.value = entry;
      this.problem.value = null;
    });
    try {
      const message = await this.source.dataset(entry, way.signal);
      const columns = message.columns.length > 0 ? await this.source.columns(entry, way.signal) : NO_CELLS;
      if (way.signal.aborted) return;
      batch(() => {
        this.reading.value = null;
        this.continued.value = continues(message);
        this.cells.value = columns;
        this.dataset.value = message;
      });
    } catch (error) {
      if (way.signal.aborted || isAbort(error)) return;
      batch(() => {
        this.reading.value = null;
        this.problem.value = asProblem(error);
        this.refused.value = entry;
        this.comeBack();
      });
    }
  }

  private readonly alike = (message: DatasetMessage) => this.dataset.peek()?.n === message.n;

  private isOnShow(entry: string): boolean {
    return this.dataset.peek()?.id === entry;
  }

  /** To what is on show, which may have changed meanwhile. */
  private comeBack(): void {
    const there = this.dataset.peek();
    if (there === null || there.id === this.chosen.peek()) return;
    this.chosen.value = there.id;
    this.keepUp();
  }

  /** Entries that the server tells of later; the first readable one is opened if nothing is. */
  take(changes: ChangesMessage): void {
    const session = this.session.peek();
    const told = JSON.stringify(session?.problems) === JSON.stringify(changes.problems);
    if (session !== null && !told) this.session.value = { ...session, problems: changes.problems };
    if (changes.entries.length + changes.gone.length === 0) return;
    const changed = new Map(changes.entries.map((entry) => [entry.id, entry]));
    const kept = this.entries.peek().map((entry) => changed.get(entry.id) ?? entry);
    for (const entry of kept) changed.delete(entry.id);
    this.entries.value = [...kept, ...changed.values()].filter((entry) => !changes.gone.includes(entry.id));
    const first =
      this.chosen.peek() === null ? this.entries.peek().find((entry) => !entry.problem) : undefined;
    if (first) void this.open(first.id);
    else this.keepUp();
  }

  /** The files of the dataset on show have changed, or can be read at last. */
  private keepUp(): void {
    const entry = this.entries.peek().find((one) => one.id === this.chosen.peek());
    if (entry === undefined || entry.problem !== null) return;
    const there = this.dataset.peek();
    if (there === null && this.problem.peek() !== null) void this.open(entry.id);
    if (there !== null && there.id === entry.id && there.revision < entry.revision) void this.renew(entry.id);
  }
}
