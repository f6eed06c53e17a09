/** Search over the columns: what was typed, and the rows that match. */

import { batch, effect, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Problem, SearchMessage, SearchRequest } from "../wire/messages";
import type { Opening } from "./opening";
import { latest } from "./tasks";

/** Milliseconds of silence before a keystroke is sent. */
const PAUSE = 90;

export class Search {
  readonly text = signal("");
  readonly regex = signal(false);
  /** Null searches every column. */
  readonly column = signal<string | null>(null);
  readonly found = signal<SearchMessage | null>(null);
  readonly problem = signal<Problem | null>(null);
  private readonly task = latest();

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
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
    const mode = this.regex.value ? "regex" : "substring";
    const request: SearchRequest = { text: this.text.value, column: this.column.value, mode };
    if (entry === undefined || request.text === "") {
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

  private settle(answer: SearchMessage | null, refused: Problem | null): void {
    batch(() => {
      this.found.value = answer;
      this.problem.value = refused;
    });
  }
}
