/** Source, log run, tensor and training step: each only where there is more than one. What cannot be opened says why. */

import { Menu, type Option } from "../elements/choice";
import { Icon } from "../elements/icon";
import { ProblemCard } from "../elements/problem";
import { SliderRow } from "../elements/slider";
import { count } from "../store/formats";
import { likeStep, type Tensor, tensorOf, tensors } from "../store/steps";
import type { EntryMessage } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";

export function SourceMenus() {
  const { opening } = useStore();
  const entries = opening.entries.value;
  const chosen = entries.find((entry) => entry.id === opening.chosen.value) ?? null;
  const sameSource = entries.filter((entry) => entry.source === chosen?.source);
  const sameRun = chosen ? sameSource.filter((entry) => entry.run === chosen.run) : entries;
  const offered = tensors(sameRun);
  const tensor = tensorOf(offered, chosen);
  const open = (list: readonly EntryMessage[]) => {
    const there = tensors(list);
    const same = there.find((one) => one.name === tensor?.name) ?? there.find(readable) ?? there[0];
    const meant = likeStep(same?.steps ?? [], chosen?.step ?? null);
    if (meant) void opening.open(meant.id);
  };
  return (
    <>
      <Group
        label={words.data.source}
        values={entries.map((entry) => entry.source)}
        value={chosen?.source ?? ""}
        onChoose={(source) => open(entries.filter((entry) => entry.source === source))}
      />
      <Group
        label={words.data.run}
        values={sameSource.map((entry) => entry.run)}
        value={chosen?.run ?? ""}
        onChoose={(run) => open(sameSource.filter((entry) => entry.run === run))}
      />
      {offered.length > 1 && (
        <Menu
          label={words.data.tensor}
          value={tensor?.name ?? ""}
          options={offered.map(asOption)}
          onChoose={(name) => open(offered.find((one) => one.name === name)?.steps ?? [])}
        />
      )}
      {tensor && tensor.steps.length > 1 && <Steps tensor={tensor} chosen={chosen} />}
      <Unreadable entries={entries} />
    </>
  );
}

function readable(tensor: Tensor): boolean {
  return tensor.steps.some((entry) => entry.problem === null);
}

function asOption(tensor: Tensor): Option<string> {
  const shape = tensor.steps.at(-1)?.shape;
  const text = shape ? `${tensor.name} · ${words.data.shape(shape)}` : tensor.name;
  return { value: tensor.name, text, disabled: !readable(tensor) };
}

/** A slider over the steps that can be opened; a typed number means the nearest. */
function Steps({ tensor, chosen }: { tensor: Tensor; chosen: EntryMessage | null }) {
  const { opening } = useStore();
  const steps = tensor.steps.filter((entry) => entry.problem === null || entry.id === chosen?.id);
  const at = steps.findIndex((entry) => entry.id === chosen?.id);
  const go = (entry: EntryMessage | undefined) => {
    if (entry !== undefined && entry.id !== chosen?.id) void opening.goOn(entry.id);
  };
  const type = (text: string) => {
    const wanted = Number(text.replaceAll(",", ""));
    if (text.trim() === "" || !Number.isFinite(wanted)) return false;
    go(steps.toSorted((one, other) => far(one, wanted) - far(other, wanted))[0]);
    return true;
  };
  return (
    <SliderRow
      title={words.data.step}
      help={words.data.stepHelp(steps.length)}
      place={Math.max(at, 0)}
      most={Math.max(steps.length - 1, 0)}
      text={count(chosen?.step ?? 0)}
      fits={words.data.stepFits}
      onSlide={(place) => go(steps[place])}
      onType={type}
    />
  );
}

function far(entry: EntryMessage, step: number): number {
  return Math.abs((entry.step ?? 0) - step);
}

interface GroupProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

function Group({ label, values, value, onChoose }: GroupProps) {
  const distinct = [...new Set(values)];
  if (distinct.length < 2) return null;
  const options = distinct.map((one) => ({ value: one, text: one || "–" }));
  return <Menu label={label} value={value} options={options} onChoose={onChoose} />;
}

function Unreadable({ entries }: { entries: readonly EntryMessage[] }) {
  const { opening } = useStore();
  const bad = entries.flatMap((entry) => (entry.problem ? [{ ...entry, problem: entry.problem }] : []));
  const problems = opening.session.value?.problems ?? [];
  const n = bad.length + problems.length;
  if (n === 0) return null;
  return (
    <details class="unreadable">
      <summary>
        <Icon name="alert" />
        <span>{words.data.unreadable(n)}</span>
      </summary>
      {bad.map((entry) => (
        <ProblemCard key={entry.id} problem={entry.problem} title={entry.name} />
      ))}
      {problems.map((problem) => (
        <ProblemCard key={`${problem.where} ${problem.got}`} problem={problem} />
      ))}
    </details>
  );
}
