/** What the colours mean. A swatch is exactly the colour of its points. */

import { Check, Menu } from "../elements/choice";
import { Typed } from "../elements/slider";
import { count, number } from "../store/formats";
import type { Legend } from "../store/legend";
import { css } from "../store/palettes/palettes";
import { RAMPS, rampAt } from "../store/palettes/ramps";
import { BY_QUALITY } from "../store/quality";
import { withEnd } from "../store/scale";
import { words } from "../words";
import { Categories } from "./categories";
import { useStore } from "./context";

/** Colours between which a browser draws the bar. */
const STOPS = 33;

export function LegendView() {
  const { columns } = useStore();
  const coloring = columns.coloring.value;
  if (coloring === null) return null;
  return (
    <figure class="legend" aria-label={words.data.legend}>
      {coloring.legend.kind === "categories" ? (
        <Categories key={columns.colorBy.value} legend={coloring.legend} />
      ) : (
        <Gradient legend={coloring.legend} />
      )}
    </figure>
  );
}

function Gradient({ legend }: { legend: Extract<Legend, { kind: "gradient" }> }) {
  const { columns, settings } = useStore();
  const { extent } = legend;
  const scale = columns.scale.value;
  const take = (end: "low" | "high") => (text: string) => {
    const next = withEnd(scale, extent, end, text);
    if (next !== null) columns.setScale(next);
    return next !== null;
  };
  const stops = Array.from({ length: STOPS }, (_, at) =>
    css(rampAt(scale.ramp, settings.theme.value, at / (STOPS - 1))),
  );
  const wholes = scale.low === null && scale.high === null;
  return (
    <>
      <div class="gradient" style={{ background: `linear-gradient(to right, ${stops.join(", ")})` }} />
      <div class="ends">
        <Typed
          title={words.colors.low}
          text={number(legend.low, 4)}
          fits={words.colors.fits(legend.log)}
          onType={take("low")}
        />
        {!wholes && (
          <button
            type="button"
            class="quiet"
            onClick={() => columns.setScale({ ...scale, low: null, high: null })}
          >
            {words.colors.whole}
          </button>
        )}
        <Typed
          title={words.colors.high}
          text={number(legend.high, 4)}
          fits={words.colors.fits(legend.log)}
          onType={take("high")}
        />
      </div>
      <Menu
        label={words.colors.ramp}
        value={scale.ramp}
        options={RAMPS.map((name) => ({ value: name, text: words.colors.ramps[name] }))}
        onChoose={(name) =>
          columns.setScale({ ...scale, ramp: RAMPS.find((one) => one === name) ?? scale.ramp })
        }
      />
      {extent.positive !== null && (
        <Check
          text={words.colors.log}
          checked={legend.log}
          onCheck={(log) => columns.setScale({ ...scale, log, low: null, high: null })}
        />
      )}
      {extent.empty > 0 && <Empty n={extent.empty} />}
    </>
  );
}

/** How many points have no number to be coloured by. */
function Empty({ n }: { n: number }) {
  const quality = useStore().columns.colorBy.value === BY_QUALITY;
  return <p class="hint">{quality ? words.data.unmeasured(n) : `${count(n)} ${words.data.empty}`}</p>;
}
