/** Source, log run and tensor: each a menu only where there is more than one. What cannot be opened says why. */

import { Menu, type Option } from "../elements/choice";
import { Icon } from "../elements/icon";
import { ProblemCard } from "../elements/problem";
import type { EntryMessage } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";

export function SourceMenus() {
  const { opening } = useStore();
  const entries = opening.entries.value;
  const chosen = entries.find((entry) => entry.id === opening.chosen.value) ?? null;
  const sameSource = entries.filter((entry) => entry.source === chosen?.source);
  const sameRun = sameSource.filter((entry) => entry.run === chosen?.run);
  const open = (list: readonly EntryMessage[]) => {
    const first = list.find((entry) => entry.problem === null) ?? list[0];
    if (first) void opening.open(first.id);
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
      {(chosen ? sameRun : entries).length > 1 && (
        <Menu
          label={words.data.tensor}
          value={chosen?.id ?? ""}
          options={(chosen ? sameRun : entries).map(asOption)}
          onChoose={(id) => void opening.open(id)}
        />
      )}
      <Unreadable entries={entries} />
    </>
  );
}

function asOption(entry: EntryMessage): Option<string> {
  const shape = entry.shape ? ` · ${words.data.shape(entry.shape)}` : "";
  return { value: entry.id, text: `${entry.name}${shape}`, disabled: entry.problem !== null };
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
