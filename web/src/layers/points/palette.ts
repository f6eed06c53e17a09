/** The colour table as a texture of 256 columns: re-colouring sends two bytes a row, a new table a few kilobytes. */

import { DataTexture, NearestFilter, RGBAFormat, UnsignedByteType } from "three";
import type { Rgb } from "../../stage/contract";

const COLUMNS = 256;

export function paletteTexture(table: readonly Rgb[]): DataTexture {
  const rows = Math.max(1, Math.ceil(table.length / COLUMNS));
  const texels = new Uint8Array(COLUMNS * rows * 4).fill(255);
  table.forEach((color, i) => {
    texels.set(color, i * 4);
  });
  const texture = new DataTexture(texels, COLUMNS, rows, RGBAFormat, UnsignedByteType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.needsUpdate = true;
  return texture;
}
