/** One point in a list: thumbnail, label, and what a list adds. Hovering it lights the point up in the scene. */

import type { ComponentChildren } from "preact";
import { Thumb } from "../elements/thumb";
import { words } from "../words";
import { useStore } from "./context";

interface PointLineProps {
  readonly row: number;
  readonly marked?: boolean;
  readonly stop?: 0 | -1;
  readonly children?: ComponentChildren;
}

/** The height of a line of points, in CSS pixels. */
export const LINE = 32;

export function PointLine({ row, marked, stop, children }: PointLineProps) {
  const { columns, inspector, pictures } = useStore();
  const sheets = pictures.cells.value;
  const label = columns.label.value(row) || words.row(row);
  const light = (on: boolean) => {
    if (on) inspector.hovered.value = row;
    else if (inspector.hovered.peek() === row) inspector.hovered.value = null;
  };
  return (
    <button
      type="button"
      class="point"
      tabIndex={stop}
      data-marked={marked}
      title={`${label} · ${words.row(row)}`}
      onMouseEnter={() => light(true)}
      onMouseLeave={() => light(false)}
      onFocus={() => light(true)}
      onBlur={() => light(false)}
      onClick={() => inspector.select([row])}
    >
      {sheets && <Thumb row={row} sheets={sheets} />}
      <span class="text" dir="auto">
        {label}
      </span>
      {children}
    </button>
  );
}
