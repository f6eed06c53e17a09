/** A side of the page: a rail that folds to its icon, or a drawer in a narrow window. */

import type { ComponentChildren } from "preact";
import { IconButton } from "../elements/button";
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
        <IconButton
          icon={side}
          title={open ? words.rails.hide(name) : words.rails.show(name)}
          pressed={open}
          onClick={() => settings.toggleRail(side)}
        />
      </div>
      {open && <div class="rail-body">{children}</div>}
    </aside>
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
