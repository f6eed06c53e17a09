/** Every word the page says, in one place, panel by panel in `words/`. Another language is another object of this shape. */

import { count, loss, number } from "./store/formats";
import type { MetricName, PaceName, State } from "./wire/messages";
import { bookmarks } from "./words/bookmarks";
import { colors, data, edits, features, legend, load, look } from "./words/data";
import { bar, options, picture, rails, tools } from "./words/frame";
import { empty, help } from "./words/help";
import { common, exporting, inspector, isolation, search, table } from "./words/inspector";
import { link } from "./words/link";
import { page, problems } from "./words/page";
import { plural } from "./words/plural";
import { ends, layouts, projection } from "./words/projection";
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
  bar,
  tools,
  options,
  link,
  picture,
  rails,
  data,
  load,
  projection,
  ends,
  site,
  layouts,
  bookmarks,
  reading,
  inspector,
  search,
  common,
  table,
  export: exporting,
  isolation,
  legend,
  look,
  edits,
  features,
  colors,
  empty,
  problems,
  page,
  help,
};

export type Words = typeof english;

export const words: Words = english;
