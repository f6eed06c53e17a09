/** Tagging the selected points, taking it back, and all metadata as a file. */

import { Button, IconButton } from "../elements/button";
import { Field } from "../elements/field";
import { ProblemCard } from "../elements/problem";
import { save } from "../elements/save";
import { count } from "../store/formats";
import { words } from "../words";
import { useStore } from "./context";
import { KEYMAP } from "./keymap";

export function Tags() {
  const { edits, opening, inspector } = useStore();
  const selected = inspector.selected.value.length;
  const past = edits.past.value;
  if (past === null) return null;
  const { undo, redo } = past;
  return (
    <details class="advanced tags">
      <summary>{words.edits.title}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void edits.tag();
        }}
      >
        <Field
          label={words.edits.column}
          hint={words.edits.columnHint}
          value={edits.column.value}
          offered={opening.dataset.value?.columns.map((column) => column.name) ?? []}
          onType={(text) => (edits.column.value = text)}
        />
        <Field
          label={words.edits.value}
          value={edits.value.value}
          offered={edits.values.value}
          onType={(text) => (edits.value.value = text)}
        />
        {edits.shares.value.length > 0 && <Shares selected={selected} />}
        <div class="acting">
          <button type="submit" class="button primary" disabled={selected === 0 || edits.busy.value}>
            {words.edits.tag(selected)}
          </button>
          <IconButton
            icon="back"
            title={undo ? words.edits.undoing(undo.column, undo.value, undo.rows) : words.edits.undo}
            keys={KEYMAP.undo[0]}
            disabled={undo === null}
            onClick={() => void edits.undo()}
          />
          <IconButton
            icon="forth"
            title={redo ? words.edits.redoing(redo.column, redo.value, redo.rows) : words.edits.redo}
            keys={KEYMAP.undo[1]}
            disabled={redo === null}
            onClick={() => void edits.redo()}
          />
        </div>
      </form>
      {selected === 0 && <p class="hint">{words.edits.none}</p>}
      {edits.problem.value && <ProblemCard problem={edits.problem.value} />}
      {past.count > 0 && (
        <p class="hint" role="status">
          {words.edits.kept(past.count)}
        </p>
      )}
      <Download />
    </details>
  );
}

/** What the selected points say already: one click lets all of them say it. */
function Shares({ selected }: { selected: number }) {
  const { edits } = useStore();
  return (
    <ul class="says" aria-label={words.edits.shares}>
      {edits.shares.value.map(({ name, count: n }) => (
        <li key={name}>
          <button
            type="button"
            class="quiet"
            title={words.edits.say(name, selected)}
            disabled={edits.busy.value}
            onClick={() => void edits.say(name)}
          >
            <span dir="auto">{name}</span> <span class="number">{count(n)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Download() {
  const { exporting } = useStore();
  const start = async (format: "csv" | "tsv") => {
    const file = await exporting.make(null, "rows", format);
    if (file !== null) save(file.blob, file.name);
  };
  return (
    <div class="downloads">
      <span class="name">{words.edits.all}</span>
      {(["tsv", "csv"] as const).map((format) => (
        <Button
          key={format}
          icon="down"
          title={words.edits.download(format.toUpperCase())}
          onClick={() => void start(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
