/** An exported page's source: the server's interface, answered from files. What nothing can compute here is refused. */

import { type Cells, type CodedCells, decodeColumns } from "../../wire/arrow";
import { decodeFrame } from "../../wire/frames";
import type { BookmarkMessage, MetricName, SiteMessage } from "../../wire/messages";
import { words } from "../../words";
import type { DatasetSource } from "../datasets";
import { ProblemError } from "../problem";
import type { Fetch } from "../request";
import type { RunSource } from "../runs";
import type { Source } from "../source";
import { type Files, makeFiles, once } from "./files";
import { fromFile, measured, type Near, type Numbers } from "./nearest";
import { matching } from "./search";
import { Shelf } from "./shelf";
import { table } from "./table";

const NONE: ReadonlySet<number> = new Set();

/** What the files hold: the manifest, the layouts on their shelf, the cells, and the vectors once they are asked for. */
interface Holdings {
  readonly files: Files;
  readonly cells: AllCells;
  open(): Promise<{ readonly site: SiteMessage; readonly shelf: Shelf }>;
  numbers(): Promise<Numbers>;
}

/** `address` is that of manifest.json. */
export function makeSite(address: string, fetcher?: Fetch): Source {
  const files = makeFiles(address, fetcher);
  let shelf: Shelf | null = null;
  const open = once(async () => {
    const site = await files.manifest();
    shelf = new Shelf(files, site.runs, site.dataset.n);
    return { site, shelf };
  });
  const numbers = once(async () => vectors(files, (await open()).site));
  const held: Holdings = { files, cells: makeCells(files), open, numbers };
  return {
    exported: {
      keyFrames: (run) => shelf?.keyFrames(run) ?? [],
      seek: async (run, at) => (await open()).shelf.seek(run, at),
    },
    session: async () => (await open()).site.session,
    ...datasetOf(held),
    ...runsOf(held),
    upload: refuse,
    changes: async () => null,
  };
}

function datasetOf({ files, cells, open, numbers }: Holdings): DatasetSource {
  return {
    dataset: async () => (await open()).site.dataset,
    columns: () => cells.all(),
    leave: async () => undefined,
    row: async (_, row) => {
      const written = await cells.written();
      return {
        row,
        cells: Object.fromEntries([...written].map(([name, one]) => [name, cell(one, row)])),
      };
    },
    neighbors: async (_, row, k, metric, run) => {
      const { site, shelf } = await open();
      if (run !== null)
        return near(measured(await places(shelf, run), row, k, metric), row, "layout", metric);
      return near(await closest(files, site, numbers, row, k, metric), row, "original", metric);
    },
    image: async (_, row) => picture(files, (await open()).site, row),
    export: async (_, { what = "rows", format = "csv", rows = null }) => {
      if (what === "vectors" || format !== "csv") throw needsServer();
      const { site } = await open();
      const written = what === "rows" ? await cells.written() : new Map<string, CodedCells>();
      return new Blob([table(written, rows, site.dataset.n)], { type: "text/csv" });
    },
    search: async (_, request) => matching(await cells.written(), (await open()).site.dataset.n, request),
    features: async () => ({ total: 0, names: [] }),
    feature: refuse,
    bookmarks: async () => [...(await open()).site.bookmarks],
    readBookmarks: async (_, text) => parsed(text),
    restore: async (entry, request) => (await open()).shelf.restore(entry, request),
    ends: refuse,
    thumbnails: async (_, page) => files.picture((await open()).site.thumbnails[page] ?? ""),
    detach: refuse,
    edit: refuse,
    turnEdit: refuse,
  };
}

function runsOf({ open }: Holdings): RunSource {
  return {
    runs: async () => (await open()).shelf.all(),
    run: refuse,
    losses: async (run) => (await open()).shelf.losses(run),
    move: refuse,
    pace: refuse,
    rename: refuse,
    forget: refuse,
    python: async (run) => (await open()).shelf.python(run),
    params: refuse,
    quality: async () => null,
    qualityPoints: async () => null,
    frame: async (run, after) => (await open()).shelf.frame(run, after),
  };
}

function refuse(): Promise<never> {
  return Promise.reject(needsServer());
}

function needsServer(): ProblemError {
  const { noServer, exported, openIt } = words.site;
  return new ProblemError(
    { expected: noServer, got: exported, fix: openIt, where: "", kind: "SiteError" },
    400,
  );
}

