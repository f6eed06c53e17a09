/** The files of an exported page, each fetched once: JSON, pictures, and `.bin`, which are zlib streams. */

import type { SiteMessage } from "../../wire/messages";
import { words } from "../../words";
import { ConnectionError, isAbort, ProblemError } from "../problem";
import type { Fetch } from "../request";

export interface Files {
  manifest(): Promise<SiteMessage>;
  /** What a `.bin` file holds; kept, since the next row often lies in the same file. */
  unpacked(name: string): Promise<ArrayBuffer>;
  picture(name: string): Promise<Blob>;
}

export const FORMAT = "hyperscope site";
export const VERSION = 1;

/** `address` is the manifest's; the other files are named relative to it. */
export function makeFiles(address: string, fetcher: Fetch = (input, init) => fetch(input, init)): Files {
  async function answer(name: string): Promise<Response> {
    const response = await reach(fetcher, new URL(name, address).href);
    if (!response.ok) throw broken(name, words.site.status(response.status), response.status);
    return response;
  }
  return {
    manifest: once(async () => {
      const message = (await (await answer(address)).json().catch(() => null)) as SiteMessage | null;
      if (message?.format !== FORMAT || message.version !== VERSION)
        throw broken(address, words.site.otherFormat, 200);
      return message;
    }),
    unpacked: once(async (name) => {
      const stream = (await answer(name)).body?.pipeThrough(new DecompressionStream("deflate"));
      return new Response(stream).arrayBuffer().catch(() => {
        throw broken(name, words.site.damaged, 200);
      });
    }),
    picture: async (name) => (await answer(name)).blob(),
  };
}

export function broken(name: string, got: string, status: number): ProblemError {
  const { expected, fix } = words.site.broken;
  return new ProblemError({ expected, got, fix, where: name, kind: "SiteError" }, status);
}

async function reach(fetcher: Fetch, address: string): Promise<Response> {
  try {
    // Asked again each time whether it has changed, so that a folder that was put in place anew is seen whole.
    return await fetcher(address, { cache: "no-cache", credentials: "same-origin" });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ConnectionError(error instanceof Error ? error.message : String(error));
  }
}

/** Each name is asked for once; one that failed may be asked for again. */
export function once<T>(ask: (name: string) => Promise<T>): (name?: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (name = "") => {
    const asked = known.get(name) ?? ask(name);
    known.set(name, asked);
    asked.catch(() => known.delete(name));
    return asked;
  };
}
