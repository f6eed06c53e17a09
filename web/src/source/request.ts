/** One door for every request: addresses relative to the page, never cached, errors typed. */

import type { Problem } from "../wire/messages";
import { ConnectionError, isAbort, ProblemError } from "./problem";
import { sending } from "./sending";

export interface Ask {
  readonly method?: "GET" | "POST";
  readonly body?: unknown;
  /** A body that is JSON already. */
  readonly text?: string;
  readonly signal?: AbortSignal | undefined;
  /** Hears the share of the body that was sent. */
  readonly told?: (share: number) => void;
}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface Request {
  /** The answer, or null for 204. Throws `ProblemError` or `ConnectionError`; an abort passes through. */
  answer(path: string, ask?: Ask): Promise<Response | null>;
  json<T>(path: string, ask?: Ask): Promise<T>;
  bytes(path: string, ask?: Ask): Promise<ArrayBuffer>;
}

export function makeRequest(base: string, fetcher: Fetch = (input, init) => fetch(input, init)): Request {
  async function answer(path: string, ask: Ask = {}): Promise<Response | null> {
    const response = await reach(fetcher, new URL(path, base).href, ask);
    if (response.status === 204) return null;
    if (response.ok) return response;
    throw await refusal(response);
  }
  async function full(path: string, ask?: Ask): Promise<Response> {
    const response = await answer(path, ask);
    if (response === null) throw new ConnectionError("an empty answer");
    return response;
  }
  return {
    answer,
    json: async <T>(path: string, ask?: Ask) => (await (await full(path, ask)).json()) as T,
    bytes: async (path, ask) => (await full(path, ask)).arrayBuffer(),
  };
}

/** Asks for what has no answer but that it was done. */
export async function done(request: Request, path: string): Promise<void> {
  await request.answer(path, { method: "POST", body: {} });
}

async function reach(fetcher: Fetch, address: string, ask: Ask): Promise<Response> {
  const init: RequestInit = { method: ask.method ?? "GET", cache: "no-store", credentials: "same-origin" };
  if (ask.signal) init.signal = ask.signal;
  if (ask.method === "POST") {
    const file = ask.body instanceof Blob ? ask.body : null;
    init.headers = { "Content-Type": file ? "application/octet-stream" : "application/json" };
    init.body = file ?? ask.text ?? JSON.stringify(ask.body ?? {});
  }
  try {
    return await (ask.told ? sending(ask.told) : fetcher)(address, init);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ConnectionError(error instanceof Error ? error.message : String(error));
  }
}

async function refusal(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ProblemError(body, response.status);
  return new ConnectionError(`an answer with status ${response.status}`);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "expected" in body && "got" in body && "fix" in body;
}
