/** Rows that follow each other: the columns `__next__` and `__seq_next__` hold, for each row, the number of the next. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Cells } from "../wire/arrow";
import type { Opening } from "./opening";

/** In the order in which they are looked for. */
const COLUMNS = ["__next__", "__seq_next__"] as const;

export interface Lines {
  /** The column they were read from. */
  readonly column: string;
  /** Row after row; one that ends where it began is closed. No two share a segment. */
  readonly lines: readonly (readonly number[])[];
  /** Rows whose next row does not exist: they end their line. */
  readonly invalid: readonly number[];
}

/** The lines of the open dataset, or null where it has no such column. */
export function makeLines(opening: Opening): ReadonlySignal<Lines | null> {
  return computed(() => {
    const cells = opening.cells.value;
    const column = COLUMNS.find((name) => cells.has(name));
    const found = column === undefined ? undefined : cells.get(column);
    return column === undefined || found === undefined ? null : { column, ...follow(found) };
  });
}

const NONE = -1;
const WRONG = -2;

export function follow(cells: Cells): Pick<Lines, "lines" | "invalid"> {
  const next = targets(cells);
  const led = new Uint8Array(next.length);
  const invalid: number[] = [];
  next.forEach((target, row) => {
    if (target >= 0) led[target] = 1;
    else if (target === WRONG) invalid.push(row);
  });
  const gone = new Uint8Array(next.length);
  const lines: number[][] = [];
  // First from every row that nothing leads to; what is left then goes round in circles.
  for (const circles of [false, true]) {
    for (let row = 0; row < next.length; row++) {
      if ((next[row] as number) < 0 || gone[row] === 1 || (!circles && led[row] === 1)) continue;
      lines.push(walk(row, next, gone));
    }
  }
  return { lines, invalid };
}

/** Until there is no next row, or one from which a line already leads on. */
function walk(first: number, next: Int32Array, gone: Uint8Array): number[] {
  const line = [first];
  for (let row = first; (next[row] as number) >= 0 && gone[row] === 0; ) {
    gone[row] = 1;
    row = next[row] as number;
    line.push(row);
  }
  return line;
}

function targets(cells: Cells): Int32Array {
  const count = cells.kind === "coded" ? cells.codes.length : cells.numbers.length;
  const read = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
  const written = cells.kind === "coded" ? cells.dictionary.map(read) : [];
  return Int32Array.from({ length: count }, (_, row) => {
    if (cells.kind === "numeric") return target(cells.numbers[row] as number, count);
    const code = cells.codes[row] as number;
    const empty = code < 0 || (cells.dictionary[code] ?? "").trim() === "";
    return empty ? NONE : target(written[code] ?? Number.NaN, count, WRONG);
  });
}

/** A number of a row; `otherwise` for what is no number at all. */
function target(value: number, count: number, otherwise = NONE): number {
  if (Number.isNaN(value)) return otherwise;
  return Number.isInteger(value) && value >= 0 && value < count ? value : WRONG;
}
