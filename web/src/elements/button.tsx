/** Buttons: with an icon alone (then named by `title`), or with words. */

import type { ComponentChildren } from "preact";
import { words } from "../words";
import { Icon, type IconName } from "./icon";

interface IconButtonProps {
  readonly icon: IconName;
  /** Tooltip and accessible name. */
  readonly title: string;
  readonly keys?: string;
  /** More words for the tooltip. */
  readonly help?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

export function IconButton({ icon, title, keys, help, pressed, disabled, onClick }: IconButtonProps) {
  const more = keys === undefined ? "" : ` (${words.help.cap(keys)})`;
  return (
    <button
      type="button"
      class="icon-button"
      title={`${title}${help ? `. ${help}` : more}`}
      aria-label={title}
      aria-keyshortcuts={keys}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

interface ButtonProps {
  readonly icon?: IconName;
  readonly primary?: boolean;
  readonly title?: string;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

export function Button({ icon, primary, title, onClick, children }: ButtonProps) {
  return (
    <button type="button" class={primary ? "button primary" : "button"} title={title} onClick={onClick}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
