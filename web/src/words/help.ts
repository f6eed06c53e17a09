/** What the page explains at length: how to begin, keys and gestures. A part of `words`. */

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
  list: [
    ["/", "search"],
    ["Esc", "clear"],
    ["Space", "run or pause"],
    ["2  3", "two or three dimensions"],
    ["H", "fit all points"],
    ["F", "fly to the selection"],
    ["I", "show the selection alone, or the point with its neighbours"],
    ["U", "back one level"],
    ["[  ]", "walk along the neighbours"],
    ["Enter", "select the neighbour you walked to"],
    ["L", "labels"],
    ["T", "thumbnails"],
    ["V  R  G  O", "move, or select by box, lasso, sphere"],
    ["C", "copy a link to this view"],
    ["N", "night"],
    ["B", "bookmark this view"],
    [",  .", "walk through the bookmarks"],
    ["← → ↑ ↓", "orbit or pan"],
    ["+  −", "zoom"],
    ["Ctrl-Z", "undo a tag; with Shift do it again"],
    ["?", "this page"],
  ],
};

export const empty = {
  title: "See your vectors",
  lead: "Hyperscope lays out high-dimensional vectors in 2-D or 3-D and shows every point. Three ways to begin:",
  demo: {
    title: "Open the demo",
    text: "1,797 handwritten digits, ready on this machine.",
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
