/** One of several: side by side (`Segments`), as tabs, or in a menu; and one that is on or off (`Check`). */

import { useId, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icon";

export interface Option<T extends string | number> {
  readonly value: T;
  readonly text: string;
  readonly title?: string;
  /** Shown instead of the text, which then is the accessible name. */
  readonly icon?: IconName;
  readonly disabled?: boolean;
}

interface SegmentsProps<T extends string | number> {
  readonly name: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly role?: "radiogroup" | "tablist";
  readonly onChoose: (value: T) => void;
}

/** Arrow keys move the choice, Tab leaves the group: the pattern of radio groups and tabs. */
export function Segments<T extends string | number>(props: SegmentsProps<T>) {
  const { name, options, value, role = "radiogroup", onChoose } = props;
  const group = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    options.findIndex((option) => option.value === value),
  );
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (at + by + options.length) % options.length;
    const chosen = options[next];
    if (chosen) onChoose(chosen.value);
    group.current?.querySelectorAll("button")[next]?.focus();
  };
  const buttons = options.map((option, place) => {
    const chosen = option.value === value;
    const state = role === "tablist" ? { "aria-selected": chosen } : { "aria-checked": chosen };
    return (
      <button
        type="button"
        key={option.value}
        role={role === "tablist" ? "tab" : "radio"}
        {...state}
        class={option.icon && "pictured"}
        aria-label={option.icon && option.text}
        data-text={option.icon ? undefined : option.text}
        title={option.title}
        tabIndex={place === at ? 0 : -1}
        onClick={() => onChoose(option.value)}
      >
        {option.icon ? <Icon name={option.icon} /> : option.text}
      </button>
    );
  });
  const rest = { ref: group, class: `segments ${role}`, "aria-label": name, onKeyDown: move };
  return role === "tablist" ? (
    <div role="tablist" {...rest}>
      {buttons}
    </div>
  ) : (
    <div role="radiogroup" {...rest}>
      {buttons}
    </div>
  );
}

interface MenuProps {
  readonly label: string;
  readonly hidden?: boolean;
  readonly options: readonly Option<string>[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** A labelled native menu; `hidden` keeps the label for screen readers only. */
export function Menu({ label, hidden, options, value, onChoose }: MenuProps) {
  const id = useId();
  return (
    <div class={hidden ? "menu bare" : "menu"}>
      <label for={id} class={hidden ? "unseen" : "name"}>
        {label}
      </label>
      <span class="select">
        <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {options.map((option) => (
            <option
              key={option.value}
              value={option.value}
              disabled={option.disabled}
              selected={option.value === value}
            >
              {option.text}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
    </div>
  );
}

interface CheckProps {
  readonly text: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
}

export function Check({ text, hint, checked, onCheck }: CheckProps) {
  return (
    <label class="check" title={hint}>
      <input type="checkbox" checked={checked} onChange={(event) => onCheck(event.currentTarget.checked)} />
      <span>{text}</span>
    </label>
  );
}
