/** What ran, newest first: one click shows it again, its points walking to where they were. */

import { useState } from "preact/hooks";
import { IconButton } from "../elements/button";
import { CopyButton } from "../elements/copy-button";
import { Naming } from "../elements/naming";
import { runTitle, runTraits } from "../store/run-words";
import { ENDED } from "../store/runs";
import type { RunMessage } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";
import { Section } from "./rail";

export function LayoutsPanel() {
  const { projection } = useStore();
  const layouts = projection.layouts.value;
  if (layouts.length === 0) return null;
  return (
    <Section title={words.layouts.title}>
      <ul class="layouts" aria-label={words.layouts.title}>
        {layouts.map((run) => (
          <li key={run.id} data-shown={run.id === projection.shown.value?.id}>
            <Line run={run} />
            {run.id === projection.shown.value?.id && <Tools run={run} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Line({ run }: { run: RunMessage }) {
  const { exported, opening, projection, quality } = useStore();
  const shown = run.id === projection.shown.value?.id;
  const table = projection.panel.methods.value.find((one) => one.name === run.method) ?? null;
  const title = runTitle(run, table);
  const kept = quality.of(run)?.scores.neighbors_kept;
  const traits = runTraits(run, table, opening.dataset.value?.n);
  if (kept !== undefined) traits.push(words.layouts.kept(kept));
  return (
    <button
      type="button"
      class="layout"
      aria-current={shown}
      onClick={() => projection.showRun(run.id)}
      onKeyDown={(event) => event.key === "Delete" && !exported && void projection.forget(run.id)}
    >
      <span class="text" dir="auto">
        {title}
      </span>
      {!ENDED.has(run.state) && <span class="state">{words.states[run.state]}</span>}
      <span class="traits">
        {traits.map((trait, at) => (
          <span key={trait} class="trait">
            {trait}
            {at < traits.length - 1 && " · "}
          </span>
        ))}
      </span>
    </button>
  );
}

function Tools({ run }: { run: RunMessage }) {
  const { exported, projection, inspector } = useStore();
  const [naming, setNaming] = useState(false);
  const selected = inspector.selected.value;
  if (naming) {
    return (
      <Naming
        name={run.name}
        label={words.layouts.name}
        onKeep={(kept) => void projection.rename(run.id, kept)}
        onDone={() => setNaming(false)}
      />
    );
  }
  return (
    <div class="tools">
      {!exported && (
        <span class="corner">
          <IconButton icon="pencil" title={words.layouts.rename} onClick={() => setNaming(true)} />
          <IconButton
            icon="trash"
            title={words.layouts.forget}
            keys="Delete"
            onClick={() => void projection.forget(run.id)}
          />
        </span>
      )}
      <CopyButton text={() => projection.python(run.id)}>{words.layouts.python}</CopyButton>
      {selected.length > 0 && (
        <CopyButton text={() => projection.python(run.id, selected)}>{words.layouts.selection}</CopyButton>
      )}
    </div>
  );
}
