/** Saved views: one click shows one again; the keys , and . walk through them. */

import { useRef, useState } from "preact/hooks";
import { Button, IconButton } from "../elements/button";
import { Naming } from "../elements/naming";
import { Popover } from "../elements/popover";
import { ProblemCard } from "../elements/problem";
import { save } from "../elements/save";
import type { Saved } from "../store/bookmarks";
import { runTitle } from "../store/run-words";
import { words } from "../words";
import { useStore } from "./context";
import { KEYMAP } from "./keymap";

export function BookmarksPanel() {
  const { bookmarks } = useStore();
  const list = bookmarks.list.value;
  return (
    <section class="section bookmarks" aria-label={words.bookmarks.title}>
      <div class="head">
        <h2>
          {words.bookmarks.title} {list.length > 0 && <span class="muted">{list.length}</span>}
        </h2>
        <span class="tools">
          {list.length > 1 && (
            <>
              <IconButton
                icon="before"
                title={words.bookmarks.previous}
                keys={KEYMAP.bookmarks[0]}
                onClick={() => bookmarks.walk(-1)}
              />
              <IconButton
                icon="after"
                title={words.bookmarks.next}
                keys={KEYMAP.bookmarks[1]}
                onClick={() => bookmarks.walk(1)}
              />
            </>
          )}
          <Files />
          <IconButton
            icon="plus"
            title={words.bookmarks.add}
            keys={KEYMAP.bookmark[0]}
            onClick={() => bookmarks.add()}
          />
        </span>
      </div>
      {list.length > 0 && (
        <ol class="layouts" aria-label={words.bookmarks.title}>
          {list.map((saved) => (
            <li key={saved.id} data-shown={saved.id === bookmarks.current.value}>
              <Line saved={saved} />
              {saved.id === bookmarks.current.value && <Tools saved={saved} />}
            </li>
          ))}
        </ol>
      )}
      {list.length === 0 && <p class="hint">{words.bookmarks.empty}</p>}
      {bookmarks.problem.value && <ProblemCard problem={bookmarks.problem.value} />}
      <Elsewhere />
    </section>
  );
}

/** The positions of a bookmark of other data, as data of their own. */
function Elsewhere() {
  const { bookmarks, exported, loading } = useStore();
  const bookmark = bookmarks.elsewhere.value;
  if (bookmark === null || exported) return null;
  const open = () => {
    const file = new File([bookmarks.file([bookmark])], "bookmark.json", { type: "application/json" });
    void loading.take([file], "vectors");
  };
  return <Button onClick={open}>{words.bookmarks.alone}</Button>;
}

function Files() {
  const { bookmarks, opening } = useStore();
  const input = useRef<HTMLInputElement>(null);
  const keep = (text: string, ending: string) =>
    save(new Blob([text], { type: "application/json" }), `${opening.dataset.peek()?.name ?? ""}.${ending}`);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,.txt"
        aria-label={words.bookmarks.load}
        onChange={async (event) => {
          const field = event.currentTarget;
          const file = field.files?.[0];
          if (file) await bookmarks.load(await file.text());
          field.value = "";
        }}
      />
      <IconButton icon="folder" title={words.bookmarks.load} onClick={() => input.current?.click()} />
      {bookmarks.list.value.length > 0 && (
        <Popover icon="save" title={words.bookmarks.save}>
          <Button icon="save" primary onClick={() => keep(bookmarks.file(), "bookmarks.json")}>
            {words.bookmarks.ours}
          </Button>
          <Button icon="save" onClick={() => keep(bookmarks.projectorFile(), "bookmarks.txt")}>
            {words.bookmarks.projectors}
          </Button>
          <p class="hint">{words.bookmarks.projectorsHint}</p>
        </Popover>
      )}
    </>
  );
}

function Line({ saved }: { saved: Saved }) {
  const { bookmarks, projection } = useStore();
  const { layout, label } = saved.bookmark;
  const table = projection.panel.methods.value.find((one) => one.name === layout.method) ?? null;
  const what = runTitle({ name: "", method: layout.method, n_components: layout.n_components }, table);
  const by = (event: KeyboardEvent) =>
    ({ ArrowUp: -1, ArrowDown: 1 })[event.altKey ? event.key : ""] as 1 | -1 | undefined;
  return (
    <button
      type="button"
      class="layout"
      aria-current={saved.id === bookmarks.current.value}
      onClick={() => void bookmarks.show(saved.id)}
      onKeyDown={(event) => {
        const step = by(event);
        if (step !== undefined) bookmarks.move(saved.id, step);
        if (event.key === "Delete") bookmarks.remove(saved.id);
      }}
    >
      <span class="text" dir="auto">
        {label}
      </span>
      <span class="traits">{what}</span>
    </button>
  );
}

function Tools({ saved }: { saved: Saved }) {
  const { bookmarks } = useStore();
  const [name, setName] = useState<string | null>(null);
  const { id } = saved;
  if (name === null) {
    return (
      <span class="corner">
        <IconButton
          icon="pencil"
          title={words.layouts.rename}
          onClick={() => setName(saved.bookmark.label)}
        />
        <IconButton
          icon="up"
          title={words.bookmarks.up}
          keys="Alt+ArrowUp"
          onClick={() => bookmarks.move(id, -1)}
        />
        <IconButton
          icon="down"
          title={words.bookmarks.down}
          keys="Alt+ArrowDown"
          onClick={() => bookmarks.move(id, 1)}
        />
        <IconButton
          icon="trash"
          title={words.bookmarks.remove}
          keys="Delete"
          onClick={() => bookmarks.remove(id)}
        />
      </span>
    );
  }
  return (
    <Naming
      name={name}
      label={words.bookmarks.name}
      onKeep={(kept) => kept !== "" && bookmarks.rename(id, kept)}
      onDone={() => setName(null)}
    />
  );
}
