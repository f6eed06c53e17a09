/** What the colours mean. A swatch is exactly the colour of its points. */

import { VirtualList } from "../elements/virtual-list";
import { count, number } from "../store/formats";
import type { Category, Legend } from "../store/legend";
import { css, viridis } from "../store/palettes/palettes";
import { words } from "../words";
import { useStore } from "./context";

const LINE = 24;
/** Longer legends scroll inside a list of their own. */
const LONG = 12;

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
  const others = legend.others && { ...legend.others, name: words.data.others };
  const all = others ? [...legend.categories, others] : legend.categories;
  if (all.length <= LONG) {
    return (
      <ul class="categories" aria-label={words.data.legend}>
        {all.map((category) => (
          <li key={category.name}>
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
      <span class="text">{category.name}</span>
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
