/** What the search found: every match that may be seen, however many. */

import { VirtualList } from "../elements/virtual-list";
import { words } from "../words";
import { useLine, useStore } from "./context";
import { LINE, PointLine } from "./point-line";

export function Results() {
  const line = useLine(LINE);
  const { search, inspector } = useStore();
  const [found, rows] = [search.found.value, search.visible.value];
  if (search.problem.value !== null) return null;
  if (found === null || rows === null) return <p class="hint">{words.inspector.looking}</p>;
  const filtered = search.mode.value === "filter";
  if (found.length === 0)
    return <p role="status">{filtered ? words.search.none : words.inspector.noMatch(search.text.value)}</p>;
  const beside = found.length - rows.length;
  return (
    <section class="results" aria-label={words.inspector.results}>
      <p class="found">
        <b role="status">{words.inspector.matches(found.length)}</b>
        {rows.length > 0 && <Choices rows={rows} />}
      </p>
      {beside > 0 && <p class="hint">{words.search.beside(beside)}</p>}
      <VirtualList name={words.inspector.results} count={rows.length} line={line}>
        {(at, stop) => {
          const row = rows[at];
          return row === undefined ? null : (
            <PointLine row={row} stop={stop} marked={inspector.focus.value === row} />
          );
        }}
      </VirtualList>
    </section>
  );
}

function Choices({ rows }: { rows: Int32Array }) {
  const { inspector } = useStore();
  const any = inspector.selected.value.length > 0;
  return (
    <span class="choices">
      <button type="button" class="quiet" onClick={() => inspector.select(rows)}>
        {rows.length === 1 ? words.inspector.selectOne : words.inspector.selectAll(rows.length)}
      </button>
      {any && (
        <>
          <button
            type="button"
            class="quiet"
            title={words.search.addHint}
            onClick={() => inspector.add(rows)}
          >
            {words.search.add}
          </button>
          <button
            type="button"
            class="quiet"
            title={words.search.subtractHint}
            onClick={() => inspector.subtract(rows)}
          >
            {words.search.subtract}
          </button>
        </>
      )}
    </span>
  );
}
