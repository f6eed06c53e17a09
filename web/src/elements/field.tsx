/** A named line to type in; one that offers what there is, where that is known. */

import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly offered?: readonly string[];
  readonly onType: (text: string) => void;
}

export function Field({ label, hint, value, offered, onType }: FieldProps) {
  const id = useId();
  return (
    <div class="menu">
      <label for={id} class="name">
        {label}
      </label>
      <input
        id={id}
        class="find"
        list={offered && `${id}-offered`}
        autocomplete="off"
        spellcheck={false}
        title={hint}
        value={value}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      {offered && (
        <datalist id={`${id}-offered`}>
          {offered.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </div>
  );
}
