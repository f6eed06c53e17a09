/** Search over the columns: what was typed, and the rows that match. */

import { batch, computed, effect, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Problem, SearchMode, SearchRequest } from "../wire/messages";
import type { Opening } from "./opening";
import { among } from "./rows";
import type { Layer } from "./shown";
import { latest } from "./tasks";

export const MODES: readonly SearchMode[] = ["substring", "exact", "regex", "filter"];
/** Milliseconds of silence before a keystroke is sent. */
const PAUSE = 30;

export class Search {
  readonly text = signal("");
  readonly mode = signal<SearchMode>("substring");
  /** Are upper and lower case told apart? */
  readonly case = signal(false);
  /** Null searches every column; a filter names its own. */
  readonly column = signal<string | null>(null);
  /** Every row that matches, ascending; null before the first answer. */
  readonly found = signal<Int32Array | null>(null);
  /** Those of them that may be seen now. */
  readonly visible = computed(() => this.found.value && among(this.found.value, this.shown.value));
  readonly problem = signal<Problem | null>(null);
  private readonly task = latest();

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
    private readonly shown: Layer,
  ) {
    effect(() => {
      opening.dataset.value;
      if (opening.continued.peek()) return;
      batch(() => {
        this.clear();
        this.column.value = null;
      });
    });
    effect(() => this.follow());
  }

  clear(): void {
    this.text.value = "";
  }

  private follow(): (() => void) | undefined {
    const entry = this.opening.dataset.value?.id;
    const [mode, text] = [this.mode.value, this.text.value];
    const column = mode === "filter" ? null : this.column.value;
    const request: SearchRequest = { text, column, mode, case: this.case.value };
    if (entry === undefined || text.trim() === "") {
      this.task.cancel();
      this.settle(null, null);
      return undefined;
    }
    const timer = setTimeout(() => this.ask(entry, request), PAUSE);
    return () => clearTimeout(timer);
  }

  private ask(entry: string, request: SearchRequest): void {
    this.task.begin(
      (signal) => this.source.search(entry, request, signal),
      (answer) => this.settle(answer, null),
      (refused) => this.settle(null, refused),
    );
  }

  private settle(answer: Int32Array | null, refused: Problem | null): void {
    batch(() => {
      this.found.value = answer;
      this.problem.value = refused;
    });
  }
}
