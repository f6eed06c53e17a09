/** What is open: source and tensor, counts, labels, colours, and what was left out. */

import { Check, Menu } from "../elements/choice";
import { ProblemCard } from "../elements/problem";
import { byFeature } from "../store/features";
import { BY_QUALITY } from "../store/quality";
import type { ColumnMessage } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";
import { FeatureSearch } from "./feature-search";
import { LegendView } from "./legend";
import { Load } from "./load";
import { Normalize } from "./normalize";
import { OpeningUnderway } from "./opening-underway";
import { PointLook } from "./point-look";
import { Section } from "./rail";
import { SourceMenus } from "./source-menus";
import { Tags } from "./tags";

export function DataPanel() {
  const { exported, opening } = useStore();
  const dataset = opening.dataset.value;
  return (
    <Section title={words.data.title}>
      {!exported && <Load />}
      <SourceMenus />
      {dataset && <OpeningUnderway />}
      <Refused />
      {dataset && (
        <>
          {!exported && <Normalize />}
          <ColumnMenus columns={dataset.columns} />
          <LegendView />
          <PointLook />
          <Tags />
          <Notes />
        </>
      )}
    </Section>
  );
}

function Refused() {
  const { opening } = useStore();
  const [problem, entry] = [opening.problem.value, opening.refused.value];
  if (problem === null || entry === null) return null;
  return <ProblemCard problem={problem} title={words.problems.one(opening.nameOf(entry))} />;
}

/** What is open, in numbers: always in sight. */
export function DataCounts() {
  const dataset = useStore().opening.dataset.value;
  if (dataset === null) return null;
  return (
    <p class="counts">
      <span>{words.points(dataset.n)}</span>
      <span>{words.dimensions(dataset.d)}</span>
      <span class="muted">{dataset.dtype}</span>
    </p>
  );
}

function ColumnMenus({ columns }: { columns: readonly ColumnMessage[] }) {
  const { columns: store, exported, quality, features } = useStore();
  const feature = features.chosen.value?.name;
  const described = (column: ColumnMessage) => ({
    value: column.name,
    text: `${column.name} · ${words.data.values(column.n_unique)}`,
  });
  return (
    <>
      <Menu
        label={words.data.labelBy}
        value={store.labelBy.value ?? ""}
        options={[
          ...columns.map((column) => ({ value: column.name, text: column.name })),
          { value: "", text: words.data.rowNumber },
        ]}
        onChoose={(name) => (store.labelBy.value = name || null)}
      />
      <Menu
        label={words.data.colorBy}
        value={store.colorBy.value ?? ""}
        options={[
          { value: "", text: words.data.noColor },
          ...columns.map(described),
          ...(feature === undefined ? [] : [{ value: byFeature(feature), text: feature }]),
          ...(exported ? [] : [{ value: BY_QUALITY, text: words.data.quality }]),
        ]}
        onChoose={(name) => store.setColorBy(name || null)}
      />
      <FeatureSearch />
      {store.colorBy.value === BY_QUALITY && (
        <p class="hint">{quality.cells.value === null ? words.data.qualityWaits : words.data.qualityHint}</p>
      )}
      {store.numeric.value && store.colorBy.value !== BY_QUALITY && (
        <Check
          text={words.data.asCategories}
          checked={store.asCategories.value}
          onCheck={(on) => (store.asCategories.value = on)}
        />
      )}
    </>
  );
}

function Notes() {
  const { opening, lines } = useStore();
  const dataset = opening.dataset.value;
  if (dataset === null) return null;
  const { column = "", invalid = [] } = lines.value ?? {};
  const broken = invalid.length > 0 ? [words.data.brokenLines(column, invalid)] : [];
  const left = dataset.left_out.length > 0 ? [words.data.leftOut(dataset.left_out)] : [];
  const notes = [...left, ...broken, ...dataset.notes];
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
