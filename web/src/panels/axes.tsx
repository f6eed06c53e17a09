/** Which components lie along the axes, and how much of the variance they hold. */

import { Menu } from "../elements/choice";
import { percent } from "../store/formats";
import type { ParamMessage } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";

/** The share of the variance that distinct `axes` (counted from 1) hold together. */
export function totalShare(axes: readonly number[], ratios: readonly number[]): number {
  return [...new Set(axes)].reduce((sum, axis) => sum + (ratios[axis - 1] ?? 0), 0);
}

export function AxesMenus({ axes }: { axes: readonly ParamMessage[] }) {
  const { projection, settings } = useStore();
  const { run, panel } = projection;
  const ratios = run.value?.explained_variance_ratio ?? [];
  const used = axes.slice(0, settings.dimensions.value);
  const chosen = used.map((axis) => Number(panel.draft.value[axis.name] ?? axis.default));
  const known = Math.max(ratios.length, ...chosen, 0);
  const options = Array.from({ length: known }, (_, at) => ({
    value: String(at + 1),
    text: words.projection.component(at + 1, ratios[at] === undefined ? null : percent(ratios[at])),
  }));
  return (
    <>
      {used.map((axis, at) => (
        <Menu
          key={axis.name}
          label={axis.title}
          value={String(chosen[at])}
          options={options}
          onChoose={(value) => projection.set(axis, Number(value))}
        />
      ))}
      {ratios.length > 0 && <Variance ratios={ratios} used={used} chosen={chosen} />}
    </>
  );
}

interface VarianceProps {
  readonly ratios: readonly number[];
  readonly used: readonly ParamMessage[];
  readonly chosen: readonly number[];
}

/** One bar for each component, as high as its share; those on the axes carry the axis's letter. */
function Variance({ ratios, used, chosen }: VarianceProps) {
  const most = Math.max(...ratios) || 1;
  const letters = (component: number) =>
    used.flatMap((axis, at) => (chosen[at] === component ? [axis.title] : [])).join("");
  return (
    <figure class="variance" aria-label={words.projection.varianceBars}>
      <ol>
        {ratios.map((ratio, at) => (
          <li
            key={at}
            data-used={letters(at + 1) !== ""}
            title={words.projection.component(at + 1, percent(ratio))}
          >
            <span class="track">
              <span style={{ height: `${(100 * ratio) / most}%` }} />
            </span>
            <span class="letter">{letters(at + 1) || at + 1}</span>
            <span class="unseen">{percent(ratio)}</span>
          </li>
        ))}
      </ol>
      <figcaption class="hint">
        {words.projection.total(used.length, percent(totalShare(chosen, ratios)))}
      </figcaption>
    </figure>
  );
}
