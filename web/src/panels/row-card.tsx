/**
 * Every cell of the selected row, as it was written. Cells are text and never markup; a link is a link only by its
 * protocol, and leads away without saying where it came from.
 */

import { useEffect, useState } from "preact/hooks";
import { CopyIcon } from "../elements/copy";
import { Icon } from "../elements/icon";
import { Thumb } from "../elements/thumb";
import type { Thumbnails } from "../stage/contract";
import { words } from "../words";
import { useStore } from "./context";

/** Characters of a cell that are shown before it is unfolded. */
const LONG = 240;
/** Longer names than this are written smaller, so that they stay in a line or two. */
const TITLE = 18;

export function RowCard({ row }: { row: number }) {
  const { columns, inspector, opening, pictures } = useStore();
  const sheets = pictures.cells.value;
  const written = columns.label.value(row);
  const label = written || words.row(row);
  const cells = inspector.row.value?.row === row ? inspector.row.value.cells : null;
  const names = opening.dataset.value?.columns.map((column) => column.name) ?? [];
  return (
    <article class="card" aria-label={words.inspector.card}>
      <header>
        {sheets && <Picture key={row} row={row} sheets={sheets} name={label} />}
        <div>
          <h3 dir="auto" class={[...label].length > TITLE ? "lengthy" : undefined}>
            {label}
          </h3>
          {written !== "" && <p class="muted">{words.row(row)}</p>}
        </div>
      </header>
      {cells !== null && names.length > 0 && (
        <dl class="cells">
          {names.map((name) => (
            <div key={name}>
              <dt title={name}>{name}</dt>
              <dd dir="auto">
                <Cell key={row} name={name} text={Object.hasOwn(cells, name) ? (cells[name] ?? "") : ""} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

/** The thumbnail; pressed, the picture at its full size. */
function Picture({ row, sheets, name }: { row: number; sheets: Thumbnails; name: string }) {
  const [large, setLarge] = useState(false);
  const address = useImage(row, large);
  return (
    <button
      type="button"
      class={large ? "picture large" : "picture"}
      title={large ? words.inspector.smaller : words.inspector.larger}
      aria-label={large ? words.inspector.smaller : words.inspector.larger}
      aria-pressed={large}
      onClick={() => setLarge(!large)}
    >
      {large && address ? <img src={address} alt={name} /> : <Thumb row={row} sheets={sheets} name={name} />}
    </button>
  );
}

/** The address of the row's own picture once it has come; null before, and where there is none. */
function useImage(row: number, wanted: boolean): string | null {
  const { pictures } = useStore();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let made: string | null = null;
    const stop = new AbortController();
    pictures.image(row, stop.signal).then(
      (blob) => {
        made = URL.createObjectURL(blob);
        if (stop.signal.aborted) URL.revokeObjectURL(made);
        else setAddress(made);
      },
      () => undefined,
    );
    return () => {
      stop.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [row, wanted]);
  return address;
}

function Cell({ name, text }: { name: string; text: string }) {
  if (text === "") return <span class="muted">{words.inspector.emptyCell}</span>;
  return (
    <>
      {/^https?:\/\/\S+$/.test(text) ? (
        <a href={text} target="_blank" rel="noreferrer noopener">
          {text} <Icon name="link" />
        </a>
      ) : (
        <Folded text={text} />
      )}
      <CopyIcon title={words.inspector.copyCell(name)} text={() => text} />
    </>
  );
}

function Folded({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  if (text.length <= LONG) return <span>{text}</span>;
  return (
    <span>
      {open ? text : `${text.slice(0, LONG).trimEnd()}… `}
      <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? words.inspector.less : words.inspector.more(text.length)}
      </button>
    </span>
  );
}
