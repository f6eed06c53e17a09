/**
 * A view as the fragment of an address, and back: `view=1&data=iris&method=tsne&in=2&param.perplexity=30&select=3,7-9`.
 *
 * Anybody may have written the one that is read: what cannot be understood is named and left out. Pure.
 */

import type { Camera } from "../stage/contract";
import type { SavedScaleMessage, SearchMode } from "../wire/messages";
import type { Value } from "./drafts";
import type { RowsLike } from "./rows";
import { MODES } from "./search";
import { OPACITIES, SIZES } from "./settings";

export const VERSION = 1;
/** Stretches of neighbouring rows that one list may hold. */
export const MOST_SPANS = 2_000;
/** Categories that a link may hide. */
const MOST_HIDDEN = 500;
export const MOST_LEVELS = 16;
const LONGEST = 1 << 18;
const PARAM = "param.";

/** First and last row of a stretch. */
export type Span = readonly [first: number, last: number];

export interface LinkedLayout {
  readonly method: string;
  readonly components: 2 | 3;
  readonly seed: number;
  /** What differs from the method's table. */
  readonly params: Readonly<Record<string, Value>>;
  /** How many rows it lays out; null: all that can be. */
  readonly rows: number | null;
}

export interface LinkedSearch {
  readonly text: string;
  readonly mode: SearchMode;
  /** Null: all of them. */
  readonly column: string | null;
  readonly case: boolean;
}

/** What is drawn, and how; null: says nothing. */
export interface LinkedDrawing {
  readonly labels: boolean | null;
  readonly thumbnails: boolean | null;
  readonly size: number | null;
  readonly opacity: number | null;
  readonly search: LinkedSearch | null;
}

export interface Link extends LinkedDrawing {
  readonly data: string | null;
  /** The beginning of the data's fingerprint. */
  readonly fingerprint: string;
  readonly layout: LinkedLayout | null;
  readonly dimensions: 2 | 3;
  readonly camera: Camera | null;
  readonly color: string | null;
  readonly label: string | null;
  /** Whether numbers are coloured as categories, and how they are as numbers; null: says nothing. */
  readonly categorical: boolean | null;
  readonly scale: SavedScaleMessage | null;
  /** The categories that the legend hides. */
  readonly hidden: readonly string[];
  readonly selected: readonly Span[];
  /** Outermost first. */
  readonly isolated: readonly (readonly Span[])[];
}

/** `refused`: not a view that can be read at all. `wrong` names the parts that were left out. */
export type Read =
  | { readonly link: Link; readonly wrong: readonly string[] }
  | { readonly refused: "later" | "long" };

/** Rows in their order, neighbours joined. */
export function spansOf(rows: RowsLike): Span[] {
  const spans: [number, number][] = [];
  for (const row of rows) {
    const last = spans.at(-1);
    if (last !== undefined && row === last[1] + 1) last[1] = row;
    else spans.push([row, row]);
  }
  return spans;
}

/** The rows of `n` that they hold, each once. */
export function rowsOf(spans: readonly Span[], n: number): number[] {
  const [rows, seen]: [number[], Uint8Array] = [[], new Uint8Array(n)];
  for (const [first, last] of spans)
    for (let row = first; row <= Math.min(last, n - 1); row++)
      if (seen[row] === 0) {
        seen[row] = 1;
        rows.push(row);
      }
  return rows;
}

