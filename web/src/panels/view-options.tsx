/** How labels, lines and regions behave: what is seldom changed, and so stays out of the bar. */

import type { Signal } from "@preact/signals";
import { Check } from "../elements/choice";
import { Popover } from "../elements/popover";
import { SliderRow } from "../elements/slider";
import { LABEL_SIZES } from "../store/settings";
import { words } from "../words";
import { useStore } from "./context";

export function ViewOptions() {
  const { settings, lines } = useStore();
  const { labelSize, textOnly, visibleOnly } = settings;
  const { least, most } = LABEL_SIZES;
  const type = (text: string) => {
    const size = Number(text);
    const fits = text.trim() !== "" && Number.isInteger(size) && size >= least && size <= most;
    if (fits) labelSize.value = size;
    return fits;
  };
  return (
    <Popover icon="options" title={words.options.title}>
      <SliderRow
        title={words.options.labelSize}
        place={labelSize.value}
        least={least}
        most={most}
        text={String(labelSize.value)}
        onSlide={(size) => (labelSize.value = size)}
        onType={type}
      />
      <Flag of={textOnly} text={words.options.textOnly} hint={words.options.textOnlyHint} />
      {lines.value !== null && (
        <Flag
          of={settings.lines}
          text={words.options.lines(lines.value.lines.length)}
          hint={words.options.linesHint(lines.value.column)}
        />
      )}
      <Flag of={visibleOnly} text={words.options.visibleOnly} hint={words.options.visibleOnlyHint} />
    </Popover>
  );
}

function Flag({ of, text, hint }: { of: Signal<boolean>; text: string; hint: string }) {
  return <Check text={text} hint={hint} checked={of.value} onCheck={(on) => (of.value = on)} />;
}
