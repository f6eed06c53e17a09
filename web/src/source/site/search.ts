/** Which rows hold a text, as the server's search finds them but for filters. Pure. */

import type { CodedCells } from "../../wire/arrow";
import type { SearchRequest } from "../../wire/messages";
import { words } from "../../words";
import { ProblemError } from "../problem";
import { compiled } from "./pattern";

/** The rows of `n`, ascending, where a cell of the asked column (or any) matches. Throws `ProblemError`. */
export function matching(
  columns: ReadonlyMap<string, CodedCells>,
  n: number,
  { text, column = null, mode = "substring", case: exact = false }: SearchRequest,
): Int32Array {
  const hit = new Uint8Array(n);
  const range = mode === "substring" ? spanned(text, columns) : null;
  if (range !== null) mark(range.cells, range.fits, hit);
  else if (text !== "") {
    const fits = test(text, mode, exact);
    for (const [name, cells] of columns) if (column === null || column === name) mark(cells, fits, hit);
  }
  const rows = new Int32Array(hit.reduce((sum, one) => sum + one, 0));
  let at = 0;
  for (let row = 0; row < n; row++) if (hit[row] === 1) rows[at++] = row;
  return rows;
}

interface Range {
  readonly cells: CodedCells;
  readonly fits: (cell: string) => boolean;
}

/** The range of numbers that a text is, written `age:20..30`; null for any other text. */
function spanned(text: string, columns: ReadonlyMap<string, CodedCells>): Range | null {
  const parts = /^(.*):\s*(\S*?)\s*\.\.\s*(\S*)\s*$/.exec(text.trim());
  const cells = columns.get(parts?.[1]?.replace(/^[ "`]+|[ "`]+$/g, "") ?? "");
  const [from = "", to = ""] = parts?.slice(2) ?? [];
  if (cells === undefined || from + to === "") return null;
  const [low, high] = [
    from === "" ? Number.NEGATIVE_INFINITY : Number(from),
    to === "" ? Infinity : Number(to),
  ];
  if (Number.isNaN(low) || Number.isNaN(high)) return null;
  return { cells, fits: (cell) => cell.trim() !== "" && Number(cell) >= low && Number(cell) <= high };
}

/** Every distinct cell is looked at once. */
function mark({ codes, dictionary }: CodedCells, fits: (cell: string) => boolean, hit: Uint8Array): void {
  const found = Uint8Array.from(dictionary, (cell) => (fits(cell) ? 1 : 0));
  for (let row = 0; row < codes.length; row++) if (found[codes[row] as number] === 1) hit[row] = 1;
}

function test(text: string, mode: SearchRequest["mode"], exact: boolean): (cell: string) => boolean {
  if (mode === "filter") throw refusal(words.site.noServer, words.site.filters);
  if (mode === "regex") return pattern(text, exact);
  const fold = exact ? (cell: string) => cell : (cell: string) => cell.toLowerCase();
  const wanted = fold(text);
  return mode === "exact" ? (cell) => fold(cell) === wanted : (cell) => fold(cell).includes(wanted);
}

function pattern(text: string, exact: boolean): (cell: string) => boolean {
  try {
    const made = compiled(text, exact);
    return (cell) => made.test(cell);
  } catch (error) {
    throw refusal(words.site.pattern, error instanceof Error ? error.message : String(error));
  }
}

function refusal(expected: string, got: string): ProblemError {
  return new ProblemError(
    { expected, got, fix: words.site.patternFix, where: "search", kind: "QueryError" },
    400,
  );
}
