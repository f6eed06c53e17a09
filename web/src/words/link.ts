/** What is said about links to a view. A part of `words.ts`. */

import { count, number } from "../store/formats";
import type { LinkedLayout } from "../store/link";
import type { MethodMessage } from "../wire/messages";

const quoted = (names: readonly string[]) => names.map((name) => `‘${name.slice(0, 40)}’`);

export const link = {
  title: "Link to this view",
  copy: "Copy a link to this view",
  copied: "Link copied",
  run: "Run",
  dismiss: "Dismiss",
  byHand: "This browser does not let the page copy. Copy the link from here, or from the address bar:",
  cut: (kept: number, all: number) =>
    `The link holds ${count(kept)} of the ${count(all)} selected ${all === 1 ? "point" : "points"}: there are too many to write down. A bookmark holds them all.`,
  notHidden: (n: number) =>
    `It does not say which ${count(n)} categories are hidden: that would be too long.`,
  notAlone:
    "The points shown alone are too many for a link; it shows more of them. A bookmark holds them all.",
  restored: "These positions were saved: the link names their method, not where each point is.",
  refused: {
    later: "This link was made by a later Hyperscope: nothing of it is shown.",
    long: "This link is too long to be one of ours: nothing of it is shown.",
  },
  broken: (parts: readonly string[]) =>
    `Of this link, ${quoted(parts).join(", ")} cannot be understood; the rest is shown.`,
  noColumn: (names: readonly string[]) =>
    `These data have no ${names.length === 1 ? "column" : "columns"} ${quoted(names).join(" and ")}, which the link names; the rest is shown.`,
  absent: (asked: string, there: string) =>
    `This link is of ‘${asked}’, which is not open here. Its view is shown over ${there}, without selected or isolated points.`,
  other: (name: string) =>
    `This link is of other data under the name ${name}: its points may be others, so none is selected.`,
  unknown: (method: string) => `This link shows a layout by ‘${method}’, a method that is not known here.`,
  offer: (method: MethodMessage | null, layout: LinkedLayout) => {
    const rows = method?.params ?? [];
    const told = rows.flatMap(({ name, title }) => {
      const value = layout.params[name];
      return value === undefined || value === null
        ? []
        : [`${title.toLowerCase()} ${typeof value === "number" ? number(value, 3) : value}`];
    });
    const what = [method?.title ?? layout.method, ...told, layout.seed ? `seed ${layout.seed}` : ""];
    return `This link shows ${what.filter(Boolean).join(", ")}. Run it?`;
  },
};
