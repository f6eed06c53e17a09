/** What is said about saved views. A part of `words.ts`. */

import { count } from "../store/formats";
import type { BookmarkMessage, DatasetMessage, Problem } from "../wire/messages";
import { plural } from "./plural";

export const bookmarks = {
  title: "Bookmarks",
  add: "Bookmark this view",
  empty: "B keeps this view, its positions too.",
  numbered: (n: number) => `View ${n}`,
  previous: "Show the bookmark before",
  next: "Show the next bookmark",
  load: "Load bookmarks",
  save: "Save bookmarks",
  ours: "For Hyperscope",
  projectors: "For TensorBoard",
  projectorsHint: "TensorBoard's Embedding Projector has PCA, t-SNE, UMAP and custom axes in 2-D.",
  left: (labels: readonly string[]): Problem => ({
    expected: "bookmarks of PCA, t-SNE, UMAP or custom axes, with their positions",
    got: `${plural(labels.length, "other", "others")}, left out of the file`,
    fix: "Save them for Hyperscope, which keeps everything.",
    where: labels.join(", "),
    kind: "QueryError",
  }),
  up: "Move up",
  down: "Move down",
  remove: "Delete this bookmark",
  name: "Name of the bookmark",
  alone: "Open its positions",
  noPositions: "This bookmark holds no positions: run its method.",
  other: ({ label, data }: BookmarkMessage, { n, d }: DatasetMessage): Problem => ({
    expected: `a bookmark of these data: ${plural(n, "point", "points")} × ${count(d)}`,
    got:
      data.n === 0
        ? `one of data with ${plural(data.d, "dimension", "dimensions")}`
        : `one of ${count(data.n)} × ${count(data.d)}`,
    fix: "Open the data it is of; or its positions by themselves.",
    where: label,
    kind: "QueryError",
  }),
};
