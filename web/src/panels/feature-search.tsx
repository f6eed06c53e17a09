/** Colouring by one of many columns that are fetched when asked for. */

import { ProblemCard } from "../elements/problem";
import { VirtualList } from "../elements/virtual-list";
import { byFeature } from "../store/features";
import { words } from "../words";
import { useLine, useStore } from "./context";

const LINE = 24;
const MOST_LINES = 6;

export function FeatureSearch() {
  const { features, columns } = useStore();
  const line = useLine(LINE);
  const [total, found] = [features.total.value, features.found.value];
  if (total === 0) return null;
  const choose = (name: string) => features.choose(name, () => columns.setColorBy(byFeature(name)));
  const names = found?.names ?? [];
  return (
    <div class="features">
      <input
        class="find"
        type="search"
        spellcheck={false}
        placeholder={words.features.find(total)}
        aria-label={words.features.find(total)}
        value={features.text.value}
        onInput={(event) => (features.text.value = event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && names[0] !== undefined && choose(names[0])}
      />
      {features.problem.value && <ProblemCard problem={features.problem.value} />}
      {found !== null && names.length === 0 && (
        <p class="hint" role="status">
          {words.features.none(features.text.value.trim())}
        </p>
      )}
      {names.length > 0 && (
        <div class="categories long" style={{ height: `${Math.min(names.length, MOST_LINES) * line}px` }}>
          <VirtualList name={words.features.found} count={names.length} line={line}>
            {(at, stop) => {
              const name = names[at];
              return (
                name !== undefined && (
                  <span class="category">
                    <button type="button" class="line" tabIndex={stop} onClick={() => choose(name)}>
                      <span class="text" dir="auto">
                        {name}
                      </span>
                    </button>
                  </span>
                )
              );
            }}
          </VirtualList>
        </div>
      )}
      {found !== null && found.total > names.length && (
        <p class="hint">{words.features.more(names.length, found.total)}</p>
      )}
    </div>
  );
}
