/** The colour table as a texture of 256 columns: re-colouring sends two bytes a row, a new table a few kilobytes. */

import type { Card } from "../../card/card";
import { Table } from "../../card/texture";
import type { Rgb } from "../../stage/contract";

const COLUMNS = 256;

export function paletteTexture(card: Card, table: readonly Rgb[]): Table {
  const rows = Math.max(1, Math.ceil(table.length / COLUMNS));
  const texels = new Uint8Array(COLUMNS * rows * 4).fill(255);
  table.forEach((color, i) => {
    texels.set(color, i * 4);
  });
  return new Table(card, texels, COLUMNS);
}
