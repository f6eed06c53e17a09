/** Taking the selection along: as a file, or as row numbers on the clipboard. */

import { Button } from "../elements/button";
import { Menu } from "../elements/choice";
import { CopyIcon } from "../elements/copy";
import { ProblemCard } from "../elements/problem";
import { save } from "../elements/save";
import { Underway } from "../elements/underway";
import { FORMATS, fits, WHATS } from "../store/export";
import { words } from "../words";
import { useStore } from "./context";

export function Export() {
  const { exported, exporting, inspector } = useStore();
  const whats = WHATS.filter((value) => !exported || value !== "vectors");
  const formats = FORMATS.filter((value) => !exported || value === "csv");
  const [what, format, progress] = [exporting.what.value, exporting.format.value, exporting.progress.value];
  const rows = inspector.company.value;
  const start = async () => {
    const file = await exporting.make(rows);
    if (file !== null) save(file.blob, file.name);
  };
  return (
    <details class="advanced export">
      <summary>{words.export.title(rows.length)}</summary>
      <div class="row">
        <Menu
          hidden
          label={words.export.what}
          value={what}
          options={whats.map((value) => ({ value, text: words.export.whats[value] }))}
          onChoose={(value) => exporting.setWhat(WHATS.find((one) => one === value) ?? "rows")}
        />
        <Menu
          hidden
          label={words.export.format}
          value={format}
          options={formats.map((value) => ({
            value,
            text: words.export.formats[value],
            disabled: !fits(what, value),
          }))}
          onChoose={(value) => (exporting.format.value = FORMATS.find((one) => one === value) ?? "csv")}
        />
        <Button onClick={() => void start()}>{words.export.save}</Button>
        <CopyIcon title={words.export.copyIds} text={() => Array.from(rows).join("\n")} />
      </div>
      {progress !== null && (
        <Underway
          said={words.export.under(progress)}
          share={Number.isNaN(progress) ? null : progress}
          cancel={words.cancel}
          onCancel={() => exporting.cancel()}
        />
      )}
      {exporting.problem.value && <ProblemCard problem={exporting.problem.value} />}
    </details>
  );
}
