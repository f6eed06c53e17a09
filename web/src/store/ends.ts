/** The ends of custom axes: what was typed as an end means, and how many rows it matches while it is typed. */

import { effect, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { EndMessage, ParamMessage } from "../wire/messages";
import type { Draft } from "./drafts";
import type { Opening } from "./opening";
import type { Panel } from "./panel";
import { latest } from "./tasks";

/** Milliseconds of silence before what was typed is looked up. */
const PAUSE = 120;

/** Whether an end is a regular expression, between slashes. */
export function isPattern(text: string): boolean {
  return text.length > 1 && text.startsWith("/") && text.endsWith("/");
}

/** An end as a regular expression, or as plain text again. */
export function otherwise(text: string): string {
  return isPattern(text) ? text.slice(1, -1) : `/${text}/`;
}

/** Rows as an end: "#3 #17 #20-25". */
export function asEnd(rows: Iterable<number>): string {
  const sorted = [...rows].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const row of sorted) {
    const last = spans.at(-1);
    if (last !== undefined && row <= last[1] + 1) last[1] = row;
    else spans.push([row, row]);
  }
  return spans.map(([first, last]) => (first === last ? `#${first}` : `#${first}-${last}`)).join(" ");
}

const keyOf = (column: string | null, text: string) => JSON.stringify([column, text]);

/** The end's own parameters of a table. */
export function endsOf(params: readonly ParamMessage[]): readonly ParamMessage[] {
  return params.filter((param) => param.kind === "end");
}

/** The column in which ends are looked up; null: the label. */
function columnOf(draft: Draft): string | null {
  return typeof draft.column === "string" ? draft.column : null;
}

export class Ends {
  private readonly found = signal<ReadonlyMap<string, EndMessage>>(new Map());
  private readonly task = latest();

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
    private readonly panel: Panel,
  ) {
    effect(() => {
      opening.dataset.value;
      this.found.value = new Map();
    });
    effect(() => this.follow());
  }

  /** What an end of the panel matches; null while it is empty or not looked up yet. */
  of(name: string): EndMessage | null {
    const draft = this.panel.draft.value;
    return this.found.value.get(keyOf(columnOf(draft), String(draft[name] ?? ""))) ?? null;
  }

  private follow(): (() => void) | undefined {
    const entry = this.opening.dataset.value?.id;
    const draft = this.panel.draft.value;
    const texts = endsOf(this.panel.method.value?.params ?? []).map((param) =>
      String(draft[param.name] ?? ""),
    );
    const column = columnOf(draft);
    const known = this.found.peek();
    const asked = [...new Set(texts)].filter((text) => text.trim() !== "");
    const missing = asked.filter((text) => !known.has(keyOf(column, text)));
    if (entry === undefined || missing.length === 0) return undefined;
    const timer = setTimeout(() => this.ask(entry, column, asked, missing), PAUSE);
    return () => clearTimeout(timer);
  }

  private ask(
    entry: string,
    column: string | null,
    asked: readonly string[],
    missing: readonly string[],
  ): void {
    this.task.begin(
      (signal) => Promise.all(missing.map((text) => this.source.ends(entry, { text, column }, signal))),
      (answers) => {
        const known = this.found.peek();
        const kept = asked.flatMap((text) => {
          const at = missing.indexOf(text);
          const answer = at < 0 ? known.get(keyOf(column, text)) : answers[at];
          return answer === undefined ? [] : [[keyOf(column, text), answer] as const];
        });
        this.found.value = new Map(kept);
      },
      (problem) => {
        this.found.value = new Map(missing.map((text) => [keyOf(column, text), { terms: [], problem }]));
      },
    );
  }
}