export function written(link: Link): string {
  const { layout, camera } = link;
  const pairs: (readonly [string, string | null])[] = [
    ["view", String(VERSION)],
    ["data", link.data],
    ["of", link.fingerprint || null],
    ["method", layout?.method ?? null],
    ["in", layout === null ? null : String(layout.components)],
    ["seed", layout?.seed ? String(layout.seed) : null],
    ["rows", layout?.rows ? String(layout.rows) : null],
    ...Object.entries(layout?.params ?? {}).map(
      ([name, value]) => [PARAM + name, writtenValue(value)] as const,
    ),
    ["seen", String(link.dimensions)],
    ["camera", camera === null ? null : writtenCamera(camera)],
    ["color", link.color],
    ["label", link.label],
    ["classes", writtenFlag(link.categorical)],
    ["scale", link.scale === null ? null : writtenScale(link.scale)],
    ...link.hidden.map((name) => ["hide", name] as const),
    ["labels", writtenFlag(link.labels)],
    ["thumbnails", writtenFlag(link.thumbnails)],
    ["size", link.size === null ? null : String(link.size)],
    ["opacity", link.opacity === null ? null : String(link.opacity)],
    ...writtenSearch(link.search),
    ...link.isolated.map((level) => ["alone", writtenSpans(level)] as const),
    ["select", writtenSpans(link.selected) || null],
  ];
  const told = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null);
  return told.map(([key, value]) => `${escaped(key)}=${escaped(value)}`).join("&");
}

/** Whether these categories can be named in a link: what would be longer than is read is not to be written. */
export function nameable(hidden: readonly string[]): boolean {
  const length = hidden.reduce((sum, name) => sum + escaped(name).length, 0);
  return hidden.length <= MOST_HIDDEN && length <= LONGEST / 2;
}

/** Null where the fragment is not about a view. */
export function read(fragment: string): Read | null {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith("view=")) return null;
  if (text.length > LONGEST) return { refused: "long" };
  const wrong: string[] = [];
  const pairs = pairsOf(text, wrong);
  if (Number(all(pairs, "view")[0]) !== VERSION) return { refused: "later" };
  const take: Take = (key, made) => {
    const said = all(pairs, key)[0];
    if (said === undefined) return null;
    const value = made(said);
    if (value === undefined) wrong.push(key);
    return value ?? null;
  };
  const method = take("method", named);
  const layout = {
    components: take("in", size) ?? (2 as const),
    seed: take("seed", whole) ?? 0,
    rows: take("rows", whole),
    params: params(pairs, wrong),
  };
  const camera = take("camera", readCamera);
  const levels = all(pairs, "alone").map((level) => readSpans(level));
  if (levels.length > MOST_LEVELS || levels.includes(undefined)) wrong.push("alone");
  const link = {
    data: take("data", named),
    fingerprint: take("of", named) ?? "",
    layout: method === null ? null : { method, ...layout },
    dimensions: take("seen", size) ?? camera?.dimensions ?? layout.components,
    camera,
    color: take("color", named),
    label: take("label", named),
    categorical: take("classes", flag),
    scale: take("scale", readScale),
    hidden: all(pairs, "hide").slice(0, MOST_HIDDEN),
    labels: take("labels", flag),
    thumbnails: take("thumbnails", flag),
    size: take("size", within(SIZES)),
    opacity: take("opacity", within(OPACITIES)),
    search: readSearch(take),
    selected: take("select", readSpans) ?? [],
    isolated: wrong.includes("alone") ? [] : levels.filter((level) => level !== undefined),
  };
  return { link, wrong: [...new Set(wrong)] };
}

/** The first value of a key as `made` of it; null where it is not there or wrong, which is noted. */
type Take = <T>(key: string, made: (text: string) => T | undefined) => T | null;

type Pairs = readonly (readonly [key: string, value: string])[];

const all = (pairs: Pairs, key: string) => pairs.filter((pair) => pair[0] === key).map((pair) => pair[1]);

