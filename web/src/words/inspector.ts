/** Points: selected, found, listed, exported, shown alone. A part of `words.ts`. */

import type { Format, What } from "../store/export";
import { count } from "../store/formats";
import type { Scope } from "../store/table";
import type { SearchMode, SpaceName } from "../wire/messages";
import { plural } from "./plural";

export const inspector = {
  title: "Inspector",
  empty: "Click a point",
  emptyHint: "Its row and its nearest neighbours appear here. Or press / and search.",
  neighbors: "Nearest neighbours",
  neighborsHint: "Exact, among all points, in the original space or in the layout on show.",
  space: "Neighbours in",
  spaces: { original: "Original space", layout: "Layout on show" } satisfies Record<SpaceName, string>,
  copyCell: (name: string) => `Copy ${name}`,
  more: (n: number) => `All ${count(n)} characters`,
  less: "Less",
  larger: "Show the picture at full size",
  smaller: "Show the thumbnail",
  k: "Neighbours",
  metric: "Distance",
  fly: "Fly to the selection",
  clear: "Clear the selection",
  invert: "Invert the selection",
  distance: (value: string) => `distance ${value}`,
  selected: (n: number) => `${plural(n, "point", "points")} selected`,
  emptyCell: "empty",
  looking: "Looking…",
  matches: (n: number) => plural(n, "match", "matches"),
  noMatch: (text: string) => `No point matches ‘${text}’.`,
  selectAll: (n: number) => `Select all ${count(n)}`,
  selectOne: "Select it",
  results: "Search results",
  badRegex: "This is not a regular expression.",
  card: "The selected row",
  open: "open link",
};

export const search = {
  mode: "Search for",
  modes: { substring: "Contains", exact: "Exactly", regex: "Pattern", filter: "Filter" } satisfies Record<
    SearchMode,
    string
  >,
  case: "Match case",
  filterHint: "label = '7' and loss > 0.5",
  none: "No point satisfies this filter.",
  add: "Add",
  addHint: "Add the matches to the selection",
  subtract: "Subtract",
  subtractHint: "Take the matches from the selection",
  beside: (n: number) => `${plural(n, "match is", "matches are")} not shown now.`,
  expected: (what: string) => `Expected ${what}.`,
  got: (what: string) => `Got ${what}.`,
};

export const common = {
  title: "Selected points",
  among: (column: string) => `What the selected points have in common: ${column}`,
  share: (name: string, n: number, of: number) => `${name}: ${count(n)} of ${count(of)}`,
  more: (n: number) => plural(n, "more value", "more values"),
};

export const table = {
  title: "Points as a table",
  close: "Close the table",
  scope: "Rows",
  scopes: { shown: "All shown", selected: (n: number) => `Selected · ${count(n)}` },
  none: { shown: "No point is shown now.", selected: "Nothing is selected." } satisfies Record<Scope, string>,
  columns: "Columns of the table",
  row: "Row",
  sort: (name: string) => `Sort by ${name}`,
};

export const exporting = {
  title: (n: number) => `Export ${plural(n, "point", "points")}`,
  what: "What to export",
  whats: { rows: "Rows", vectors: "Rows and vectors", ids: "Row numbers" } satisfies Record<What, string>,
  format: "Format",
  formats: { csv: "CSV", tsv: "TSV", parquet: "Parquet", npy: ".npy" } satisfies Record<Format, string>,
  save: "Save",
  copyIds: "Copy the row numbers",
  under: (share: number) =>
    Number.isNaN(share) ? "Writing the file…" : `Receiving the file: ${Math.round(100 * share)} %`,
};

export const isolation = {
  title: "Points shown alone",
  isolate: "Show the selection alone",
  isolateNear: "Show the point and its neighbours alone",
  back: "Back one level",
  all: "Show all points",
  level: (n: number, all: boolean) =>
    all ? `All ${plural(n, "point", "points")}` : plural(n, "point", "points"),
};
