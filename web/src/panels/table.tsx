/** The points as a table: what stands in for the picture where it cannot be seen, and sorts where it can. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../elements/button";
import { Check, Segments } from "../elements/choice";
import { Icon } from "../elements/icon";
import { Popover } from "../elements/popover";
import { VirtualList } from "../elements/virtual-list";
import { cellText } from "../store/columns";
import { count } from "../store/formats";
import { trackOf } from "../store/table";
import { words } from "../words";
import { useLine, useStore } from "./context";
import { KEYMAP } from "./keymap";

/** Height of a line in CSS pixels. */
const LINE = 28;

type Part = "table" | "rowgroup" | "row" | "columnheader" | "rowheader" | "cell";

/** A part of a table by its role: its rows are placed one by one, as those of a `<table>` cannot be. */
const as = (role: Part, more: Readonly<Record<string, string | number>> = {}) => ({ role, ...more });

export function TableButton() {
  const { table } = useStore();
  return (
    <IconButton
      icon="table"
      title={words.table.title}
      keys={KEYMAP.table[0]}
      pressed={table.open.value}
      onClick={() => (table.open.value = !table.open.peek())}
    />
  );
}

export function PointsTable() {
  const { table } = useStore();
  return table.open.value ? <Open /> : null;
}

function Open() {
  const { table, inspector, columns, opening } = useStore();
  const box = useRef<HTMLElement>(null);
  const line = useLine(LINE);
  const [rows, beside, tracks] = [table.rows.value, table.beside.value, table.tracks.value];
  const [selected, focus] = [new Set(inspector.selected.value), inspector.focus.value];
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('.lines [tabindex="0"]')?.focus(), []);
  const label = columns.labelBy.value;
  const named = label !== null;
  const first = label === null ? "minmax(160px, 20fr)" : trackOf(label, opening.cells.value.get(label));
  const width = `${first} ${named ? "88px" : ""} ${tracks}`;
  return (
    <section ref={box} class="table" aria-label={words.table.title}>
      <Head />
      {rows.length === 0 && <p class="hint none">{words.table.none[table.scope.value]}</p>}
      {rows.length > 0 && (
        <div
          class="sheet"
          {...as("table", { "aria-label": words.table.title, "aria-rowcount": rows.length + 1 })}
          style={{ "--columns": width }}
        >
          <div {...as("rowgroup")}>
            <div {...as("row", { "aria-rowindex": 1 })} class="cellrow heads">
              <Heading column={columns.labelBy.value} />
              {named && <Heading column={null} />}
              {beside.map((name) => (
                <Heading key={name} column={name} />
              ))}
            </div>
          </div>
          <VirtualList
            table
            count={rows.length}
            line={line}
            reveal={focus === null ? -1 : rows.indexOf(focus)}
          >
            {(at, stop) => {
              const row = rows[at];
              return row === undefined ? null : <Line row={row} stop={stop} selected={selected.has(row)} />;
            }}
          </VirtualList>
        </div>
      )}
    </section>
  );
}

function Head() {
  const { table, inspector } = useStore();
  const chosen = inspector.selected.value.length;
  const beside = new Set(table.beside.value);
  return (
    <div class="head">
      <h2>{words.table.title}</h2>
      <Segments
        name={words.table.scope}
        options={[
          { value: "shown", text: words.table.scopes.shown },
          { value: "selected", text: words.table.scopes.selected(chosen) },
        ]}
        value={table.scope.value}
        onChoose={(scope) => (table.scope.value = scope)}
      />
      <span class="tools">
        {table.offered.value.length > 0 && (
          <Popover icon="options" title={words.table.columns}>
            <div class="checks">
              {table.offered.value.map((name) => (
                <Check key={name} text={name} checked={beside.has(name)} onCheck={() => table.toggle(name)} />
              ))}
            </div>
          </Popover>
        )}
        <IconButton icon="close" title={words.table.close} onClick={() => (table.open.value = false)} />
      </span>
    </div>
  );
}

function Heading({ column }: { column: string | null }) {
  const { table, opening } = useStore();
  const order = table.order.value;
  const number = column === null || opening.cells.value.get(column)?.kind === "numeric";
  const sorted = order.column === column;
  const name = column ?? words.table.row;
  const way = sorted ? (order.descending ? "descending" : "ascending") : "none";
  return (
    <span {...as("columnheader", { "aria-sort": way })} class={number ? "cell number" : "cell"}>
      <button type="button" title={words.table.sort(name)} onClick={() => table.sortBy(column)}>
        <span class="text" dir="auto">
          {name}
        </span>
        {sorted && <Icon name={order.descending ? "down" : "up"} />}
      </button>
    </span>
  );
}

function Line({ row, stop, selected }: { row: number; stop: 0 | -1; selected: boolean }) {
  const { table, opening, columns, inspector } = useStore();
  const cells = opening.cells.value;
  const light = (on: boolean) => {
    if (on) inspector.hovered.value = row;
    else if (inspector.hovered.peek() === row) inspector.hovered.value = null;
  };
  const hover = { onMouseEnter: () => light(true), onMouseLeave: () => light(false) };
  const choose = (event: MouseEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) inspector.toggle(row);
    else inspector.select([row]);
  };
  return (
    <div class="cellrow" data-marked={selected} {...hover}>
      <span {...as("rowheader")} class="cell">
        <button
          type="button"
          tabIndex={stop}
          aria-pressed={selected}
          onFocus={() => light(true)}
          onBlur={() => light(false)}
          onClick={choose}
        >
          <span class="text" dir="auto">
            {columns.label.value(row) || words.row(row)}
          </span>
        </button>
      </span>
      {columns.labelBy.value !== null && (
        <span {...as("cell")} class="cell number">
          {count(row)}
        </span>
      )}
      {table.beside.value.map((name) => (
        <span
          key={name}
          {...as("cell")}
          class={cells.get(name)?.kind === "numeric" ? "cell number" : "cell"}
          dir="auto"
        >
          {cellText(cells.get(name), row)}
        </span>
      ))}
    </div>
  );
}
