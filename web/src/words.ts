/** Every word the page says, in one place. Another language is another object of this shape. */

import type { Format, What } from "./store/export";
import { count, loss, number, rowList } from "./store/formats";
import type { RampName } from "./store/palettes/ramps";
import type { Scope } from "./store/table";
import type {
  AddedMessage,
  MethodMessage,
  MetricName,
  PaceName,
  SearchMode,
  SpaceName,
  State,
  UploadMessage,
} from "./wire/messages";
import { bookmarks } from "./words/bookmarks";
import { empty, help } from "./words/help";
import { link } from "./words/link";
import { plural } from "./words/plural";
import { reading } from "./words/reading";
import { site } from "./words/site";

const states: Record<State, string> = {
  queued: "waiting",
  preparing: "preparing",
  running: "running",
  paused: "paused",
  stopped: "stopped",
  done: "done",
  failed: "failed",
};

const metrics: Record<MetricName, string> = { cosine: "Cosine", euclidean: "Euclidean", dot: "Dot product" };

const paces: Record<PaceName, { title: string; help: string }> = {
  fast: { title: "Fast", help: "As fast as it can; the page shows the newest positions." },
  "every step": { title: "Every step", help: "Waits until the page has drawn each step." },
  "one step": { title: "One step", help: "Goes on by one step each time you press Step." },
};

interface Bounds {
  readonly kind: string;
  readonly low: number | null;
  readonly high: number | null;
}

const sentence = (text: string) => (text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);

const range = (low: number | null, high: number | null) =>
  (low === null ? "" : ` from ${number(low)}`) + (high === null ? "" : ` up to ${number(high)}`);

