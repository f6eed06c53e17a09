/** The session and the dataset that is open. */

import { batch, computed, signal } from "@preact/signals";
import { asProblem, ConnectionError } from "../source/problem";
import type { Source } from "../source/source";
import type { Cells } from "../wire/arrow";
import type { ChangesMessage, DatasetMessage, EntryMessage, Problem, SessionMessage } from "../wire/messages";

export type Phase = "starting" | "empty" | "unreadable" | "opening" | "open" | "unreachable";

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
  /** The dataset took the place of one with as many rows: what was chosen and drawn for these still holds. */
  readonly continued = signal(false);
  /** What kept the chosen entry from being opened, or the session from being read. */
  readonly problem = signal<Problem | null>(null);
  /** The server has not answered for a while, or another one answers that does not know this page. */
  readonly lost = signal<"silent" | "refused" | null>(null);
  private readonly unreachable = signal(false);
  /** Which reading is the newest; the answers of earlier ones come too late. */
  private asked = 0;

  readonly phase = computed<Phase>(() => {
    if (this.session.value === null) return this.unreachable.value ? "unreachable" : "starting";
    if (this.dataset.value !== null) return "open";
    if (this.chosen.value !== null && this.problem.value === null) return "opening";
    const nothing = this.entries.value.length === 0 && this.session.value.problems.length === 0;
    return nothing ? "empty" : "unreadable";
  });

  constructor(private readonly source: Source) {}

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

  async open(entry: string): Promise<void> {
    batch(() => {
      this.chosen.value = entry;
      this.continued.value = false;
      this.dataset.value = null;
      this.cells.value = NO_CELLS;
      this.problem.value = null;
    });
    await this.read(entry);
  }

  /** Opens another training step, or the same entry anew: what is on show stays until that is here. */
  async goOn(entry: string): Promise<void> {
    batch(() => {
      this.chosen.value = entry;
      this.problem.value = null;
    });
    await this.read(entry);
    const there = this.dataset.peek();
    if (this.problem.peek() !== null && there !== null && this.chosen.peek() === entry)
      this.chosen.value = there.id;
  }

  private async read(entry: string): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    try {
      const message = await this.source.dataset(entry);
      const columns = message.columns.length > 0 ? await this.source.columns(entry) : NO_CELLS;
      if (this.asked !== mine) return;
      batch(() => {
        this.continued.value = this.dataset.peek()?.n === message.n;
        this.cells.value = columns;
        this.dataset.value = message;
      });
    } catch (error) {
      if (this.asked === mine) this.problem.value = asProblem(error);
    }
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
    if (there !== null && there.id === entry.id && there.revision < entry.revision) void this.goOn(entry.id);
  }
}
