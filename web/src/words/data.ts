/** The data, how they are coloured, and what is written into them. A part of `words.ts`. */

import { count, rowList } from "../store/formats";
import type { RampName } from "../store/palettes/ramps";
import type { AddedMessage, UploadMessage } from "../wire/messages";
import { plural } from "./plural";

const sentence = (text: string) => (text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);

export const data = {
  title: "Data",
  source: "Source",
  run: "Run",
  tensor: "Tensor",
  step: "Step",
  stepHelp: (n: number) =>
    `Saved at ${plural(n, "training step", "training steps")}. Selection, colours and view stay as you go through them; the layout goes on from where the points are.`,
  stepFits: "A number; the nearest step is opened.",
  shape: (shape: readonly number[]) => shape.map(count).join(" × "),
  unreadable: (n: number) => plural(n, "tensor cannot be opened", "tensors cannot be opened"),
  labelBy: "Label by",
  colorBy: "Colour by",
  normalized: (meaning: string, waits: boolean) =>
    `${sentence(meaning)}${waits ? " Takes effect with the next run." : ""}`,
  rowNumber: "Row number",
  noColor: "No colour",
  quality: "Quality per point",
  qualityHint: "The share of each point's nearest neighbours that the picture keeps: low means badly placed.",
  qualityWaits: "Measured once the layout has settled.",
  values: (n: number) => plural(n, "value", "values"),
  asCategories: "Each value its own colour",
  leftOut: (rows: readonly number[]) =>
    rows.length === 1
      ? `1 row has NaN or infinite values and is left out of the layout (row ${rowList(rows)}).`
      : `${count(rows.length)} rows have NaN or infinite values and are left out of the layout (rows ${rowList(rows)}).`,
  brokenLines: (column: string, rows: readonly number[]) =>
    `${plural(rows.length, "row names", "rows name")} a next row in ${column} that does not exist; the line ends there (rows ${rowList(rows)}).`,
  notes: (n: number) => plural(n, "note about this file", "notes about this file"),
  empty: "empty",
  unmeasured: (n: number) => `${plural(n, "point is", "points are")} not in the sample that is measured`,
  others: "other values",
  noValue: "no value",
  legend: "Legend",
};

export const load = {
  choose: "Load…",
  drop: "Drop vectors, metadata or pictures to open them",
  hint: "Vectors, a table of metadata, or a sprite sheet. Or drop files anywhere on the page.",
  sending: (name: string, share: number) => `Sending ${name}: ${Math.floor(100 * share)} %`,
  reading: (name: string) => `Reading ${name}…`,
  again: "Try again",
  how: "How files are joined",
  key: "Key column",
  keyHint: "The column of a table that holds the points' own labels",
  cell: "Cell size",
  cellHint: "Of a sprite sheet's cells in pixels: 28x28",
  howHint: "Left empty, both are found by themselves.",
  taken: (name: string, role: UploadMessage["role"]) =>
    ({
      metadata: `${name} was joined as metadata.`,
      images: `${name} was joined as pictures.`,
      vectors: `${name} was opened as vectors.`,
    })[role],
  asVectors: "Open as vectors instead",
  added: "Added files",
  roles: { metadata: "metadata", images: "pictures" } satisfies Record<AddedMessage["role"], string>,
  detach: (name: string) => `Remove ${name}`,
};

export const legend = {
  find: (n: number) => `Find among ${count(n)} categories`,
  none: (text: string) => `No category holds ‘${text}’.`,
  hint: "Click: hide or show. Alt-click or double click: alone. Shift-click: select its points.",
  line: (name: string, n: number) => `${name}, ${plural(n, "point", "points")}`,
  only: (name: string) => `Show ${name} alone`,
  select: (name: string) => `Select the points of ${name}`,
  shown: (shown: number, all: number) => `${count(shown)} of ${count(all)} categories shown`,
  all: "Show all",
};

export const look = {
  title: "Size and opacity",
  size: "Point size",
  sizeFits: "A factor from 0.25 to 8.",
  opacity: "Opacity",
  opacityFits: "From 5 to 100 %.",
};

export const edits = {
  title: "Tag points",
  none: "Select some points to tag them.",
  column: "Column",
  columnHint: "One that there is, or a new one",
  value: "Value",
  tag: (n: number) => (n === 0 ? "Tag the selection" : `Tag ${plural(n, "point", "points")}`),
  shares: "What the selected points say there",
  say: (value: string, n: number) => `Let all ${plural(n, "point", "points")} say ${value}`,
  undo: "Undo",
  redo: "Do again",
  undoing: (column: string, value: string, n: number) =>
    `Undo: ${column} = ${value || "nothing"} for ${plural(n, "point", "points")}`,
  redoing: (column: string, value: string, n: number) =>
    `Do again: ${column} = ${value || "nothing"} for ${plural(n, "point", "points")}`,
  kept: (n: number) =>
    `${plural(n, "edit", "edits")}, kept on this computer; the files of the data stay as they are.`,
  download: (format: string) => `Download as ${format}`,
  all: "All metadata",
};

export const features = {
  find: (n: number) => `Colour by one of ${count(n)} features`,
  none: (text: string) => `No feature holds ‘${text}’.`,
  found: "Features found",
  more: (n: number, total: number) => `The first ${count(n)} of ${count(total)}.`,
};

export const colors = {
  low: "Lowest colour",
  high: "Highest colour",
  fits: (log: boolean) =>
    log ? "A number above 0, the lower one on the left." : "A number, the lower one on the left.",
  whole: "Whole range",
  ramp: "Palette",
  ramps: {
    viridis: "Viridis",
    cividis: "Cividis",
    magma: "Magma",
    diverging: "Diverging, about zero",
  } satisfies Record<RampName, string>,
  log: "Logarithmic",
};
