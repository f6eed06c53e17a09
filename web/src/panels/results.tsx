/** What the search found. */

import { VirtualList } from "../elements/virtual-list";
import { words } from "../words";
import { useStore } from "./context";
import { LINE, PointLine } from "./point-line";

export function Results() {
  const { search, inspector } = useStore();
  const [found, problem] = [search.found.value, search.problem.value];
  if (problem !== null) {
    return (
      <div class="results" role="alert">
        <p class="wrong">{search.regex.value ? words.inspector.badRegex : problem.expected}</p>
        <p class="hint">{`${problem.got}. ${problem.fix}`}</p>
      </div>
    );
  }
  if (found === null) return <p class="hint">{words.inspector.looking}</p>;
  if (found.total === 0) return <p role="status">{words.inspector.noMatch(search.text.value)}</p>;
  return (
    <section class="results" aria-label={words.inspector.results}>
      <p class="found">
        <b role="status">{words.inspector.matches(found.total)}</b>
        <button type="button" class="quiet" onClick={() => inspector.select(found.rows)}>
          {found.rows.length === 1 ? words.inspector.selectOne : words.inspector.selectAll(found.rows.length)}
        </button>
      </p>
      <VirtualList name={words.inspector.results} count={found.rows.length} line={LINE}>
        {(at) => {
          const row = found.rows[at];
          return row === undefined ? null : <PointLine row={row} marked={inspector.focus.value === row} />;
        }}
      </VirtualList>
      {found.rows.length < found.total && (
        <p class="hint">{words.inspector.shownOf(found.rows.length, found.total)}</p>
      )}
    </section>
  );
}
