/** What a lost connection means, and what to do when it is back. */

import type { Watch } from "../source/poller";
import { asProblem, ProblemError } from "../source/problem";
import type { Source } from "../source/source";
import type { Store } from "../store/store";

/** One missed answer may be a hiccup; the bar appears at the second, a refusal at once. */
export function connectionWatch(source: Source, store: Store, reload: () => void): Watch {
  const { lost } = store.opening;
  return {
    failures: (count, error) => {
      const away = lost.peek() !== null;
      if (error instanceof ProblemError) lost.value = error.status === 403 ? "refused" : lost.peek();
      else lost.value = count > 1 ? "silent" : null;
      if (count === 0 && away) void compare(source, store, reload);
    },
  };
}

/** On an exported page there is no connection to lose: a layout whose file is missing or damaged says so. */
export function filesWatch(store: Store): Watch {
  return {
    failures: (count, error) => {
      store.projection.problem.value = count === 0 ? null : asProblem(error);
    },
  };
}

/** The server that answers now may be another one, to which this page's runs mean nothing: then begin anew. */
async function compare(source: Source, store: Store, reload: () => void): Promise<void> {
  const before = store.runs.all.peek();
  const there = await Promise.all([source.session(), source.runs()]).catch(() => null);
  if (there === null) return;
  const [session, runs] = there;
  const entries = new Set(session.entries.map((entry) => entry.id));
  const told = new Map(runs.map((run) => [run.id, run.told]));
  const known = store.opening.entries.peek().every((entry) => entries.has(entry.id));
  const same = [...before.values()].every((run) => (told.get(run.id) ?? -1) >= run.told);
  if (!known || !same || session.revision < (store.opening.session.peek()?.revision ?? 0)) reload();
}
