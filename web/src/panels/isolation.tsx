/** Where one is while some points are shown alone: `1,797 › 312 › 40`, each a way back. */

import { IconButton } from "../elements/button";
import { count } from "../store/formats";
import { words } from "../words";
import { useStore } from "./context";
import { KEYMAP } from "./keymap";

export function Breadcrumb() {
  const { isolation } = useStore();
  const counts = isolation.counts.value;
  if (counts.length < 2) return null;
  const here = counts.length - 1;
  return (
    <nav class="breadcrumb" aria-label={words.isolation.title}>
      <ol>
        {counts.map((n, depth) => (
          <li key={depth}>
            <button
              type="button"
              class="quiet"
              aria-current={depth === here ? "step" : undefined}
              disabled={depth === here}
              title={depth === 0 ? words.isolation.all : undefined}
              aria-label={words.isolation.level(n, depth === 0)}
              onClick={() => isolation.back(depth)}
            >
              {count(n)}
            </button>
          </li>
        ))}
      </ol>
      <IconButton
        icon="back"
        title={words.isolation.back}
        keys={KEYMAP.back[0]}
        onClick={() => isolation.back()}
      />
      <IconButton icon="close" title={words.isolation.all} onClick={() => isolation.back(0)} />
    </nav>
  );
}
