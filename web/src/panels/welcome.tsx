/** What stands in the middle while no points are there: how to begin, what is wrong, or what is coming. */

import type { ComponentChildren } from "preact";
import { Button } from "../elements/button";
import { CopyCode } from "../elements/copy";
import { ProblemCard } from "../elements/problem";
import { words } from "../words";
import { useStore } from "./context";
import { Emblem } from "./emblem";
import { Load } from "./load";
import { OpeningUnderway } from "./opening-underway";

export function Welcome() {
  const { opening, noWebGL } = useStore();
  if (noWebGL.value) return <Sentence title={words.page.noWebGL} text={words.page.noWebGLHint} />;
  switch (opening.phase.value) {
    case "starting":
      return <Starting />;
    case "opening":
      return <OnItsWay />;
    case "cancelled":
      return <Cancelled />;
    case "empty":
      return <Begin />;
    case "unreadable":
      return <Unreadable />;
    case "unreachable":
      return <Unreachable />;
    default:
      return null;
  }
}

function Starting() {
  return (
    <div class="welcome quiet-page" role="status">
      <p>{words.page.starting}</p>
      <progress aria-label={words.page.starting} />
    </div>
  );
}

function OnItsWay() {
  return (
    <div class="welcome quiet-page">
      <OpeningUnderway alone />
    </div>
  );
}

/** Nothing is on show that the page could go back to. */
function Cancelled() {
  const { exported, opening } = useStore();
  const entry = opening.chosen.value;
  if (entry === null) return null;
  return (
    <div class="welcome narrow">
      <h2>{words.page.cancelled(opening.nameOf(entry))}</h2>
      <p class="lead">{words.page.cancelledHint}</p>
      <Button icon="restart" onClick={() => void opening.open(entry)}>
        {words.page.again}
      </Button>
      {!exported && <Drop />}
    </div>
  );
}

function Sentence({ title, text, children }: { title: string; text: string; children?: ComponentChildren }) {
  return (
    <div class="welcome" role="alert">
      <h2>{title}</h2>
      <p class="lead">{text}</p>
      {children}
    </div>
  );
}

function Begin() {
  const ways = [words.empty.demo, words.empty.file, words.empty.python];
  return (
    <div class="welcome begin">
      <Emblem />
      <h2>{words.empty.title}</h2>
      <p class="lead">{words.empty.lead}</p>
      <Drop />
      <ol class="ways">
        {ways.map((way) => (
          <li key={way.title}>
            <h3>{way.title}</h3>
            <p class="hint">{way.text}</p>
            <CopyCode code={way.code} title={way.title} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Drop() {
  return (
    <div class="dropzone">
      <p>{words.empty.drop}</p>
      <Load />
    </div>
  );
}

function Unreadable() {
  const { exported, opening } = useStore();
  const entries = opening.entries.value.flatMap((entry) =>
    entry.problem ? [{ title: entry.name, problem: entry.problem }] : [],
  );
  const rest = (opening.session.value?.problems ?? []).map((problem) => ({ title: problem.where, problem }));
  const chosen = opening.problem.value
    ? [{ title: opening.problem.value.where, problem: opening.problem.value }]
    : [];
  const waiting = opening.entries.value.length === 0;
  return (
    <div class="welcome problems">
      <h2>{waiting ? words.problems.none : words.problems.title}</h2>
      <p class="lead">{waiting ? words.problems.waiting : words.problems.lead}</p>
      {[...chosen, ...entries, ...rest].map(({ title, problem }) => (
        <ProblemCard key={`${title} ${problem.got}`} problem={problem} title={title} />
      ))}
      {!exported && <Drop />}
    </div>
  );
}

function Unreachable() {
  const { opening } = useStore();
  const problem = opening.problem.value;
  const retry = (
    <Button icon="restart" onClick={() => void opening.start()}>
      {words.problems.retry}
    </Button>
  );
  return (
    <Sentence title={words.page.unreachable} text={problem ? "" : words.page.unreachableHint}>
      {problem && <ProblemCard problem={problem} />}
      {retry}
    </Sentence>
  );
}
