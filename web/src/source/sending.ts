/** A request whose body is large: `fetch` tells nothing of what has been sent, XMLHttpRequest does. */

import type { Fetch } from "./request";

/** `told` hears the share of the body that was sent, from 0 to 1. */
export function sending(told: (share: number) => void): Fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(init.method ?? "GET", input);
      for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value);
      request.responseType = "blob";
      request.upload.onprogress = ({ loaded, total }) => told(total > 0 ? loaded / total : 1);
      request.upload.onload = () => told(1);
      request.onload = () => resolve(new Response(request.response, { status: request.status }));
      request.onerror = () => reject(new TypeError("the connection was lost"));
      request.onabort = () => reject(new DOMException("stopped", "AbortError"));
      init.signal?.addEventListener("abort", () => request.abort(), { once: true });
      request.send(init.body as XMLHttpRequestBodyInit);
    });
}
