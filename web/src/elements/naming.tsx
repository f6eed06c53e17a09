/** A name typed in place: Enter or the button keeps it, Escape leaves it as it was. */

import { useState } from "preact/hooks";
import { words } from "../words";
import { Button } from "./button";

interface NamingProps {
  /** What it is called now. */
  readonly name: string;
  /** The accessible name of the field, shown while it is empty. */
  readonly label: string;
  readonly onKeep: (name: string) => void;
  readonly onDone: () => void;
}

export function Naming({ name, label, onKeep, onDone }: NamingProps) {
  const [typed, setTyped] = useState(name);
  const keep = () => {
    if (typed.trim() !== name) onKeep(typed.trim());
    onDone();
  };
  return (
    <form
      class="naming"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <input
        type="text"
        class="typed wordy"
        dir="auto"
        maxLength={120}
        aria-label={label}
        placeholder={label}
        ref={(input) => input?.focus()}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && onDone()}
      />
      <Button primary onClick={keep}>
        {words.layouts.keep}
      </Button>
    </form>
  );
}
