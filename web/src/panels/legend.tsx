/** What the colours mean. A swatch is exactly the colour of its points. */

import { Check, Menu } from "../elements/choice";
import { Typed } from "../elements/slider";
import { VirtualList } from "../elements/virtual-list";
import { count, number } from "../store/formats";
import type { Category, Legend } from "../store/legend";
import { css } from "../store/palettes/palettes";
import { RAMPS, rampAt } from "../store/palettes/ramps";
import { withEnd } from "../store/scale";
import { words } from "../words";
import { useStore } from "./context";

const LINE = 20;
/** Longer legends are made line by line as they are scrolled to. */
const LONG = 60;
/** Names up to this many characters stand in two columns, so that the panel below keeps its place. */
const SHORT = 9;
const FEW = 5;
/** Colours between which a browser draws the bar. */
const STOPS = 33;

export function LegendView() {
  const { columns } = useStore();
  const coloring = columns.coloring.value;
  if (coloring === null) return null;
  return (
    <figure class="legend" aria-label={words.data.legend}>
      {coloring.legend.kind === "categories" ? (
        <Categories legend={coloring.legend} />
      ) : (
        <Gradient legend={coloring.legend} />
      )}
    </figure>
  );
}

function Categories({ legend }: { legend: Extract<Legend, { kind: "categories" }> }) {
  const name = legend.crowded ? words.data.others : words.data.noValue;
  const all = legend.others ? [...legend.categories, { ...legend.others, name }] : legend.categories;
  if (all.length <= LONG) {
    const halves = all.length >= FEW && all.every((category) => [...category.name].length <= SHORT);
    const rows = Math.ceil(all.length / (halves ? 2 : 1));
    return (
      <ul
        class="categories"
        aria-label={words.data.legend}
        style={{ gridTemplateRows: `repeat(${rows}, ${LINE}px)` }}
      >
        {all.map((category, at) => (
          <li key={at}>
            <Line category={category} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div class="categories long">
      <VirtualList name={words.data.legend} count={all.length} line={LINE}>
        {(at) => {
          const category = all[at];
          return category && <Line category={category} />;
        }}
      </VirtualList>
    </div>
  );
}

function Line({ category }: { category: Category }) {
  return (
    <span class="category" title={category.name}>
      <span class="swatch" style={{ background: css(category.color) }} />
      <span class="text" dir="auto">
        {category.name}
      </span>
      <span class="number">{count(category.count)}</span>
    </span>
  );
}

function Gradient({ legend }: { legend: Extract<Legend, { kind: "gradient" }> }) {
  const { columns, settings } = useStore();
  const { extent } = legend;
  const scale = columns.scale.value;
  const take = (end: "low" | "high") => (text: string) => {
    const next = withEnd(scale, extent, end, text);
    if (next !== null) columns.setScale(next);
    return next !== null;
  };
  const stops = Array.from({ length: STOPS }, (_, at) =>
    css(rampAt(scale.ramp, settings.theme.value, at / (STOPS - 1))),
  );
  const wholes = scale.low === null && scale.high === null;
  return (
    <>
      <div class="gradient" style={{ background: `linear-gradient(to right, ${stops.join(", ")})` }} />
      <div class="ends">
        <Typed
          title={words.colors.low}
          text={number(legend.low, 4)}
          fits={words.colors.fits(legend.log)}
          onType={take("low")}
        />
        {!wholes && (
          <button
            type="button"
            class="quiet"
            onClick={() => columns.setScale({ ...scale, low: null, high: null })}
          >
            {words.colors.whole}
          </button>
        )}
        <Typed
          title={words.colors.high}
          text={number(legend.high, 4)}
          fits={words.colors.fits(legend.log)}
          onType={take("high")}
        />
      </div>
      <Menu
        label={words.colors.ramp}
        value={scale.ramp}
        options={RAMPS.map((name) => ({ value: name, text: words.colors.ramps[name] }))}
        onChoose={(name) =>
          columns.setScale({ ...scale, ramp: RAMPS.find((one) => one === name) ?? scale.ramp })
        }
      />
      {extent.positive !== null && (
        <Check
          text={words.colors.log}
          checked={legend.log}
          onCheck={(log) => columns.setScale({ ...scale, log, low: null, high: null })}
        />
      )}
      {extent.empty > 0 && (
        <p class="hint">
          {count(extent.empty)} {words.data.empty}
        </p>
      )}
    </>
  );
}
