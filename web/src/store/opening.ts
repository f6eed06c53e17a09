/** The session and the dataset that is open. */

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { asProblem, ConnectionError } from "../source/problem";
import type { Source } from "../source/source";
import type { Cells } from "../wire/arrow";
import type { ChangesMessage, DatasetMessage, EntryMessage, Problem, SessionMessage } from "../wire/messages";

export type Phase = "starting" | "empty" | "unreadable" | "opening" | "open" | "unreachable";

export interface Opening {
  readonly session: ReadonlySignal<SessionMessage | null>;
  readonly entries: ReadonlySignal<readonly EntryMessage[]>;
  readonly dataset: ReadonlySignal<DatasetMessage | null>;
  readonly cells: ReadonlySignal<ReadonlyMap<string, Cells>>;
  readonly chosen: ReadonlySignal<string | null>;
  readonly phase: ReadonlySignal<Phase>;
  /** What kept the chosen entry from being opened. */
  readonly problem: ReadonlySignal<Problem | null>;
  readonly lost: Signal<boolean>;
  start(): Promise<void>;
  open(entry: string): Promise<void>;
  take(changes: ChangesMessage): void;
}

const NO_CELLS: ReadonlyMap<string, Cells> = new Map();

/** The entry to begin with: the invited one, else the first that can be opened. */
export function firstEntry(session: SessionMessage): EntryMessage | null {
  const readable = session.entries.filter((entry) => entry.problem === null);
  return readable.find((entry) => entry.id === session.invitation?.entry) ?? readable[0] ?? null;
}

export function makeOpening(source: Source): Opening {
  const session = signal<SessionMessage | null>(null);
  const entries = signal<readonly EntryMessage[]>([]);
  const dataset = signal<DatasetMessage | null>(null);
  const cells = signal(NO_CELLS);
  const chosen = signal<string | null>(null);
  const problem = signal<Problem | null>(null);
  const unreachable = signal(false);

  const phase = computed<Phase>(() => {
    if (session.value === null) return unreachable.value ? "unreachable" : "starting";
    if (dataset.value !== null) return "open";
    if (chosen.value !== null && problem.value === null) return "opening";
    const nothing = entries.value.length === 0 && session.value.problems.length === 0;
    return nothing ? "empty" : "unreadable";
  });

  async function start(): Promise<void> {
    try {
      const message = await source.session();
      batch(() => {
        session.value = message;
        entries.value = message.entries;
      });
      const first = firstEntry(message);
      if (first !== null) await open(first.id);
    } catch (error) {
      batch(() => {
        unreachable.value = true;
        problem.value = error instanceof ConnectionError ? null : asProblem(error);
      });
    }
  }

  async function open(entry: string): Promise<void> {
    batch(() => {
      chosen.value = entry;
      dataset.value = null;
      cells.value = NO_CELLS;
      problem.value = null;
    });
    try {
      const message = await source.dataset(entry);
      const columns = message.columns.length > 0 ? await source.columns(entry) : NO_CELLS;
      if (chosen.peek() !== entry) return;
      batch(() => {
        cells.value = columns;
        dataset.value = message;
      });
    } catch (error) {
      if (chosen.peek() === entry) problem.value = asProblem(error);
    }
  }

  function take(changes: ChangesMessage): void {
    if (changes.entries.length === 0) return;
    const changed = new Map(changes.entries.map((entry) => [entry.id, entry]));
    const known = new Set(entries.peek().map((entry) => entry.id));
    const kept = entries.peek().map((entry) => changed.get(entry.id) ?? entry);
    entries.value = [...kept, ...changes.entries.filter((entry) => !known.has(entry.id))];
    const first =
      session.peek() && chosen.peek() === null ? entries.peek().find((entry) => !entry.problem) : undefined;
    if (first) void open(first.id);
  }

  return { session, entries, dataset, cells, chosen, phase, problem, lost: signal(false), start, open, take };
}
