/** The bar, its menus and the rails. A part of `words.ts`. */

import { plural } from "./plural";

export const bar = {
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
};

export const tools = {
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
};

export const options = {
  title: "Labels, lines and regions",
  labelSize: "Label size",
  textOnly: "Text instead of points",
  textOnlyHint: "Where labels are shown, each one with room for it takes its point's place",
  lines: (n: number) => plural(n, "line", "lines"),
  linesHint: (column: string) => `Join each point to the one that the column ${column} names`,
  visibleOnly: "Regions take visible points only",
  visibleOnlyHint: "Otherwise also those behind others",
};

export const picture = {
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
};

export const rails = {
  left: "Data and projection",
  right: "Inspector",
  hide: (name: string) => `Hide ${name.toLowerCase()}`,
  show: (name: string) => `Show ${name.toLowerCase()}`,
};
