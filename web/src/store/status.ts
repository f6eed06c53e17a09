/** The line at the bottom, and what a screen reader is told about the canvas. */

import type { DatasetMessage, MethodMessage, RunMessage } from "../wire/messages";
import { words } from "../words";
import type { Beat } from "./live";

export interface Drawn {
  readonly points: number;
  readonly drawn: number;
}

/** The parts of the status line, in order; each stands alone. */
export function statusParts(
  dataset: DatasetMessage | null,
  method: MethodMessage | null,
  run: RunMessage | null,
  beat: Beat | null,
  drawn: Drawn,
  dimensions: 2 | 3,
  kept: number | null = null,
): readonly string[] {
  if (dataset === null) return [];
  const parts = [words.points(dataset.n), words.dimensions(dataset.d)];
  if (run !== null) parts.push(runWords(run, method, beat));
  if (run !== null && method?.heavy && run.n_components !== dimensions)
    parts.push(words.seenIn(run.n_components, dimensions));
  if (kept !== null) parts.push(words.kept(kept));
  if (drawn.points > 0) parts.push(words.drawn(drawn.drawn, drawn.points));
  return parts;
}

function runWords(run: RunMessage, method: MethodMessage | null, beat: Beat | null): string {
  const said = [method?.title ?? run.method];
  const main = method?.params[0];
  const value = main === undefined ? undefined : run.params[main.name];
  if (main !== undefined && typeof value === "number") said.push(words.paramIs(main.title, value));
  if (method?.steps) {
    const at = beat ?? run;
    said.push(words.iteration(at.iteration));
    if (at.loss !== null) said.push(words.loss(method.loss, at.loss));
  }
  const waits = run.state !== "running" && run.state !== "done";
  if (waits) said.push(words.states[run.state]);
  return said.join(", ");
}
