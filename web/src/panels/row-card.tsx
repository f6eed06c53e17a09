/** Every cell of the selected row, as it was written. Cells are text; a link is a link only by its protocol. */

import { Icon } from "../elements/icon";
import { Thumb } from "../elements/thumb";
import { words } from "../words";
import { useStore } from "./context";

export function RowCard({ row }: { row: number }) {
  const { columns, inspector, pictures } = useStore();
  const sheets = pictures.cells.value;
  const written = columns.label.value(row);
  const label = written || words.row(row);
  const cells = inspector.row.value?.row === row ? Object.entries(inspector.row.value.cells) : [];
  return (
    <article class="card" aria-label={words.inspector.card}>
      <header>
        {sheets && <Thumb row={row} sheets={sheets} name={label} />}
        <div>
          <h3 dir="auto">{label}</h3>
          {written !== "" && <p class="muted">{words.row(row)}</p>}
        </div>
      </header>
      {cells.length > 0 && (
        <dl class="cells">
          {cells.map(([name, text]) => (
            <div key={name}>
              <dt title={name}>{name}</dt>
              <dd dir="auto">
                <Cell text={text} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

function Cell({ text }: { text: string }) {
  if (text === "") return <span class="muted">{words.inspector.emptyCell}</span>;
  if (!/^https?:\/\/\S+$/.test(text)) return text;
  return (
    <a href={text} target="_blank" rel="noreferrer noopener">
      {text} <Icon name="link" />
    </a>
  );
}
