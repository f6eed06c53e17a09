/** The server's interface, one function a route (see ARCHITECTURE.md, "HTTP interface"). */

import { type Cells, decodeColumns } from "../wire/arrow";
import type {
  BookmarkMessage,
  ChangesMessage,
  CodeMessage,
  DatasetMessage,
  EditRequest,
  EndMessage,
  EndRequest,
  ExportRequest,
  FeaturesMessage,
  KeyFrameMessage,
  LossMessage,
  MetricName,
  NeighborsMessage,
  PaceName,
  QualityMessage,
  RestoreRequest,
  RowMessage,
  RunMessage,
  RunRequest,
  SearchRequest,
  SessionMessage,
  UploadMessage,
} from "../wire/messages";
import type { Request } from "./request";

export type RunMove = "pause" | "resume" | "stop" | "restart" | "step" | "perturb";

export type UploadRole = "auto" | UploadMessage["role"];

export type EditMove = "undo" | "redo";

/** What an exported page can do that a server cannot: go back to where its layouts have been. */
export interface Exported {
  /** Of a run, the last one its end; none before the session was read. */
  keyFrames(run: string): readonly KeyFrameMessage[];
  /** Puts a key frame on show: the run then has a newer picture. */
  seek(run: string, at: number): Promise<RunMessage>;
}

