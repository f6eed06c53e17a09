/** Search over the columns: what was typed, and the rows that match. */

import { batch, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Problem, SearchMessage } from "../wire/messages";
import type { Opening } from "./opening";
import { latest } from "./tasks";

export interface Search {
  readonly text: Signal<string>;
  readonly regex: Signal<boolean>;
  /** Null searches every column. */
  readonly column: Signal<string | null>;
  readonly found: ReadonlySignal<SearchMessage | null>;
  readonly problem: ReadonlySignal<Problem | null>;
  clear(): void;
}

/** Milliseconds of silence before a keystroke is sent. */
const PAUSE = 90;

export function makeSearch(source: Source, opening: Opening): Search {
  const text = signal("");
  const regex = signal(false);
  const column = signal<string | null>(null);
  const found = signal<SearchMessage | null>(null);
  const problem = signal<Problem | null>(null);
  const task = latest();

  function clear(): void {
    text.value = "";
  }

  effect(() => {
    opening.dataset.value;
    batch(() => {
      clear();
      column.value = null;
    });
  });

  effect(() => {
    const entry = opening.dataset.value?.id;
    const request = {
      text: text.value,
      column: column.value,
      mode: regex.value ? "regex" : "substring",
    } as const;
    if (entry === undefined || request.text === "") {
      task.cancel();
      batch(() => {
        found.value = null;
        problem.value = null;
      });
      return;
    }
    const timer = setTimeout(() => ask(entry, request), PAUSE);
    return () => clearTimeout(timer);
  });

  function ask(
    entry: string,
    request: { text: string; column: string | null; mode: "regex" | "substring" },
  ): void {
    task.begin(
      (signal) => source.search(entry, request, signal),
      (answer) => settle(answer, null),
      (refused) => settle(null, refused),
    );
  }

  function settle(answer: SearchMessage | null, refused: Problem | null): void {
    batch(() => {
      found.value = answer;
      problem.value = refused;
    });
  }

  return { text, regex, column, found, problem, clear };
}