const english = {
  states,
  metrics,
  paces,
  name: "Hyperscope",
  cancel: "Cancel",
  points: (n: number) => plural(n, "point", "points"),
  dimensions: (n: number) => plural(n, "dimension", "dimensions"),
  kept: (share: number) => `neighbours kept ${Math.round(100 * share)} %`,
  drawn: (drawn: number, points: number) => `drawn ${count(drawn)} of ${count(points)}`,
  iteration: (at: number) => `iteration ${count(at)}`,
  /** What a method calls its loss; not every method has a name for it. */
  lossName: (name: string): string => name || "loss",
  loss: (name: string, value: number) => `${english.lossName(name)} ${loss(value)}`,
  /** The picture is looked at in other dimensions than it was laid out in. */
  seenIn: (laid: number, seen: number) =>
    laid < seen ? `a ${laid}-D layout, seen in ${seen}-D` : `a ${laid}-D layout, seen from the front`,
  paramIs: (title: string, value: number) => `${title.toLowerCase()} ${number(value, 3)}`,
  row: (row: number) => `Row ${count(row)}`,
  canvas: (summary: string, selection: string) => `Scatter plot. ${summary}. ${selection}`,
  selection: (n: number) => (n === 0 ? "Nothing selected" : `${plural(n, "point", "points")} selected`),

  bar: {
    views: "View",
    two: "2-D",
    three: "3-D",
    labels: "Labels",
    thumbnails: "Thumbnails",
    night: "Night",
    help: "Help and keys",
    home: "Fit all points",
    search: "Search the points",
    searchHint: "Search",
    clear: "Clear the search",
    column: "Search in",
    everywhere: "All columns",
  },
  tools: {
    title: "Tool",
    move: "Move",
    box: "Box",
    lasso: "Lasso",
    sphere: "Sphere",
    hints: {
      move: "Orbit or pan by dragging",
      box: "Select the points in a box",
      lasso: "Select the points that you encircle",
      sphere: "Select the points around one: press on it and drag",
    },
  },
  options: {
    title: "Labels, lines and regions",
    labelSize: "Label size",
    textOnly: "Text instead of points",
    textOnlyHint: "Where labels are shown, each one with room for it takes its point's place",
    lines: (n: number) => plural(n, "line", "lines"),
    linesHint: (column: string) => `Join each point to the one that the column ${column} names`,
    visibleOnly: "Regions take visible points only",
    visibleOnlyHint: "Otherwise also those behind others",
  },
  link,
  picture: {
    title: "Save a picture",
    size: "Size",
    own: "Custom",
    width: "Width in pixels",
    height: "Height in pixels",
    ground: "Ground",
    theme: "As shown",
    transparent: "Transparent",
    save: "Save as PNG",
    tooLarge: "A picture has whole pixels, at most 16,384 on a side and 120 million in all.",
  },
  rails: {
    left: "Data and projection",
    right: "Inspector",
    hide: (name: string) => `Hide ${name.toLowerCase()}`,
    show: (name: string) => `Show ${name.toLowerCase()}`,
  },

  data: {
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
    qualityHint:
      "The share of each point's nearest neighbours that the picture keeps: low means badly placed.",
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
  },

  load: {
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
  },

  projection: {
    title: "Projection",
    method: "Method",
    /** Five methods stand in one line: a long title is shortened there, and whole where it is asked for. */
    tab: ({ name, title }: Pick<MethodMessage, "name" | "title">) =>
      name === "parametric" ? { text: "Parametric", title } : { text: title },
    components: "Layout",
    auto: "auto",
    setAuto: (title: string) => `Set ${title.toLowerCase()} to auto`,
    advanced: "Advanced",
    help: (title: string) => `About ${title.toLowerCase()}`,
    run: "Run",
    pause: "Pause",
    resume: "Resume",
    stop: "Stop",
    restart: "Restart",
    step: "Step",
    pace: "Pace",
    perturb: "Perturb",
    perturbHelp: "Kick every point a little, and let the run settle again.",
    iteration: "Iteration",
    lossCurve: (first: string, last: string) => `Loss, from ${first} to ${last}`,
    varianceBars: "Variance that each component explains",
    total: (axes: number, share: string) => `These ${axes} axes hold ${share} of the variance.`,
    component: (at: number, share: string | null) => (share === null ? `#${at}` : `#${at} · ${share}`),
    none: "None",
    fits: ({ kind, low, high }: Bounds) => `A ${kind === "int" ? "whole " : ""}number${range(low, high)}.`,
    notYet: "Nothing runs until you say so.",
    isolatedOnly: (n: number) => `Only the ${plural(n, "isolated row", "isolated rows")}`,
    anew: (size: number) => `Run lays the points out anew in ${size}-D.`,
    took: (seconds: number) =>
      seconds < 0.1 ? "under 0.1 s" : `${seconds < 10 ? seconds.toFixed(1) : count(seconds)} s`,
  },

  ends: {
    axis: (axis: string) =>
      ({ x: "Left to right", y: "Bottom to top", z: "Far to near" })[axis] ?? axis.toUpperCase(),
    names: {
      x_from: "Left",
      x_to: "Right",
      y_from: "Bottom",
      y_to: "Top",
      z_from: "Far",
      z_to: "Near",
    } as Readonly<Record<string, string>>,
    optional: "if you like",
    named: (end: string) => `${end}, what lies there`,
    regex: (end: string) => `${end} is a regular expression`,
    selection: (end: string) => `Use the present selection: ${end.toLowerCase()}`,
    hint: "A search, a regular expression, rows (#3 #20-25), or king - man + woman. One axis is enough.",
    matches: (terms: readonly { readonly total: number }[]) =>
      terms.map(({ total }) => plural(total, "match", "matches")).join(" and "),
    refused: (got: string) => `0 matches: ${got}`,
  },

  site,

  layouts: {
    title: "Layouts",
    dimensions: (n: number) => `${n}-D`,
    seed: (seed: number) => `seed ${seed}`,
    rows: (n: number) => plural(n, "row", "rows"),
    components: (chosen: readonly number[]) => `components ${chosen.join(", ")}`,
    restored: "saved positions",
    kept: (share: number) => `kept ${Math.round(100 * share)} %`,
    python: "Copy as Python",
    selection: "With selection",
    rename: "Rename",
    forget: "Delete this layout",
    name: "Name",
    keep: "Keep",
  },

  bookmarks,

  reading,

  inspector: {
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
  },

  search: {
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
  },

  common: {
    title: "Selected points",
    among: (column: string) => `What the selected points have in common: ${column}`,
    share: (name: string, n: number, of: number) => `${name}: ${count(n)} of ${count(of)}`,
    more: (n: number) => plural(n, "more value", "more values"),
  },

  table: {
    title: "Points as a table",
    close: "Close the table",
    scope: "Rows",
    scopes: { shown: "All shown", selected: (n: number) => `Selected · ${count(n)}` },
    none: { shown: "No point is shown now.", selected: "Nothing is selected." } satisfies Record<
      Scope,
      string
    >,
    columns: "Columns of the table",
    row: "Row",
    sort: (name: string) => `Sort by ${name}`,
  },

  export: {
    title: (n: number) => `Export ${plural(n, "point", "points")}`,
    what: "What to export",
    whats: { rows: "Rows", vectors: "Rows and vectors", ids: "Row numbers" } satisfies Record<What, string>,
    format: "Format",
    formats: { csv: "CSV", tsv: "TSV", parquet: "Parquet", npy: ".npy" } satisfies Record<Format, string>,
    save: "Save",
    copyIds: "Copy the row numbers",
    under: (share: number) =>
      Number.isNaN(share) ? "Writing the file…" : `Receiving the file: ${Math.round(100 * share)} %`,
  },

  isolation: {
    title: "Points shown alone",
    isolate: "Show the selection alone",
    isolateNear: "Show the point and its neighbours alone",
    back: "Back one level",
    all: "Show all points",
    level: (n: number, all: boolean) =>
      all ? `All ${plural(n, "point", "points")}` : plural(n, "point", "points"),
  },

  legend: {
    find: (n: number) => `Find among ${count(n)} categories`,
    none: (text: string) => `No category holds ‘${text}’.`,
    hint: "Click: hide or show. Alt-click or double click: alone. Shift-click: select its points.",
    line: (name: string, n: number) => `${name}, ${plural(n, "point", "points")}`,
    only: (name: string) => `Show ${name} alone`,
    select: (name: string) => `Select the points of ${name}`,
    shown: (shown: number, all: number) => `${count(shown)} of ${count(all)} categories shown`,
    all: "Show all",
  },

  look: {
    title: "Size and opacity",
    size: "Point size",
    sizeFits: "A factor from 0.25 to 8.",
    opacity: "Opacity",
    opacityFits: "From 5 to 100 %.",
  },

  edits: {
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
  },

  features: {
    find: (n: number) => `Colour by one of ${count(n)} features`,
    none: (text: string) => `No feature holds ‘${text}’.`,
    found: "Features found",
    more: (n: number, total: number) => `The first ${count(n)} of ${count(total)}.`,
  },

  colors: {
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
  },

  empty,
  problems: {
    title: "Nothing here can be opened",
    lead: "This is what was found, and what would help.",
    none: "Nothing can be opened yet",
    waiting:
      "This is what was found, and what would help. What is written there later appears here by itself.",
    one: "This tensor cannot be opened",
    expected: "Expected",
    got: "Got",
    fix: "What to do",
    retry: "Try again",
  },
  page: {
    starting: "Opening…",
    opening: (name: string) => `Opening ${name}…`,
    cancelled: (name: string) => `Opening ${name} was cancelled`,
    cancelledHint: "Nothing of it is kept. Open it again, or something else.",
    again: "Open it again",
    lost: "Connection lost. Trying again…",
    refused: "Hyperscope was started anew. Open the address that its terminal shows.",
    sceneGone: "The graphics card let go of the picture. It returns by itself; nothing is lost.",
    unreachable: "The server does not answer",
    unreachableHint: "Is Hyperscope still running in its terminal? Start it again, then try again here.",
    noWebGL: "This browser cannot draw the points",
    noWebGLHint:
      "Hyperscope needs WebGL2. Turn on hardware acceleration in the browser's settings, or use a recent Firefox, Chrome, Edge or Safari.",
    close: "Close",
  },

  help,
};

export type Words = typeof english;

export const words: Words = english;
