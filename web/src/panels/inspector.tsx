/** The right rail: search results, the selected row, and its neighbours. */

import { IconButton } from "../elements/button";
import { ProblemCard } from "../elements/problem";
import { words } from "../words";
import { useStore } from "./context";
import { Export } from "./export";
import { KEYMAP } from "./keymap";
import { Neighbors } from "./neighbors";
import { Results } from "./results";
import { RowCard } from "./row-card";
import { Selection } from "./selection";

export function InspectorPanel() {
  const { inspector, search } = useStore();
  const searching = search.text.value !== "";
  const focus = inspector.focus.value;
  return (
    <section class="section inspector" aria-label={words.inspector.title}>
      {searching && <Results />}
      {focus !== null && (
        <>
          <RowCard row={focus} />
          {inspector.problem.value && <ProblemCard problem={inspector.problem.value} />}
          {inspector.center.value === null ? <Selection /> : <Neighbors />}
        </>
      )}
      {focus !== null && <Export />}
      {focus === null && !searching && <Nothing />}
    </section>
  );
}

export function InspectorHead() {
  const { inspector, isolation, view } = useStore();
  const selected = inspector.selected.value;
  return (
    <>
      <h2>{words.inspector.title}</h2>
      {selected.length > 0 && (
        <span class="tools">
          <IconButton
            icon="fly"
            title={words.inspector.fly}
            keys={KEYMAP.fly[0]}
            onClick={() => view.peek()?.flyTo(selected)}
          />
          <IconButton
            icon="alone"
            title={inspector.center.value === null ? words.isolation.isolate : words.isolation.isolateNear}
            keys={KEYMAP.isolate[0]}
            onClick={() => isolation.isolate(inspector.company.peek())}
          />
          <IconButton icon="invert" title={words.inspector.invert} onClick={() => inspector.invert()} />
          <IconButton
            icon="close"
            title={words.inspector.clear}
            keys={KEYMAP.clear[0]}
            onClick={() => inspector.clear()}
          />
        </span>
      )}
    </>
  );
}

function Nothing() {
  return (
    <div class="nothing">
      <p class="lead">{words.inspector.empty}</p>
      <p>{words.inspector.emptyHint}</p>
    </div>
  );
}