/** How a file is taken, and who hears of its way. */
export interface UploadHow {
  readonly role: UploadRole;
  /** The column of a table that holds the points' own labels; "": found by itself. */
  readonly key: string;
  /** A sprite's cells in pixels, WIDTHxHEIGHT; "": found by itself. */
  readonly cell: string;
  /** Hears the share of the file that was sent, from 0 to 1. */
  readonly told: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface Source {
  /** Null where a server answers, which computes and takes files. */
  readonly exported: Exported | null;
  session(): Promise<SessionMessage>;
  dataset(entry: string, signal?: AbortSignal): Promise<DatasetMessage>;
  columns(entry: string, signal?: AbortSignal): Promise<Map<string, Cells>>;
  /** Opening an entry is cancelled: the server stops reading it. */
  leave(entry: string): Promise<void>;
  /** The names of columns on demand that hold `text`. */
  features(entry: string, text: string, signal?: AbortSignal): Promise<FeaturesMessage>;
  /** One of them. */
  feature(entry: string, name: string, signal?: AbortSignal): Promise<Cells>;
  /** Writes into the metadata. */
  edit(entry: string, request: EditRequest): Promise<DatasetMessage>;
  turnEdit(entry: string, move: EditMove): Promise<DatasetMessage>;
  row(entry: string, row: number, signal?: AbortSignal): Promise<RowMessage>;
  neighbors(
    entry: string,
    row: number,
    k: number,
    metric: MetricName,
    /** The run among whose positions they are sought; null: in the original space. */
    run: string | null,
    signal?: AbortSignal,
  ): Promise<NeighborsMessage>;
  /** The picture of one row at its full size, as PNG. */
  image(entry: string, row: number, signal?: AbortSignal): Promise<Blob>;
  /** Rows as a file; `told` hears which share of it has come. */
  export(
    entry: string,
    request: ExportRequest,
    signal: AbortSignal,
    told: (share: number) => void,
  ): Promise<Blob>;
  /** The rows found, ascending. */
  search(entry: string, request: SearchRequest, signal?: AbortSignal): Promise<Int32Array>;
  /** What came with the data, and what a file holds. */
  bookmarks(entry: string): Promise<BookmarkMessage[]>;
  readBookmarks(entry: string, file: string): Promise<BookmarkMessage[]>;
  /** Saved positions as a run. */
  restore(entry: string, request: RestoreRequest): Promise<RunMessage>;
  /** What an end of a custom axis matches. */
  ends(entry: string, request: EndRequest, signal?: AbortSignal): Promise<EndMessage>;
  /** One page of thumbnails, as PNG. */
  thumbnails(entry: string, page: number): Promise<Blob>;
  runs(): Promise<RunMessage[]>;
  run(request: RunRequest): Promise<RunMessage>;
  move(run: string, move: RunMove): Promise<RunMessage>;
  pace(run: string, pace: PaceName): Promise<RunMessage>;
  rename(run: string, name: string): Promise<RunMessage>;
  forget(run: string): Promise<void>;
  /** The program that makes a run's layout again. */
  python(run: string): Promise<string>;
  params(run: string, params: Readonly<Record<string, unknown>>): Promise<RunMessage>;
  /** How far the newest picture of a run can be trusted; null while that is not known. */
  quality(run: string, signal?: AbortSignal): Promise<QualityMessage | null>;
  /** One score of every row, NaN where it was not measured. */
  qualityPoints(run: string, of: string, signal?: AbortSignal): Promise<Float64Array | null>;
  /** The run's losses so far, oldest first. */
  losses(run: string): Promise<LossMessage[]>;
  /** The next frame after `after`, or null if there is none yet (or will be none). */
  frame(run: string, after: number, signal: AbortSignal): Promise<ArrayBuffer | null>;
  /** A file for an entry, or to be opened beside it; "auto" leaves to the server what it is. */
  upload(file: File, entry: string | null, how: UploadHow): Promise<UploadMessage>;
  /** Takes off what was uploaded for an entry. */
  detach(entry: string, number: number): Promise<DatasetMessage>;
  changes(after: number, signal: AbortSignal): Promise<ChangesMessage | null>;
}

export function makeSource(request: Request): Source {
  const of = (entry: string) => `api/datasets/${encodeURIComponent(entry)}`;
  const run = (id: string) => `api/runs/${encodeURIComponent(id)}`;
  const post = <T>(path: string, body: unknown, signal?: AbortSignal) =>
    request.json<T>(path, { method: "POST", body, signal });
  const done = async (path: string) => {
    await request.answer(path, { method: "POST", body: {} });
  };
  return {
    exported: null,
    session: () => request.json("api/session"),
    dataset: (entry, signal) => request.json(of(entry), { signal }),
    columns: async (entry, signal) => decodeColumns(await request.bytes(`${of(entry)}/columns`, { signal })),
    leave: (entry) => done(`${of(entry)}/leave`),
    features: (entry, text, signal) =>
      request.json(`${of(entry)}/features?text=${encodeURIComponent(text)}`, { signal }),
    feature: async (entry, name, signal) => {
      const path = `${of(entry)}/features/${encodeURIComponent(name)}`;
      const [cells] = decodeColumns(await request.bytes(path, { signal })).values();
      return cells ?? { kind: "numeric", numbers: new Float64Array(0) };
    },
    edit: (entry, body) => post(`${of(entry)}/edits`, body),
    turnEdit: (entry, move) => post(`${of(entry)}/edits/${move}`, {}),
    row: (entry, row, signal) => request.json(`${of(entry)}/rows/${row}`, { signal }),
    neighbors: (entry, row, k, metric, run, signal) => {
      const space = run === null ? "" : `&space=layout&run=${encodeURIComponent(run)}`;
      return request.json(`${of(entry)}/neighbors?row=${row}&k=${k}&metric=${metric}${space}`, { signal });
    },
    image: async (entry, row, signal) =>
      png(await request.bytes(`${of(entry)}/rows/${row}/image`, { signal })),
    export: async (entry, body, signal, told) => {
      const answer = await request.answer(`${of(entry)}/export`, { method: "POST", body, signal });
      return answer === null ? new Blob() : gathered(answer, told);
    },
    search: async (entry, body, signal) =>
      new Int32Array(await request.bytes(`${of(entry)}/search`, { method: "POST", body, signal })),
    bookmarks: (entry) => request.json(`${of(entry)}/bookmarks`),
    readBookmarks: (entry, text) => request.json(`${of(entry)}/bookmarks`, { method: "POST", text }),
    restore: (entry, body) => post(`${of(entry)}/layouts`, body),
    ends: (entry, body, signal) => post(`${of(entry)}/ends`, body, signal),
    thumbnails: async (entry, page) => png(await request.bytes(`${of(entry)}/thumbnails/${page}`)),
    runs: () => request.json("api/runs"),
    run: (body) => post("api/runs", body),
    move: (id, move) => post(`${run(id)}/${move}`, {}),
    pace: (id, pace) => post(`${run(id)}/pace`, { pace }),
    rename: (id, name) => post(`${run(id)}/name`, { name }),
    forget: (id) => done(`${run(id)}/forget`),
    python: async (id) => (await request.json<CodeMessage>(`${run(id)}/python`)).code,
    params: (id, params) => post(`${run(id)}/params`, { params }),
    quality: async (id, signal) => {
      const answer = await request.answer(`${run(id)}/quality`, { signal });
      return answer === null ? null : ((await answer.json()) as QualityMessage);
    },
    qualityPoints: async (id, of, signal) => {
      const answer = await request.answer(`${run(id)}/quality/points?of=${encodeURIComponent(of)}`, {
        signal,
      });
      return answer === null ? null : Float64Array.from(new Float32Array(await answer.arrayBuffer()));
    },
    losses: (id) => request.json(`${run(id)}/losses`),
    frame: async (id, after, signal) => {
      const answer = await request.answer(`${run(id)}/frame?after=${after}`, { signal });
      return answer === null ? null : answer.arrayBuffer();
    },
    upload: (file, entry, { role, key, cell, told, signal }) => {
      const about = new URLSearchParams({ name: file.name, entry: entry ?? "", role, key, cell });
      return request.json(`api/uploads?${about}`, { method: "POST", body: file, told, signal });
    },
    detach: (entry, number) => post(`${of(entry)}/detach`, { number }),
    changes: async (after, signal) => {
      const answer = await request.answer(`api/changes?after=${after}`, { signal });
      return answer === null ? null : ((await answer.json()) as ChangesMessage);
    },
  };
}

async function gathered(answer: Response, told: (share: number) => void): Promise<Blob> {
  const whole = Number(answer.headers.get("Content-Length"));
  const pieces: BlobPart[] = [];
  let come = 0;
  const reader = answer.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    pieces.push(next.value);
    come += next.value.length;
    told(whole > 0 ? Math.min(come / whole, 1) : Number.NaN);
  }
  return new Blob(pieces, { type: "application/octet-stream" });
}

function png(bytes: ArrayBuffer): Blob {
  return new Blob([bytes], { type: "image/png" });
}
