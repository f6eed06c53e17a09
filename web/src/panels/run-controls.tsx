/** Starting, pausing and ending a run, its pace, and how far it is. */

import { Button, IconButton } from "../elements/button";
import { Menu } from "../elements/choice";
import { ProblemCard } from "../elements/problem";
import { Sparkline } from "../elements/sparkline";
import { Underway } from "../elements/underway";
import { differs } from "../store/drafts";
import { count, loss } from "../store/formats";
import { ENDED, WAITING } from "../store/runs";
import type { MethodMessage, PaceName, Problem, RunMessage } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";

const PACES: readonly PaceName[] = ["fast", "every step", "one step"];

export function RunControls({ method }: { method: MethodMessage }) {
  const { projection } = useStore();
  const run = projection.run.value;
  const waiting = run !== null && WAITING.has(run.state);
  return (
    <>
      {method.steps && <PaceMenu />}
      <Anew run={run} method={method} />
      <OnlyIsolated method={method} />
      <div class="run" data-curve={method.loss !== ""}>
        <Wrong problem={projection.problem.value ?? run?.problem ?? null} method={method} />
        {waiting ? <Preparing run={run} /> : <Buttons method={method} run={run} />}
        {run === null && method.heavy && <p class="hint">{words.projection.notYet}</p>}
        {run !== null && method.steps && !waiting && (
          <Course run={run} lossName={words.lossName(method.loss)} />
        )}
      </div>
      {run !== null && run.notes.length > 0 && (
        <ul class="notes">
          {run.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What the server refused, or what ended the run: in sight, and under the name that the field has on the page. */
function Wrong({ problem, method }: { problem: Problem | null; method: MethodMessage }) {
  if (problem === null) return null;
  const param = method.params.find((one) => one.name === problem.where);
  if (param === undefined) return <ProblemCard problem={problem} />;
  const title = words.ends.names[param.name] ?? param.title;
  return <ProblemCard problem={{ ...problem, where: "" }} title={title} />;
}

/** What Run would do, where the panel asks for other dimensions than the layout has. */
function Anew({ run, method }: { run: RunMessage | null; method: MethodMessage }) {
  const size = useStore().projection.panel.components.value;
  if (!method.heavy || run === null || run.n_components === size) return null;
  return <p class="hint">{words.projection.anew(size)}</p>;
}

/** While some points are shown alone, a run may lay out these and no others. */
function OnlyIsolated({ method }: { method: MethodMessage }) {
  const { projection, isolation } = useStore();
  const rows = isolation.rows.value;
  if (rows === null) return null;
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={projection.isolatedOnly.value}
        onChange={(event) => {
          projection.isolatedOnly.value = event.currentTarget.checked;
          // What is quick needs no other word: there may be no button to start it again.
          if (!method.heavy) void projection.start();
        }}
      />
      {words.projection.isolatedOnly(rows.length)}
    </label>
  );
}

function PaceMenu() {
  const { projection } = useStore();
  const chosen = projection.pace.value;
  return (
    <>
      <Menu
        label={words.projection.pace}
        value={chosen}
        options={PACES.map((pace) => ({
          value: pace,
          text: words.paces[pace].title,
        }))}
        onChoose={(pace) => projection.setPace(PACES.find((one) => one === pace) ?? "fast")}
      />
      {chosen !== "fast" && <p class="hint">{words.paces[chosen].help}</p>}
    </>
  );
}

function Buttons({ method, run }: { method: MethodMessage; run: RunMessage | null }) {
  const { projection } = useStore();
  const start = () => void projection.start();
  const told = differs(method.params, projection.panel.draft.value, run?.asked ?? {});
  if (run === null || run.state === "failed" || (told && !method.heavy)) {
    return (
      <div class="buttons">
        <Button primary icon="play" onClick={start}>
          {words.projection.run}
        </Button>
      </div>
    );
  }
  if (!method.heavy && !method.steps) return null;
  const ended = ENDED.has(run.state);
  const paused = run.state === "paused";
  const stepwise = projection.pace.value === "one step";
  return (
    <div class="buttons">
      {ended && (
        <Button primary icon="play" onClick={start}>
          {words.projection.run}
        </Button>
      )}
      {run.state === "running" && (
        <Button primary icon="pause" onClick={() => void projection.move("pause")}>
          {words.projection.pause}
        </Button>
      )}
      {((paused && !stepwise) || run.state === "stopped") && method.steps && (
        <Button primary={paused} icon="play" onClick={() => void projection.move("resume")}>
          {words.projection.resume}
        </Button>
      )}
      {!ended && stepwise && (
        <Button primary icon="step" onClick={() => void projection.move("step")}>
          {words.projection.step}
        </Button>
      )}
      {!ended && (
        <Button icon="stop" onClick={() => void projection.move("stop")}>
          {words.projection.stop}
        </Button>
      )}
      <Again method={method} />
    </div>
  );
}

/** What takes a run back, or shakes it up. */
function Again({ method }: { method: MethodMessage }) {
  const { projection } = useStore();
  return (
    <span class="tools">
      <IconButton
        icon="restart"
        title={words.projection.restart}
        onClick={() => void projection.move("restart")}
      />
      {method.perturbs && (
        <IconButton
          icon="shake"
          title={words.projection.perturb}
          help={words.projection.perturbHelp}
          onClick={() => void projection.move("perturb")}
        />
      )}
    </span>
  );
}

function Preparing({ run }: { run: RunMessage }) {
  const { projection } = useStore();
  return (
    <Underway
      said={run.stage || words.states[run.state]}
      share={run.progress}
      cancel={words.cancel}
      onCancel={() => void projection.move("stop")}
    />
  );
}

/** Iteration, loss and its curve: of the stream while this run is on show, else of the server's last word. */
function Course({ run, lossName }: { run: RunMessage; lossName: string }) {
  const { projection } = useStore();
  const { live, shown } = projection;
  const streams = shown.value?.id === run.id;
  const at = (streams ? live.beat.value : null) ?? run;
  const losses = streams ? live.losses.value : [];
  const [first, last] = [losses[0], losses.at(-1)];
  return (
    <div class="course">
      <p>
        <span>
          <span class="muted">{words.projection.iteration}</span> <b>{count(at.iteration)}</b>
        </span>
        {at.loss !== null && (
          <span>
            <span class="muted">{lossName}</span> <b>{loss(at.loss)}</b>
          </span>
        )}
        <span class="muted state">{words.states[run.state]}</span>
      </p>
      {first && last && (
        <Sparkline points={losses} name={words.projection.lossCurve(loss(first.loss), loss(last.loss))} />
      )}
    </div>
  );
}