interface AllCells {
  all(): Promise<Map<string, Cells>>;
  /** Every column with its cells as their file wrote them, in the columns' order. */
  written(): Promise<ReadonlyMap<string, CodedCells>>;
}

function makeCells(files: Files): AllCells {
  const stream = async (name: string | null) =>
    name === null ? new Map<string, Cells>() : decodeColumns(await files.unpacked(name));
  const all = once(async () => stream((await files.manifest()).columns));
  return {
    all,
    written: once(async () => {
      const numbers = await stream((await files.manifest()).written);
      const both = [...(await all())].map(([name, cells]) => [name, numbers.get(name) ?? cells] as const);
      return new Map(both.filter((one): one is [string, CodedCells] => one[1].kind === "coded"));
    }),
  };
}

function cell({ codes, dictionary }: CodedCells, row: number): string {
  return dictionary[codes[row] ?? -1] ?? "";
}

function near(found: Near, row: number, space: "original" | "layout", metric: MetricName) {
  return { row, space, metric, ...found };
}

/** From the files where they hold so many by this metric, else measured in the vectors as they were exported. */
async function closest(
  files: Files,
  { neighbors, dataset }: SiteMessage,
  numbers: () => Promise<Numbers>,
  row: number,
  k: number,
  metric: MetricName,
): Promise<Near> {
  const all = neighbors.k >= dataset.n - 1;
  if (metric !== neighbors.metric || (k > neighbors.k && !all))
    return measured(await numbers(), row, k, metric);
  const at = Math.floor(row / neighbors.rows_per_file);
  const bytes = await files.unpacked(neighbors.files[at] ?? "");
  const found = fromFile(bytes, neighbors, row % neighbors.rows_per_file);
  return { rows: found.rows.slice(0, k), distances: found.distances.slice(0, k) };
}

async function vectors(files: Files, { vectors: told, dataset }: SiteMessage): Promise<Numbers> {
  const pieces: (Uint8Array | Float32Array)[] = [];
  for (const name of told.files) {
    const bytes = await files.unpacked(name);
    pieces.push(told.dtype === "uint8" ? new Uint8Array(bytes) : new Float32Array(bytes));
  }
  const both = told.scale === null ? null : new Float32Array(await files.unpacked(told.scale));
  const { n, d } = dataset;
  const part = (at: number) => both?.subarray(at * d, (at + 1) * d) ?? new Float32Array(0);
  const scale = both && { base: part(0), zero: part(1), step: part(2) };
  return { n, d, pieces, rowsPerPiece: told.rows_per_file, scale, leftOut: new Set(dataset.left_out) };
}

async function places(shelf: Shelf, run: string): Promise<Numbers> {
  const bytes = await shelf.frame(run, 0);
  if (bytes === null) throw needsServer();
  const { data, components: d, count: n } = decodeFrame(bytes).positions;
  return { n, d, pieces: [data], rowsPerPiece: n, scale: null, leftOut: NONE };
}

/** The row's thumbnail: no larger picture was exported. */
async function picture(files: Files, site: SiteMessage, row: number): Promise<Blob> {
  const sheet = site.dataset.thumbnails;
  if (sheet === null) throw needsServer();
  const [width, height] = sheet.size;
  const at = row % sheet.per_page;
  const page = await createImageBitmap(
    await files.picture(site.thumbnails[Math.floor(row / sheet.per_page)] ?? ""),
  );
  const canvas = new OffscreenCanvas(width, height);
  const left = (at % sheet.columns) * width;
  const top = Math.floor(at / sheet.columns) * height;
  canvas.getContext("2d")?.drawImage(page, left, top, width, height, 0, 0, width, height);
  page.close();
  return canvas.convertToBlob({ type: "image/png" });
}

/** The bookmarks in a file of ours; the original projector's need the server's readers. */
function parsed(text: string): BookmarkMessage[] {
  const file = attempt(text) as { format?: unknown; bookmarks?: unknown } | null;
  if (file?.format === "hyperscope bookmarks" && Array.isArray(file.bookmarks)) return file.bookmarks;
  const { bookmarks, otherFile, openIt } = words.site;
  throw new ProblemError(
    { expected: bookmarks, got: otherFile, fix: openIt, where: "", kind: "FormatError" },
    400,
  );
}

function attempt(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
