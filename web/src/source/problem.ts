/** What can go wrong between page and server, as values with types. */

import type { Problem } from "../wire/messages";

/** A problem as one sentence, where it is first: "perplexity: expected …, got …. …". */
export function said({ where, expected, got, fix }: Problem): string {
  return `${where ? `${where}: ` : ""}expected ${expected}, got ${got}. ${fix}`.trim();
}

/** The server answered with a problem in three parts. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly status: number,
  ) {
    super(said(problem));
    this.name = "ProblemError";
  }
}

/** The server could not be reached, or answered with something that is not its own. */
export class ConnectionError extends Error {
  override name = "ConnectionError";
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** Any thrown value as a problem that can be shown in place. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const got = error instanceof Error ? error.message : String(error);
  return {
    expected: "an answer",
    got,
    fix: "Look at the terminal where Hyperscope runs.",
    where: "",
    kind: "page",
  };
}
