/** Which rows carry a label before any others do, most important first. Pure. */

import type { Rows } from "../stage/contract";

/** More are never asked for a place in one picture. */
export const MOST_LABELS = 20_000;
const NEIGHBORS_LABELLED = 12;

/** The selected rows and their nearest: a few, or, where labels are switched on, all of them. */
export function labelledRows(all: boolean, selected: Rows, neighbors: Rows): readonly number[] {
  const near = neighbors.slice(0, all ? MOST_LABELS : NEIGHBORS_LABELLED);
  return [...selected.slice(-MOST_LABELS), ...near].slice(0, MOST_LABELS);
}
