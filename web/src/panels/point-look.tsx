/** How large and how opaque the points are. */

import { SliderRow } from "../elements/slider";
import { number } from "../store/formats";
import { OPACITIES, SIZES } from "../store/settings";
import { words } from "../words";
import { useStore } from "./context";

/** Slider steps for each doubling of the size. */
const FINE = 10;

export function PointLook() {
  const { settings } = useStore();
  const { pointSize, opacity } = settings;
  const percent = Math.round(100 * opacity.value);
  const typed = (text: string, take: (value: number) => boolean) => {
    const value = Number(text.replace("%", "").trim());
    return text.trim() !== "" && Number.isFinite(value) && take(value);
  };
  const size = (value: number) => {
    const fits = value >= SIZES.least && value <= SIZES.most;
    if (fits) pointSize.value = value;
    return fits;
  };
  const clear = (value: number) => {
    const fits = value >= 100 * OPACITIES.least && value <= 100;
    if (fits) opacity.value = value / 100;
    return fits;
  };
  return (
    <details class="advanced">
      <summary>{words.look.title}</summary>
      <SliderRow
        title={words.look.size}
        place={Math.round(FINE * Math.log2(pointSize.value))}
        least={FINE * Math.log2(SIZES.least)}
        most={FINE * Math.log2(SIZES.most)}
        text={number(pointSize.value, 2)}
        fits={words.look.sizeFits}
        onSlide={(place) => size(Number((2 ** (place / FINE)).toPrecision(2)))}
        onType={(text) => typed(text, size)}
      />
      <SliderRow
        title={words.look.opacity}
        place={percent}
        least={100 * OPACITIES.least}
        most={100}
        text={`${percent} %`}
        fits={words.look.opacityFits}
        onSlide={clear}
        onType={(text) => typed(text, clear)}
      />
    </details>
  );
}
