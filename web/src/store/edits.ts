/** Writing into the metadata: tagging what is selected, undoing and doing again. The server keeps it; other pages see it. */

import { batch, computed, effect, signal } from "@preact/signals";
import type { EditMove } from "../source/datasets";
import { asProblem } from "../source/problem";
import type { Source } from "../source/source";
import type { Cells } from "../wire/arrow";
import type { DatasetMessage, Problem } from "../wire/messages";
import { type Columns, labelsOf } from "./columns";
import type { Inspector } from "./inspector";
import type { Opening } from "./opening";
import { packed } from "./rows";

/** Values that are offered while one is typed. */
const MOST_OFFERED = 200;
const NEW_COLUMN = "tag";
/** Of what the selected points say. */
const MOST_SHARES = 6;

/** The values of these rows with how many say them, as they would be written. */
function said(cells: Cells, rows: Int32Array): { readonly name: string; readonly count: number }[] {
  const counts = new Map<number, number>();
  const at = cells.kind === "coded" ? cells.codes : cells.numbers;
  for (const row of rows) counts.set(at[row] ?? -1, (counts.get(at[row] ?? -1) ?? 0) + 1);
  const name = (key: number) => (cells.kind === "coded" ? (cells.dictionary[key] ?? "") : String(key));
  return [...counts]
    .map(([key, count]) => ({ name: name(key), count }))
    .filter((share) => share.name !== "" && share.name !== "NaN")
    .sort((one, other) => other.count - one.count);
}

export class Edits {
  /** The column that is written, there already or new, and what is written. */
  readonly column = signal(NEW_COLUMN);
  readonly value = signal("");
  readonly busy = signal(false);
  readonly problem = signal<Problem | null>(null);
  /** What holds, what would be undone, and what done again; null where the server keeps no edits. */
  readonly past = computed(() => this.opening.dataset.value?.edits ?? null);
  /** The values that the column has already. */
  readonly values = computed(() => {
    const cells = this.opening.cells.value.get(this.column.value.trim());
    return cells === undefined ? [] : labelsOf(cells).slice(0, MOST_OFFERED);
  });

  /** What the selected points say in the column already, most often first. */
  readonly shares = computed(() => {
    const cells = this.opening.cells.value.get(this.column.value.trim());
    const rows = this.inspector.selected.value;
    return cells === undefined || rows.length < 2 ? [] : said(cells, rows).slice(0, MOST_SHARES);
  });

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
    private readonly inspector: Inspector,
    private readonly columns: Columns,
  ) {
    effect(() => {
      opening.dataset.value;
      this.problem.value = null;
      if (opening.continued.peek()) return;
      batch(() => {
        this.column.value = NEW_COLUMN;
        this.value.value = "";
      });
    });
  }

  /** Lets the selected points say the value in the column. Points without colours are coloured by a new one. */
  async tag(): Promise<void> {
    const [dataset, rows] = [this.opening.dataset.peek(), this.inspector.selected.peek()];
    if (dataset === null || rows.length === 0) return;
    const column = this.column.peek().trim();
    const fresh = !dataset.columns.some((one) => one.name === column);
    const request = { column, value: this.value.peek(), rows: packed(rows, dataset.n) };
    const done = await this.write(dataset, (entry) => this.source.edit(entry, request));
    if (done && fresh && this.columns.colorBy.peek() === null) this.columns.setColorBy(column);
  }

  /** Lets all selected points say what some of them do. */
  async say(value: string): Promise<void> {
    this.value.value = value;
    await this.tag();
  }

  async undo(): Promise<void> {
    if (this.past.peek()?.undo) await this.turn("undo");
  }

  async redo(): Promise<void> {
    if (this.past.peek()?.redo) await this.turn("redo");
  }

  private async turn(move: EditMove): Promise<void> {
    const dataset = this.opening.dataset.peek();
    if (dataset !== null) await this.write(dataset, (entry) => this.source.turnEdit(entry, move));
  }

  /** One at a time: an answer that is under way decides what the next one means. */
  private async write(
    dataset: DatasetMessage,
    send: (entry: string) => Promise<DatasetMessage>,
  ): Promise<boolean> {
    if (this.busy.peek()) return false;
    this.busy.value = true;
    this.problem.value = null;
    try {
      await send(dataset.id);
      await this.opening.renew(dataset.id);
      return true;
    } catch (error) {
      this.problem.value = asProblem(error);
      return false;
    } finally {
      this.busy.value = false;
    }
  }
}
