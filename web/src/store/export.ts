/** The selection as a file: what it holds, in which format, and how far it has come. */

import { batch, effect, signal } from "@preact/signals";
import { asProblem, isAbort } from "../source/problem";
import type { Source } from "../source/source";
import type { ExportRequest, Problem } from "../wire/messages";
import type { Opening } from "./opening";
import { packed, type RowsLike } from "./rows";

export type What = NonNullable<ExportRequest["what"]>;
export type Format = NonNullable<ExportRequest["format"]>;

export const WHATS: readonly What[] = ["rows", "vectors", "ids"];
export const FORMATS: readonly Format[] = ["csv", "tsv", "parquet", "npy"];

/** A .npy holds numbers alone. */
export const fits = (what: What, format: Format) => !(what === "rows" && format === "npy");

export class Exporting {
  readonly what = signal<What>("rows");
  readonly format = signal<Format>("csv");
  /** 0 to 1 while the file comes; NaN while the server writes it; null when nothing is under way. */
  readonly progress = signal<number | null>(null);
  readonly problem = signal<Problem | null>(null);
  private current: AbortController | null = null;

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
  ) {
    effect(() => {
      opening.dataset.value;
      this.cancel();
      this.problem.value = null;
    });
  }

  setWhat(what: What): void {
    batch(() => {
      this.what.value = what;
      if (!fits(what, this.format.peek())) this.format.value = "csv";
    });
  }

  /** The file of these rows (null: of all) and its name; null if it was cancelled or refused (`problem` then says why). */
  async make(
    rows: RowsLike | null,
    what = this.what.peek(),
    format = this.format.peek(),
  ): Promise<{ blob: Blob; name: string } | null> {
    const dataset = this.opening.dataset.peek();
    if (dataset === null) return null;
    this.cancel();
    const mine = new AbortController();
    this.current = mine;
    batch(() => {
      this.progress.value = Number.NaN;
      this.problem.value = null;
    });
    const request = { what, format, rows: rows && packed(rows, dataset.n) };
    const told = (share: number) => {
      if (this.current === mine) this.progress.value = share;
    };
    try {
      const blob = await this.source.export(dataset.id, request, mine.signal, told);
      return mine.signal.aborted ? null : { blob, name: `${dataset.id}-${what}.${format}` };
    } catch (error) {
      if (!isAbort(error) && this.current === mine) this.problem.value = asProblem(error);
      return null;
    } finally {
      if (this.current === mine) this.progress.value = null;
    }
  }

  cancel(): void {
    this.current?.abort();
    this.current = null;
    this.progress.value = null;
  }
}
