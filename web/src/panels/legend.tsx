/** What the colours mean. A swatch is exactly the colour of its points. */

import { VirtualList } from "../elements/virtual-list";
import { count, number } from "../store/formats";
import type { Category, Legend } from "../store/legend";
import { css, viridis } from "../store/palettes/palettes";
import { words } from "../words";
import { useStore } from "./context";

const LINE = 20;
/** Longer legends are made line by line as they are scrolled to. */
const LONG = 60;
/** Names up to this many characters stand in two columns, so that the panel below keeps its place. */
const SHORT = 9;
const FEW = 5;

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
  const stops = Array.from({ length: 17 }, (_, at) => css(viridis(at / 16)));
  return (
    <>
      <div class="gradient" style={{ background: `linear-gradient(to right, ${stops.join(", ")})` }} />
      <div class="ends">
        <span>{number(legend.low, 4)}</span>
        <span>{number(legend.high, 4)}</span>
      </div>
      {legend.empty > 0 && (
        <p class="hint">
          {count(legend.empty)} {words.data.empty}
        </p>
      )}
    </>
  );
}
