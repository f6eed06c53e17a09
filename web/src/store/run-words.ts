/** A run in a line: what it is called, and what made it. Pure. */

import type { MethodMessage, RunMessage } from "../wire/messages";
import { words } from "../words";
import { count, number } from "./formats";

/** A person's own name for it, or the method's. */
export function runTitle(
  run: Pick<RunMessage, "name" | "method" | "n_components">,
  method: MethodMessage | null,
): string {
  return run.name || `${method?.title ?? run.method} ${words.layouts.dimensions(run.n_components)}`;
}

/** What tells this run from its neighbours: the first parameter, whatever else was asked, seed, iterations, rows if not `all`. */
export function runTraits(run: RunMessage, method: MethodMessage | null, all?: number): string[] {
  const said =
    run.name === "" ? [] : [`${method?.title ?? run.method} ${words.layouts.dimensions(run.n_components)}`];
  if (run.restored) said.push(words.layouts.restored);
  said.push(...told(run, method));
  if (method?.axes.length) said.push(components(run, method));
  else said.push(run.axis_names.filter(Boolean).join(", "));
  if (run.iteration > 0) said.push(words.iteration(run.iteration));
  if (method?.heavy || run.random_state !== 0) said.push(words.layouts.seed(run.random_state));
  if (run.n_rows > 0 && run.n_rows !== all) said.push(words.layouts.rows(run.n_rows));
  return said.filter(Boolean);
}

/**
 * The first parameter, and every other one that was set to something else than its default; of saved positions nobody
 * knows what was set.
 */
function told(run: RunMessage, method: MethodMessage | null): readonly string[] {
  const rows = method?.params ?? [];
  return rows.flatMap((row, at) => {
    const [asked, value] = [run.asked[row.name], run.params[row.name]];
    const main = at === 0 && (row.kind === "int" || row.kind === "float");
    const usual = run.restored || asked === undefined || asked === row.default;
    if (!main && usual) return [];
    if (value === null || value === undefined || value === "auto" || row.kind === "end") return [];
    if (run.iteration > 0 && value === run.iteration) return [];
    const shown = typeof value === "number" ? figure(value) : value === true ? "" : String(value);
    return [`${row.title.toLowerCase()} ${shown}`.trim()];
  });
}

function figure(value: number): string {
  return Number.isInteger(value) ? count(value) : number(value, 3);
}

function components(run: RunMessage, method: MethodMessage): string {
  const chosen = method.axes.slice(0, run.n_components).map((axis) => Number(run.params[axis.name]));
  const plain = chosen.every((component, at) => component === at + 1);
  return plain ? "" : words.layouts.components(chosen);
}
