/** Metadata columns: an Arrow IPC stream in, typed arrays out. A cell is a number or a code into a dictionary. */

import { type Column, tableFromIPC } from "@uwdata/flechette";

export interface NumericCells {
  readonly kind: "numeric";
  /** One float64 a row; NaN where the cell is empty. */
  readonly numbers: Float64Array;
}

export interface CodedCells {
  readonly kind: "coded";
  /** One code a row into `dictionary`; -1 where the cell is missing. */
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

export type Cells = NumericCells | CodedCells;

interface DictionaryKeys {
  readonly length: number;
  readonly nullCount: number;
  key(index: number): number;
  isValid(index: number): boolean;
  readonly dictionary: Column<string>;
}

/** The columns in the stream's order, by name. Throws whatever the Arrow decoder throws for broken bytes. */
export function decodeColumns(bytes: ArrayBuffer): Map<string, Cells> {
  const table = tableFromIPC(new Uint8Array(bytes));
  const named = table.schema.fields.map((field, at): [string, Cells] => [
    field.name,
    decode(table.getChildAt(at)),
  ]);
  return new Map(named);
}

function decode(column: Column<unknown>): Cells {
  return hasDictionary(column) ? coded(column) : { kind: "numeric", numbers: numbers(column) };
}

function hasDictionary(column: Column<unknown>): column is Column<string> {
  return column.data.some((batch) => "dictionary" in batch);
}

function numbers(column: Column<unknown>): Float64Array {
  const values = new Float64Array(column.length);
  let row = 0;
  for (const batch of column.data) {
    for (let at = 0; at < batch.length; at++)
      values[row++] = present(batch, at) ? Number(batch.value(at)) : Number.NaN;
  }
  return values;
}

/** A batch without nulls carries no validity bits. */
function present(
  batch: { readonly nullCount: number; isValid(index: number): boolean },
  at: number,
): boolean {
  return batch.nullCount === 0 || batch.isValid(at);
}

/** Batches share their dictionary in a stream; if a delta made it longer, the last one holds all of it. */
function coded(column: Column<string>): CodedCells {
  const codes = new Int32Array(column.length);
  let dictionary: readonly string[] = [];
  let row = 0;
  for (const batch of column.data as unknown as readonly DictionaryKeys[]) {
    for (let at = 0; at < batch.length; at++) codes[row++] = present(batch, at) ? batch.key(at) : -1;
    const words = Array.from(batch.dictionary.toArray(), String);
    if (words.length > dictionary.length) dictionary = words;
  }
  return { kind: "coded", codes, dictionary };
}
