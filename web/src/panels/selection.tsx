/** Several selected points: what they have in common, and each of them. */

import { VirtualList } from "../elements/virtual-list";
import { composition } from "../store/composition";
import { count } from "../store/formats";
import { css } from "../store/palettes/palettes";
import { words } from "../words";
import { useLine, useStore } from "./context";
import { LINE, PointLine } from "./point-line";

const MOST_SHARES = 6;

export function Selection() {
  const line = useLine(LINE);
  const { inspector } = useStore();
  const rows = inspector.selected.value;
  return (
    <section class="neighbors" aria-label={words.common.title}>
      <h3>{words.inspector.selected(rows.length)}</h3>
      <Common rows={rows} />
      <VirtualList name={words.common.title} count={rows.length} line={line}>
        {(at, stop) => {
          // The row in focus comes first: it is the last one that was chosen.
          const row = rows[rows.length - 1 - at];
          return row === undefined ? null : <PointLine row={row} stop={stop} marked={at === 0} />;
        }}
      </VirtualList>
    </section>
  );
}

function Common({ rows }: { rows: Int32Array }) {
  const { columns } = useStore();
  const shares = composition(rows, columns.coloring.value);
  if (shares.length === 0) return null;
  const most = shares[0]?.count || 1;
  return (
    <ul class="shares" aria-label={words.common.among(columns.colorBy.value ?? "")}>
      {shares.slice(0, MOST_SHARES).map((share) => (
        <li key={share.name} title={words.common.share(share.name, share.count, share.of)}>
          <span class="swatch" style={{ background: css(share.color) }} />
          <span class="text" dir="auto">
            {share.name}
          </span>
          <span class="meter" aria-hidden="true">
            <span style={{ width: `${(100 * share.count) / most}%` }} />
          </span>
          <span class="number">{count(share.count)}</span>
        </li>
      ))}
      {shares.length > MOST_SHARES && <li class="muted">{words.common.more(shares.length - MOST_SHARES)}</li>}
    </ul>
  );
}
