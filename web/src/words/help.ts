/** What the page explains at length: how to begin, keys and gestures. A part of `words`. */

const caps: Readonly<Record<string, string>> = {
  " ": "Space",
  "-": "−",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  Control: "Ctrl",
  Delete: "Del",
  Escape: "Esc",
};

export const help = {
  title: "Keys and gestures",
  pointer: "Pointer",
  keys: "Keys",
  trust: "How to read the picture",
  trustText: [
    "PCA keeps the widest directions: distances along its axes are true, but what lies across them is hidden.",
    "t-SNE keeps neighbourhoods, not distances: gaps between groups and their sizes mean little.",
    "Neighbours in the inspector are exact, in the original space, whatever the picture shows.",
  ],
  gestures: [
    ["Drag", "orbit in 3-D, pan in 2-D"],
    ["Right drag", "pan"],
    ["Shift-drag", "add the points in a box; with Alt take them away"],
    ["Wheel", "zoom"],
    ["Click", "select a point"],
    ["Shift-click", "add a point, or take it away"],
    ["Two fingers", "pan and zoom"],
    ["Finger at rest", "name the point under it"],
  ],
  /** What the keys of `panels/keymap.ts` do, in the order in which they are shown. */
  list: {
    search: "search",
    clear: "clear",
    run: "run or pause",
    dimensions: "two or three dimensions",
    home: "fit all points",
    fly: "fly to the selection",
    isolate: "show the selection alone, or the point with its neighbours",
    back: "back one level",
    walk: "walk along the neighbours",
    enter: "select the neighbour you walked to",
    labels: "labels",
    thumbnails: "thumbnails",
    table: "the points as a table",
    tools: "move, or select by box, lasso, sphere",
    link: "copy a link to this view",
    night: "night",
    bookmark: "bookmark this view",
    bookmarks: "walk through the bookmarks",
    turn: "orbit or pan",
    zoom: "zoom",
    undo: "undo a tag, do it again",
    help: "this page",
  },
  /** What is written on a key, or on keys that are held together. */
  cap: (key: string) =>
    key
      .replace(/\+(?=.)/g, "-")
      .replace(/Control|Escape|Delete|Arrow\w+|^ $|^-$/g, (name) => caps[name] ?? name),
};

export const empty = {
  title: "See your vectors",
  lead: "Hyperscope lays out high-dimensional vectors in 2-D or 3-D and shows every point.",
  drop: "Drop a file anywhere on this page, or choose one.",
  demo: {
    title: "Open the demo",
    text: "1,797 handwritten digits, ready to see.",
    code: "hyperscope demo",
  },
  file: {
    title: "Open a file",
    text: "A .npy, a .tsv, a TensorBoard log folder.",
    code: "hyperscope vectors.npy",
  },
  python: {
    title: "Call it from Python",
    text: "Any array of shape (points, dimensions).",
    code: "import hyperscope\nhyperscope.show(vectors)",
  },
  copy: "Copy",
  copied: "Copied",
  copyOf: (title: string) => `Copy the command: ${title.toLowerCase()}`,
};
