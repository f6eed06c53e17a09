/** Which rows carry a label, most important first. Pure. */

/** Beyond these a screen is full; the stage drops what collides. */
export const MOST_LABELS = 600;
const NEIGHBORS_LABELLED = 12;

/** A step that is coprime to nearly every count walks the rows in a fixed, well-mixed order. */
const STRIDE = 7_919;

/**
 * The selected rows and their nearest always; the others only where labels are switched on and nothing is selected,
 * as a fair sample that is the same every time.
 */
export function labelledRows(
  count: number,
  all: boolean,
  selected: readonly number[],
  neighbors: readonly number[],
): readonly number[] {
  const near = neighbors.slice(0, all ? MOST_LABELS : NEIGHBORS_LABELLED);
  const first = [...selected.slice(-MOST_LABELS), ...near].slice(0, MOST_LABELS);
  if (!all || selected.length > 0) return first;
  return Array.from({ length: Math.min(count, MOST_LABELS) }, (_, at) => sample(at, count));
}

function sample(at: number, count: number): number {
  return count <= MOST_LABELS ? at : (at * STRIDE) % count;
}