function pairsOf(text: string, wrong: string[]): Pairs {
  return text.split("&").flatMap((part) => {
    const at = part.indexOf("=");
    const [key, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
    try {
      return [[decodeURIComponent(key), decodeURIComponent(value)] as const];
    } catch {
      wrong.push(key);
      return [];
    }
  });
}

/** As `encodeURIComponent`, but for signs that are plain in a fragment. */
const escaped = (text: string) =>
  encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");

const flag = (text: string): boolean | undefined =>
  text === "yes" ? true : text === "no" ? false : undefined;
const writtenFlag = (on: boolean | null) => (on === null ? null : on ? "yes" : "no");
const named = (text: string) => text || undefined;
const size = (text: string): 2 | 3 | undefined => (text === "2" ? 2 : text === "3" ? 3 : undefined);

function whole(text: string): number | undefined {
  const number = Number(text);
  return /^\d{1,15}$/.test(text) ? number : undefined;
}

const within =
  ({ least, most }: { readonly least: number; readonly most: number }) =>
  (text: string): number | undefined =>
    text !== "" && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;

/** What is as usual is left out: any part of a cell, in every column, upper and lower case alike. */
function writtenSearch(search: LinkedSearch | null): (readonly [string, string | null])[] {
  if (search === null) return [];
  return [
    ["find", search.text],
    ["by", search.mode === "substring" ? null : search.mode],
    ["within", search.column],
    ["case", search.case ? "yes" : null],
  ];
}

function readSearch(take: Take): LinkedSearch | null {
  const text = take("find", named);
  const mode = take("by", (said) => MODES.find((one) => one === said)) ?? "substring";
  const [column, exact] = [take("within", named), take("case", flag)];
  return text === null ? null : { text, mode, column, case: exact ?? false };
}

function params(pairs: Pairs, wrong: string[]): Record<string, Value> {
  const told = pairs.filter(([key]) => key.startsWith(PARAM));
  return Object.fromEntries(
    told.flatMap(([key, text]) => {
      const value = readValue(text);
      if (value === undefined) wrong.push(key);
      return value === undefined ? [] : [[key.slice(PARAM.length), value]];
    }),
  );
}

/** As JSON, but texts stand plain where they cannot be taken for anything else. */
function writtenValue(value: Value): string {
  const plain = typeof value === "string" && readValue(value) === value;
  return plain ? value : JSON.stringify(value);
}

function readValue(text: string): Value | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || ["number", "string", "boolean"].includes(typeof value)) return value as Value;
    return undefined;
  } catch {
    return text;
  }
}

const writtenSpans = (spans: readonly Span[]) =>
  spans.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(",");

function readSpans(text: string): Span[] | undefined {
  const parts = text.split(",");
  const spans = parts.flatMap((part): Span[] => {
    const [, first, last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part) ?? [];
    return first === undefined || Number(last) < Number(first) ? [] : [[Number(first), Number(last)]];
  });
  return parts.length <= MOST_SPANS && spans.length === parts.length ? spans : undefined;
}

/** `magma,log,0.1,10`; what is as usual at the end is left out. */
function writtenScale({ ramp, log, low, high }: SavedScaleMessage): string {
  return [ramp, log ? "log" : "", low ?? "", high ?? ""].join(",").replace(/,+$/, "");
}

function readScale(text: string): SavedScaleMessage | undefined {
  const [ramp, log = "", ...ends] = text.split(",");
  const [low, high] = [ends[0] ?? "", ends[1] ?? ""].map((end) => (end === "" ? null : Number(end)));
  const wrong = [low, high].some((end) => end !== null && !Number.isFinite(end));
  if (!ramp || !["", "log"].includes(log) || ends.length > 2 || wrong) return undefined;
  return { ramp, log: log === "log", low: low ?? null, high: high ?? null };
}

function writtenCamera(camera: Camera): string {
  const { position, target, up, extent } = camera;
  const numbers = [position, target, up, [extent]].map((part) =>
    part.map((one) => Number(one.toPrecision(6))),
  );
  return [camera.dimensions, ...numbers.map((part) => part.join(","))].join("_");
}

function readCamera(text: string): Camera | undefined {
  const [dimensions, ...parts] = text.split("_");
  const numbers = parts.map((part) => part.split(",").map((one) => (one === "" ? Number.NaN : Number(one))));
  const [position, target, up, extent] = numbers;
  const shape = numbers.map((part) => part.length).join();
  if (shape !== "3,3,3,1" || !numbers.flat().every(Number.isFinite)) return undefined;
  const seen = size(dimensions ?? "");
  if (seen === undefined || !(Number(extent?.[0]) > 0)) return undefined;
  return { dimensions: seen, position, target, up, extent: Number(extent?.[0]) } as unknown as Camera;
}
