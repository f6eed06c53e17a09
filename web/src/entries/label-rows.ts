/** Which rows carry a label, most important first. Pure. */

import { shuffled } from "../geometry/shuffle";
import type { Rows } from "../stage/contract";

/** As many rows as can be asked for a place in every picture; the stage drops what collides. */
export const MOST_LABELS = 20_000;
const NEIGHBORS_LABELLED = 12;

/**
 * The selected rows and their nearest always; the others only where labels are switched on and nothing is selected,
 * in a mixed order that is the same every time, so that whatever finds a place is a fair sample.
 */
export function labelledRows(
  count: number,
  all: boolean,
  selected: Rows,
  neighbors: readonly number[],
): readonly number[] {
  const near = neighbors.slice(0, all ? MOST_LABELS : NEIGHBORS_LABELLED);
  const first = [...selected.slice(-MOST_LABELS), ...near].slice(0, MOST_LABELS);
  if (!all || selected.length > 0) return first;
  return mixed(count);
}

let known: readonly number[] = [];
let knownFor = 0;

function mixed(count: number): readonly number[] {
  if (count === knownFor) return known;
  known = Array.from(shuffled(count, () => true).subarray(0, MOST_LABELS));
  knownFor = count;
  return known;
}
