/** A side of the page: a rail that folds to a tab with its name, or a drawer in a narrow window. */

import type { ComponentChildren } from "preact";
import { Icon } from "../elements/icon";
import type { Side } from "../store/settings";
import { words } from "../words";
import { useStore } from "./context";

interface RailProps {
  readonly side: Side;
  /** Stays in sight above what scrolls. */
  readonly head: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Rail({ side, head, children }: RailProps) {
  const { settings } = useStore();
  const open = settings[side].value;
  const name = words.rails[side];
  return (
    <aside class={`rail ${side}`} data-open={open} aria-label={name}>
      <div class="rail-head">
        {open && head}
        <Fold side={side} open={open} name={name} onClick={() => settings.toggleRail(side)} />
      </div>
      {open && <div class="rail-body">{children}</div>}
    </aside>
  );
}

interface FoldProps {
  readonly side: Side;
  readonly open: boolean;
  readonly name: string;
  readonly onClick: () => void;
}

/** One button, open or folded, so that the focus stays on it. */
function Fold({ side, open, name, onClick }: FoldProps) {
  const title = open ? words.rails.hide(name) : words.rails.show(name);
  return (
    <button
      type="button"
      class={open ? "icon-button" : "icon-button tab"}
      title={title}
      aria-label={title}
      aria-pressed={open}
      onClick={onClick}
    >
      <Icon name={side} />
      {!open && <span class="tab-name">{name}</span>}
    </button>
  );
}

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
