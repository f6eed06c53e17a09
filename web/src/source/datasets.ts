/** The server's interface over open data, one function a route. */

import { type Cells, decodeColumns } from "../wire/arrow";
import type {
  BookmarkMessage,
  DatasetMessage,
  EditRequest,
  EndMessage,
  EndRequest,
  ExportRequest,
  FeaturesMessage,
  MetricName,
  NeighborsMessage,
  RestoreRequest,
  RowMessage,
  RunMessage,
  SearchRequest,
} from "../wire/messages";
import { done, type Request } from "./request";

export type EditMove = "undo" | "redo";

export interface DatasetSource {
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
  /** Takes off what was uploaded for an entry. */
  detach(entry: string, number: number): Promise<DatasetMessage>;
}

export function makeDatasetSource(request: Request): DatasetSource {
  const of = (entry: string) => `api/datasets/${encodeURIComponent(entry)}`;
  const post = <T>(path: string, body: unknown, signal?: AbortSignal) =>
    request.json<T>(path, { method: "POST", body, signal });
  return {
    dataset: (entry, signal) => request.json(of(entry), { signal }),
    columns: async (entry, signal) => decodeColumns(await request.bytes(`${of(entry)}/columns`, { signal })),
    leave: (entry) => done(request, `${of(entry)}/leave`),
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
    detach: (entry, number) => post(`${of(entry)}/detach`, { number }),
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
