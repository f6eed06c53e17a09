/** Methods, runs and layouts. A part of `words.ts`. */

import { count, number } from "../store/formats";
import type { MethodMessage } from "../wire/messages";
import { plural } from "./plural";

interface Bounds {
  readonly kind: string;
  readonly low: number | null;
  readonly high: number | null;
}

const range = (low: number | null, high: number | null) =>
  (low === null ? "" : ` from ${number(low)}`) + (high === null ? "" : ` up to ${number(high)}`);

export const projection = {
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
};

export const ends = {
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
};

export const layouts = {
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
};
