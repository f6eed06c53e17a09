/** Rows and their cells as CSV. Pure. */

import type { CodedCells } from "../../wire/arrow";

/** The rows set in `packed` (one bit a row, lowest first, in base64; null: all `n`), a line each, below the columns' names. */
export function table(columns: ReadonlyMap<string, CodedCells>, packed: string | null, n: number): string {
  const lines = [["row", ...columns.keys()].map(quoted).join(",")];
  const bits = packed === null ? null : Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  for (let row = 0; row < n; row++) {
    if (bits !== null && ((bits[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue;
    const cells = [...columns.values()].map(({ codes, dictionary }) => dictionary[codes[row] ?? -1] ?? "");
    lines.push([String(row), ...cells.map(quoted)].join(","));
  }
  return `${lines.join("\n")}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
