/**
 * The runs that the server knows, by id, as its last word about each. What it was asked and what it tells by itself come
 * on two ways and overtake each other: an older word never takes the place of a newer one.
 */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { RunMessage, State } from "../wire/messages";

export interface Runs {
  readonly all: ReadonlySignal<ReadonlyMap<string, RunMessage>>;
  take(runs: readonly RunMessage[]): void;
  /** The entry's data are others now: its runs are over. */
  forgetEntry(entry: string): void;
  drop(ids: readonly string[]): void;
}

export const ENDED: ReadonlySet<State> = new Set(["stopped", "done", "failed"]);
export const WAITING: ReadonlySet<State> = new Set(["queued", "preparing"]);

export function makeRuns(): Runs {
  const all = signal<ReadonlyMap<string, RunMessage>>(new Map());
  return {
    all,
    take: (runs) => {
      if (runs.length === 0) return;
      const next = new Map(all.peek());
      for (const run of runs) if ((next.get(run.id)?.told ?? 0) <= run.told) next.set(run.id, run);
      all.value = next;
    },
    forgetEntry: (entry) => {
      all.value = new Map([...all.peek()].filter(([, run]) => run.entry !== entry));
    },
    drop: (ids) => {
      if (!ids.some((id) => all.peek().has(id))) return;
      const next = new Map(all.peek());
      for (const id of ids) next.delete(id);
      all.value = next;
    },
  };
}

/** What can be looked at again: the runs over an entry that have a picture or still work on one, newest first. */
export function layouts(runs: ReadonlyMap<string, RunMessage>, entry: string | null): readonly RunMessage[] {
  const kept = [...runs.values()].filter(
    (run) => run.entry === entry && (run.seq > 0 || !ENDED.has(run.state)),
  );
  return kept.reverse();
}

/**
 * The newest run of a method over an entry; the server lists runs in the order in which they were started. Positions
 * that were saved are none: nothing can go on from them.
 */
export function newest(
  runs: ReadonlyMap<string, RunMessage>,
  entry: string | null,
  method: string | null,
): RunMessage | null {
  const fitting = [...runs.values()].filter(
    (run) => run.entry === entry && run.method === method && !run.restored,
  );
  return fitting.at(-1) ?? null;
}
