/** The server's interface, one function a route (see ARCHITECTURE.md, "HTTP interface"). */

import type {
  ChangesMessage,
  KeyFrameMessage,
  RunMessage,
  SessionMessage,
  UploadMessage,
} from "../wire/messages";
import { type DatasetSource, makeDatasetSource } from "./datasets";
import type { Request } from "./request";
import { makeRunSource, type RunSource } from "./runs";

export type UploadRole = "auto" | UploadMessage["role"];

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

export interface Source extends DatasetSource, RunSource {
  /** Null where a server answers, which computes and takes files. */
  readonly exported: Exported | null;
  session(): Promise<SessionMessage>;
  /** A file for an entry, or to be opened beside it; "auto" leaves to the server what it is. */
  upload(file: File, entry: string | null, how: UploadHow): Promise<UploadMessage>;
  changes(after: number, signal: AbortSignal): Promise<ChangesMessage | null>;
}

export function makeSource(request: Request): Source {
  return {
    exported: null,
    session: () => request.json("api/session"),
    ...makeDatasetSource(request),
    ...makeRunSource(request),
    upload: (file, entry, { role, key, cell, told, signal }) => {
      const about = new URLSearchParams({ name: file.name, entry: entry ?? "", role, key, cell });
      return request.json(`api/uploads?${about}`, { method: "POST", body: file, told, signal });
    },
    changes: async (after, signal) => {
      const answer = await request.answer(`api/changes?after=${after}`, { signal });
      return answer === null ? null : ((await answer.json()) as ChangesMessage);
    },
  };
}
