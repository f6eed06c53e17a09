/** Bookmarks as the original Embedding Projector saves them: a JSON array of states (docs/reference/bookmarks.md). Pure.
 *
 * It opens no state that lacks a key, so what a bookmark does not say stands there as the projector would have it at first.
 * `src/hyperscope/readers/beside/states.py` reads what is written here.
 */

import type { BookmarkMessage, SavedLayoutMessage } from "../wire/messages";

const METHODS = ["pca", "tsne", "umap", "custom"];
const HALF_FIELD = Math.tan((35 * Math.PI) / 180); // its perspective sees 70 degrees
const HALF_FLAT = 1.2; // half of its flat camera's height
const NO_COLOR = "No color map";
const FIRST_CAMERA = { position: [0.45, 0.9, 1.6], target: [0, 0, 0], zoom: 1 };
const ENDS = { XLeft: "x_from", XRight: "x_to", YDown: "y_from", YUp: "y_to" };

/** Whether the projector has a place for it: a layout of a method it knows, with its positions. */
export function expressible({ layout }: BookmarkMessage): boolean {
  return layout.positions !== null && METHODS.includes(layout.method);
}

/** The file. Colours by anything but one of the `columns` are ours alone and become none. */
export function asStates(bookmarks: readonly BookmarkMessage[], columns: readonly string[]): string {
  return JSON.stringify(
    bookmarks.filter(expressible).map((bookmark, at) => asState(bookmark, at === 0, columns)),
  );
}

function asState(bookmark: BookmarkMessage, isSelected: boolean, columns: readonly string[]) {
  const { label, data, layout, view, selected } = bookmark;
  const { rows, places, all } = subset(bookmark);
  const size = layout.method === "custom" || view.dimensions === 2 ? 2 : layout.n_components;
  const components = componentsOf(layout, layout.n_components);
  const keys =
    layout.method === "custom" ? ["linear-x", "linear-y"] : components.map((at) => `${layout.method}-${at}`);
  const placeOf = new Map(rows.map((row, at) => [row, at]));
  return {
    label,
    isSelected,
    selectedProjection: layout.method,
    dataSetDimensions: [rows.length, data.d],
    tSNEIteration: layout.method === "tsne" ? layout.iteration : 0,
    tSNEPerplexity: told(layout, "perplexity", 30),
    tSNELearningRate: Math.log10(layout.method === "tsne" ? told(layout, "learning_rate", 10) : 10),
    tSNEis3d: size === 3,
    umapIs3d: size === 3,
    umapNeighbors: told(layout, "n_neighbors", 15),
    umapMinDist: told(layout, "min_dist", 0.1),
    pcaComponentDimensions: layout.method === "pca" ? components.slice(0, size) : [0, 1, 2],
    // NaN becomes null, as in the projector's own files.
    projections: places.map((place) => Object.fromEntries(keys.map((key, at) => [key, place[at]]))),
    filteredPoints: all ? null : rows,
    selectedPoints: selected.flatMap((row) => placeOf.get(row) ?? []),
    shuffledDataIndices: rows.map((_, at) => at),
    cameraDef: cameraOf(bookmark, places, size),
    selectedColorOptionName: view.color !== null && columns.includes(view.color) ? view.color : NO_COLOR,
    forceCategoricalColoring: view.categorical === true,
    selectedLabelOption: view.label ?? "",
    ...endsOf(layout),
  };
}

/** The rows that the projector would hold, which are those shown alone, and their places. */
function subset({ data, layout, isolated }: BookmarkMessage) {
  const size = layout.n_components;
  const flat = decoded(layout.positions ?? "");
  const laid = layout.rows ?? Array.from({ length: flat.length / size }, (_, row) => row);
  const at = new Map(laid.map((row, place) => [row, place]));
  const rows = (isolated.at(-1) ?? laid).filter((row) => at.has(row));
  const places = rows.map((row) => {
    const from = (at.get(row) ?? 0) * size;
    return [...flat.subarray(from, from + size)];
  });
  return { rows, places, all: layout.rows === null && rows.length === data.n };
}

/** Little-endian float32 in base64. */
export function decoded(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

/** Counted from 0, where our axes count from 1. */
function componentsOf({ method, params }: SavedLayoutMessage, size: number): number[] {
  const axes = ["x", "y", "z"].slice(0, size);
  return axes.map((axis, at) =>
    method === "pca" && typeof params[axis] === "number" ? params[axis] - 1 : at,
  );
}

function told({ params }: SavedLayoutMessage, name: string, otherwise: number): number {
  const value = params[name];
  return typeof value === "number" ? value : otherwise;
}

/** It scales the points to [−1, 1] about their middle; how far away its camera stands says how much it sees. */
function cameraOf({ view }: BookmarkMessage, places: readonly (readonly number[])[], size: number) {
  const orthographic = size === 2;
  const { half, centre } = box(places, size);
  if (view.camera === null || half === null) return { orthographic, ...FIRST_CAMERA };
  const { extent } = view.camera;
  const moved = (point: readonly number[]) => point.map((part, axis) => (part - (centre[axis] ?? 0)) / half);
  const [at, target] = [moved(view.camera.position), moved(view.camera.target)];
  const away = at.map((part, axis) => part - (target[axis] ?? 0));
  const far = Math.hypot(...away) || 1;
  if (orthographic) return { orthographic, position: at, target, zoom: (HALF_FLAT * half) / extent };
  const distance = extent / (half * HALF_FIELD);
  const position = target.map((part, axis) => part + ((away[axis] ?? 0) / far) * distance);
  return { orthographic, position, target, zoom: 1 };
}

function box(places: readonly (readonly number[])[], size: number) {
  const low = Array<number>(size).fill(Infinity);
  const high = Array<number>(size).fill(-Infinity);
  for (const place of places) {
    for (let axis = 0; axis < size; axis++) {
      const part = place[axis] ?? Number.NaN;
      if (part < (low[axis] ?? 0)) low[axis] = part;
      if (part > (high[axis] ?? 0)) high[axis] = part;
    }
  }
  const spans = low.map((from, axis) => ((high[axis] ?? 0) - from) / 2);
  const half = Math.max(...spans);
  const centre = low.map((from, axis) => from + (spans[axis] ?? 0));
  return { half: Number.isFinite(half) && half > 0 ? half : null, centre };
}

function endsOf({ params }: SavedLayoutMessage): Record<string, string | boolean> {
  const ends = Object.entries(ENDS).flatMap(([side, name]) => {
    const said = typeof params[name] === "string" ? params[name] : "";
    const pattern = said.length > 2 && said.startsWith("/") && said.endsWith("/");
    return [
      [`custom${side}Text`, pattern ? said.slice(1, -1) : said],
      [`custom${side}Regex`, pattern],
    ];
  });
  const column = typeof params.column === "string" ? params.column : "";
  return { customSelectedSearchByMetadataOption: column, ...Object.fromEntries(ends) };
}
