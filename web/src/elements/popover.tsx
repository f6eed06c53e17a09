/** A button that opens a small panel under it; Escape and a press elsewhere close it, as the browser does by itself. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon, type IconName } from "./icon";

interface PopoverProps {
  readonly icon: IconName;
  /** Tooltip, accessible name and heading. */
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Popover({ icon, title, children }: PopoverProps) {
  const id = useId();
  return (
    <>
      <button type="button" class="icon-button" title={title} aria-label={title} popovertarget={id}>
        <Icon name={icon} />
      </button>
      <div id={id} class="popover" popover="auto" role="dialog" aria-label={title}>
        <h2>{title}</h2>
        {children}
      </div>
    </>
  );
}
