/** What is done to the vectors before any method begins: once for all methods, so it stands with the data. */

import { Menu } from "../elements/choice";
import { words } from "../words";
import { useStore } from "./context";

export function Normalize() {
  const { projection } = useStore();
  const { panel } = projection;
  const param = panel.normalize.value;
  if (param === null) return null;
  const value = String(panel.draft.value[param.name] ?? param.default);
  const run = projection.run.value;
  const waits = run !== null && panel.normalizesOtherwise(run);
  const meaning = param.meanings[param.choices.indexOf(value)] ?? "";
  return (
    <>
      <Menu
        label={param.title}
        value={value}
        options={param.choices.map((one) => ({ value: one, text: one }))}
        onChoose={(chosen) => void projection.normalize(chosen)}
      />
      {(waits || value !== param.default) && <p class="hint">{words.data.normalized(meaning, waits)}</p>}
    </>
  );
}
