/** A slider with its value beside it, editable; a row of a parameter table or any other bounded number. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { words } from "../words";
import { IconButton } from "./button";

interface SliderRowProps {
  readonly title: string;
  /** Stands in the title's place where the row opens a section. */
  readonly heading?: ComponentChildren;
  readonly help?: string;
  /** In the slider's own whole steps. */
  readonly place: number;
  readonly most: number;
  readonly least?: number;
  readonly text: string;
  /** Undefined: this row knows no "auto". */
  readonly auto?: boolean | undefined;
  readonly onSlide: (place: number) => void;
  readonly fits?: string;
  /** False: what was typed does not fit. */
  readonly onType: (text: string) => boolean;
  readonly onAuto?: () => void;
}

export function SliderRow(props: SliderRowProps) {
  const { title, heading, help, place, most, least = 0, text, auto, fits, onSlide, onType, onAuto } = props;
  return (
    <Row title={title} heading={heading} help={help}>
      {auto !== undefined && (
        <button
          type="button"
          class="auto"
          aria-pressed={auto}
          aria-label={words.projection.setAuto(title)}
          onClick={() => onAuto?.()}
        >
          {words.projection.auto}
        </button>
      )}
      <Typed title={title} text={text} quiet={auto === true} fits={fits} onType={onType} />
      <input
        class={auto ? "slide quiet" : "slide"}
        type="range"
        min={least}
        max={most}
        value={place}
        aria-label={title}
        aria-valuetext={text}
        ref={(input) =>
          input?.style.setProperty("--share", String((place - least) / Math.max(most - least, 1)))
        }
        onInput={(event) => onSlide(event.currentTarget.valueAsNumber)}
      />
    </Row>
  );
}

interface TypedProps {
  readonly title: string;
  readonly text: string;
  readonly quiet?: boolean;
  /** Words rather than a number: longer, and from the left. */
  readonly wordy?: boolean;
  /** What fits, in words: shown when something else was typed. */
  readonly fits?: string | undefined;
  readonly onType: (text: string) => boolean;
}

/** A value that can be typed over. What does not fit stays to be corrected and is not taken; Escape restores the value. */
export function Typed({ title, text, quiet, wordy, fits, onType }: TypedProps) {
  const [wrong, setWrong] = useState<string | null>(null);
  const take = (typed: string) => setWrong(onType(typed) ? null : typed);
  return (
    <>
      <input
        class={`typed${quiet ? " quiet" : ""}${wordy ? " wordy" : ""}`}
        type="text"
        inputMode={wordy ? "text" : "decimal"}
        spellcheck={false}
        value={wrong ?? text}
        aria-label={`${title}, value`}
        aria-invalid={wrong !== null}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => take(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.currentTarget.value = text;
          setWrong(null);
        }}
      />
      {wrong !== null && fits && (
        <span class="misfit" role="alert">
          {fits}
        </span>
      )}
    </>
  );
}

interface RowProps {
  readonly title: string;
  readonly heading?: ComponentChildren;
  readonly help?: string | undefined;
  readonly children: ComponentChildren;
}

/** A named line of a panel, with a help text that opens in place. */
export function Row({ title, heading, help, children }: RowProps) {
  const [open, setOpen] = useState(false);
  return (
    <div class="row">
      {heading ?? (
        <span class="name">
          <span>{title}</span>
          {help && (
            <IconButton
              icon="info"
              title={words.projection.help(title)}
              pressed={open}
              onClick={() => setOpen(!open)}
            />
          )}
        </span>
      )}
      {children}
      {open && <p class="hint">{help}</p>}
    </div>
  );
}
