/** The methods and their parameters, drawn from the tables that the server sends. */

import { Segments } from "../elements/choice";
import { ProblemCard } from "../elements/problem";
import { shownParams } from "../store/drafts";
import { endsOf } from "../store/ends";
import { NORMALIZE } from "../store/panel";
import type { MethodMessage, ParamMessage } from "../wire/messages";
import { words } from "../words";
import { AxesMenus } from "./axes";
import { useStore } from "./context";
import { EndFields } from "./ends";
import { ExportedForm } from "./exported";
import { ParamControl } from "./param";
import { Section } from "./rail";
import { RunControls } from "./run-controls";

export function ProjectionPanel() {
  const { exported, projection, opening } = useStore();
  const { problem } = projection;
  const { methods, method } = projection.panel;
  if (opening.dataset.value === null) return null;
  return (
    <Section title={words.projection.title}>
      <Segments
        name={words.projection.method}
        role="tablist"
        options={methods.value.map((one) => ({ value: one.name, ...words.projection.tab(one) }))}
        value={method.value?.name ?? null}
        onChoose={(name) => void projection.choose(name)}
      />
      {method.value && <MethodForm method={method.value} />}
      {exported && problem.value && <ProblemCard problem={problem.value} />}
    </Section>
  );
}

function MethodForm({ method }: { method: MethodMessage }) {
  const { exported } = useStore();
  return (
    <>
      <p class="hint">{method.summary}</p>
      {exported ? <ExportedForm /> : <RunForm method={method} />}
      <Reading method={method.name} />
    </>
  );
}

function RunForm({ method }: { method: MethodMessage }) {
  const { projection, settings } = useStore();
  const run = projection.run.value;
  const turns = !method.heavy && run !== null && run.state !== "failed";
  const size = turns ? settings.dimensions.value : projection.panel.components.value;
  const shown = shownParams(method.params, projection.panel.draft.value);
  const plain = shown.filter((param) => param.kind !== "end" && param.name !== NORMALIZE);
  const advanced = plain.filter((param) => param.advanced);
  return (
    <>
      <div class="row">
        <span class="name">{words.projection.components}</span>
        <Segments
          name={words.projection.components}
          options={[
            { value: 2, text: words.bar.two },
            { value: 3, text: words.bar.three },
          ]}
          value={size}
          onChoose={(size) => projection.setComponents(size === 2 ? 2 : 3)}
        />
      </div>
      <AxesMenus axes={method.axes} />
      <Params params={plain.filter((param) => !param.advanced)} />
      <EndFields ends={endsOf(shown)} size={size} />
      {advanced.length > 0 && (
        <details class="advanced">
          <summary>{words.projection.advanced}</summary>
          <Params params={advanced} />
        </details>
      )}
      <RunControls method={method} />
    </>
  );
}

/** What the picture says and what it does not: here to be opened, never in the way. */
function Reading({ method }: { method: string }) {
  const said = words.reading.methods[method];
  if (said === undefined) return null;
  return (
    <details class="advanced">
      <summary>{words.reading.title}</summary>
      <ul class="notes">
        {said.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

function Params({ params }: { params: readonly ParamMessage[] }) {
  const { projection } = useStore();
  const { run } = projection;
  const { draft } = projection.panel;
  return (
    <>
      {params.map((param) => (
        <ParamControl
          key={param.name}
          param={param}
          value={draft.value[param.name] ?? null}
          resolved={run.value?.params[param.name]}
          onChange={(value) => projection.set(param, value)}
        />
      ))}
    </>
  );
}
