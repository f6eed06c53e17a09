/** One held request for everything that changes besides positions: states, progress, other tabs' doings. */

import { keepAsking, type Surroundings, type Watch } from "../source/poller";
import type { Source } from "../source/source";
import type { Store } from "../store/store";

export function followChanges(source: Source, store: Store, around: Surroundings, watch: Watch): () => void {
  let revision = store.opening.session.peek()?.revision ?? 0;
  return keepAsking(
    async (signal) => {
      const changes = await source.changes(revision, signal);
      if (changes === null) return;
      revision = changes.revision;
      store.take(changes);
    },
    around,
    watch,
  );
}
