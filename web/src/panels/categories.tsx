/** The legend of categories: found by name, counted, hidden, shown alone or selected one by one. */

import { useState } from "preact/hooks";
import { IconButton } from "../elements/button";
import { VirtualList } from "../elements/virtual-list";
import { count } from "../store/formats";
import { linesOf } from "../store/hiding";
import type { Category, Legend } from "../store/legend";
import { css } from "../store/palettes/palettes";
import { words } from "../words";
import { useLine, useStore } from "./context";

/** Height of a line in CSS pixels. */
const LINE = 24;
/** Longer legends are made line by line as they are scrolled to. */
const LONG = 24;
/** Names up to this many characters stand in two columns, so that the panel below keeps its place. */
const SHORT = 9;
const FEW = 5;
/** From so many on it is quicker to type a name than to look for it. */
const MANY = 12;

export function Categories({ legend }: { legend: Extract<Legend, { kind: "categories" }> }) {
  const { columns, hiding } = useStore();
  const [sought, setSought] = useState("");
  const others = legend.crowded ? words.data.others : words.data.noValue;
  const all = linesOf(columns.coloring.value);
  const wanted = sought.trim().toLocaleLowerCase();
  const found =
    wanted === "" ? all : all.filter(({ name }) => (name || others).toLocaleLowerCase().includes(wanted));
  const hidden = hiding.hidden.value.size;
  return (
    <>
      {all.length > MANY && (
        <input
          class="find"
          type="search"
          spellcheck={false}
          placeholder={words.legend.find(all.length)}
          aria-label={words.legend.find(all.length)}
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      {found.length === 0 ? (
        <p class="hint">{words.legend.none(sought.trim())}</p>
      ) : (
        <Lines lines={found} others={others} />
      )}
      {hidden > 0 && (
        <p class="some" role="status">
          <span>{words.legend.shown(all.length - hidden, all.length)}</span>
          <button type="button" class="quiet" onClick={() => hiding.all()}>
            {words.legend.all}
          </button>
        </p>
      )}
    </>
  );
}

function Lines({ lines, others }: { lines: readonly Category[]; others: string }) {
  const line = useLine(LINE);
  if (lines.length > LONG)
    return (
      <div class="categories long">
        <VirtualList name={words.data.legend} count={lines.length} line={line}>
          {(at, stop) => {
            const category = lines[at];
            return category && <Line category={category} others={others} stop={stop} />;
          }}
        </VirtualList>
      </div>
    );
  const halves = lines.length >= FEW && lines.every(({ name }) => [...(name || others)].length <= SHORT);
  const rows = Math.ceil(lines.length / (halves ? 2 : 1));
  return (
    <ul
      class="categories"
      aria-label={words.data.legend}
      style={{ gridTemplateRows: `repeat(${rows}, ${line}px)` }}
    >
      {lines.map((category) => (
        <li key={category.name}>
          <Line category={category} others={others} stop={0} />
        </li>
      ))}
    </ul>
  );
}

interface LineProps {
  readonly category: Category;
  /** What the rows without a colour of their own are called. */
  readonly others: string;
  readonly stop: 0 | -1;
}

function Line({ category, others, stop }: LineProps) {
  const { hiding, inspector } = useStore();
  const name = category.name || others;
  const shown = !hiding.hidden.value.has(category.name);
  const act = (keys: { readonly altKey: boolean; readonly shiftKey: boolean }) => {
    if (keys.altKey) hiding.only(category.name);
    else if (keys.shiftKey) inspector.select(hiding.rows(category.name));
    else hiding.toggle(category.name);
  };
  return (
    <span class={shown ? "category" : "category gone"}>
      <button
        type="button"
        class="line"
        title={`${name}\n${words.legend.hint}`}
        aria-label={words.legend.line(name, category.count)}
        aria-pressed={shown}
        tabIndex={stop}
        onClick={act}
        onDblClick={() => hiding.only(category.name)}
        onKeyDown={(event) => {
          // Not every browser makes a click of Enter with Alt held.
          if (event.key !== "Enter" || !(event.altKey || event.shiftKey)) return;
          event.preventDefault();
          act(event);
        }}
      >
        <span
          class="swatch"
          style={shown ? { background: css(category.color) } : { color: css(category.color) }}
        />
        <span class="text" dir="auto">
          {name}
        </span>
        <span class="number">{count(category.count)}</span>
      </button>
      <span class="acts">
        <IconButton icon="alone" title={words.legend.only(name)} onClick={() => hiding.only(category.name)} />
        <IconButton
          icon="check"
          title={words.legend.select(name)}
          onClick={() => inspector.select(hiding.rows(category.name))}
        />
      </span>
    </span>
  );
}
