/** Custom axes: two ends for each, typed, as a regular expression, or taken from the selection. */

import { IconButton } from "../elements/button";
import { asEnd, isPattern, otherwise } from "../store/ends";
import type { EndMessage, ParamMessage } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";

/** The end parameters of one axis: `x_from` and `x_to` belong to x. */
function axesOf(ends: readonly ParamMessage[]): ReadonlyMap<string, readonly ParamMessage[]> {
  const axis = (param: ParamMessage) => param.name.split("_")[0] ?? "";
  const names = [...new Set(ends.map(axis))];
  return new Map(names.map((name) => [name, ends.filter((param) => axis(param) === name)]));
}

export function EndFields({ ends, size }: { ends: readonly ParamMessage[]; size: 2 | 3 }) {
  const axes = [...axesOf(ends)].slice(0, size);
  if (axes.length === 0) return null;
  return (
    <>
      {axes.map(([axis, pair]) => (
        <fieldset key={axis} class="axis">
          <legend>
            {words.ends.axis(axis)}
            {axis !== "x" && <span class="muted"> · {words.ends.optional}</span>}
          </legend>
          {pair.map((param) => (
            <EndField key={param.name} param={param} />
          ))}
        </fieldset>
      ))}
      <p class="hint">{words.ends.hint}</p>
    </>
  );
}

function EndField({ param }: { param: ParamMessage }) {
  const { projection, inspector, ends } = useStore();
  const text = String(projection.panel.draft.value[param.name] ?? "");
  const title = words.ends.names[param.name] ?? param.title;
  const take = (next: string) => projection.set(param, next || null);
  const selected = inspector.selected.value;
  const pattern = isPattern(text);
  return (
    <div class="end">
      <label>
        <span class="name">{title}</span>
        <input
          type="text"
          class="typed wordy"
          spellcheck={false}
          dir="auto"
          value={text}
          aria-label={words.ends.named(title)}
          onInput={(event) => take(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && void projection.start()}
        />
      </label>
      <button
        type="button"
        class="icon-button mono"
        aria-pressed={pattern}
        title={words.ends.regex(title)}
        aria-label={words.ends.regex(title)}
        onClick={() => take(otherwise(text))}
      >
        .*
      </button>
      <IconButton
        icon="inspect"
        title={words.ends.selection(title)}
        disabled={selected.length === 0}
        onClick={() => take(asEnd(selected))}
      />
      <Matches found={ends.of(param.name)} />
    </div>
  );
}

/** Live while typing; each term counted where there are several. */
function Matches({ found }: { found: EndMessage | null }) {
  const said =
    found === null
      ? ""
      : found.problem === null
        ? words.ends.matches(found.terms)
        : words.ends.refused(found.problem.got);
  return (
    <output class={found?.problem ? "matches wrong" : "matches"} title={found?.problem?.fix}>
      {said}
    </output>
  );
}
