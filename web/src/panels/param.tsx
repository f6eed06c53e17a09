/** One row of a parameter table as a control. Nothing here knows a method by name. */

import { Menu } from "../elements/choice";
import { Row, SliderRow, Typed } from "../elements/slider";
import { labelsOf } from "../store/columns";
import {
  AUTO,
  columnBefore,
  fromSlider,
  hasSlider,
  parsed,
  SLIDER_STEPS,
  toSlider,
  type Value,
} from "../store/drafts";
import { number } from "../store/formats";
import type { ParamMessage } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";

const MOST_LABELS = 500;

interface ParamProps {
  readonly param: ParamMessage;
  readonly value: Value;
  /** What a run decided for "auto", if one has. */
  readonly resolved: unknown;
  readonly onChange: (value: Value) => void;
}

export function ParamControl(props: ParamProps) {
  const { param, value, onChange } = props;
  if (param.kind === "int" || param.kind === "float") return <NumberParam {...props} />;
  if (param.kind === "bool") {
    return (
      <label class="check" title={param.help}>
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{param.title}</span>
      </label>
    );
  }
  if (param.kind === "choice" || param.kind === "column") return <ChoiceParam {...props} />;
  if (param.kind === "label") return <LabelParam {...props} />;
  const take = (text: string) => {
    onChange(text || null);
    return true;
  };
  return (
    <Row title={param.title} help={param.help}>
      <Typed title={param.title} text={String(value ?? "")} wordy onType={take} />
    </Row>
  );
}

function NumberParam({ param, value, resolved, onChange }: ParamProps) {
  const auto = value === AUTO;
  const stands = auto && typeof resolved === "number" ? resolved : null;
  const amount = typeof value === "number" ? value : stands;
  const text = amount === null ? AUTO : number(amount, 4);
  const onType = (typed: string) => {
    if (typed === text) return true;
    const next = parsed(param, typed);
    if (next !== undefined) onChange(next);
    return next !== undefined;
  };
  if (!hasSlider(param)) {
    return (
      <Row title={param.title} help={param.help}>
        <Typed
          title={param.title}
          text={text}
          quiet={auto}
          fits={words.projection.fits(param)}
          onType={onType}
        />
      </Row>
    );
  }
  const middle = SLIDER_STEPS / 2;
  return (
    <SliderRow
      title={param.title}
      help={param.help}
      place={amount === null ? middle : toSlider(param, amount)}
      most={SLIDER_STEPS}
      text={text}
      fits={words.projection.fits(param)}
      auto={param.auto ? auto : undefined}
      onSlide={(place) => onChange(fromSlider(param, place))}
      onType={onType}
      onAuto={() => onChange(auto ? (amount ?? fromSlider(param, middle)) : AUTO)}
    />
  );
}

/** A label of the column that the table names before it; typed where there are too many for a menu. */
function LabelParam({ param, value, onChange }: ParamProps) {
  const { opening, projection } = useStore();
  const { method, draft } = projection.panel;
  const column = columnBefore(method.value?.params ?? [], param.name, draft.value);
  const cells = column === null ? undefined : opening.cells.value.get(column);
  const labels = cells === undefined ? [] : labelsOf(cells);
  const chosen = String(value ?? "");
  if (labels.length > MOST_LABELS) {
    const take = (text: string) => {
      onChange(text || null);
      return true;
    };
    return (
      <Row title={param.title} help={param.help}>
        <Typed title={param.title} text={chosen} wordy onType={take} />
      </Row>
    );
  }
  return (
    <Menu
      label={param.title}
      value={chosen}
      options={["", ...labels].map((one) => ({ value: one, text: one || words.projection.none }))}
      onChoose={(label) => onChange(label || null)}
    />
  );
}

function ChoiceParam({ param, value, onChange }: ParamProps) {
  const { opening } = useStore();
  const columns = opening.dataset.value?.columns.map((column) => column.name) ?? [];
  const none = { value: "", text: param.meanings[0] ?? words.projection.none };
  const named = (param.kind === "column" ? columns : param.choices).map((one) => ({ value: one, text: one }));
  return (
    <Menu
      label={param.title}
      value={String(value ?? "")}
      options={param.kind === "column" ? [none, ...named] : named}
      onChoose={(chosen) => onChange(chosen || null)}
    />
  );
}
