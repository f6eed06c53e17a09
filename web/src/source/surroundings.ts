/** The page's visibility and clock, for the pollers. */

import type { Surroundings } from "./poller";

function aborted(): DOMException {
  return new DOMException("stopped", "AbortError");
}

export function pageSurroundings(page: Document): Surroundings {
  return {
    shown: (signal) => (page.hidden ? untilVisible(page, signal) : Promise.resolve()),
    onHide: (callback) => {
      const listener = () => page.hidden && callback();
      page.addEventListener("visibilitychange", listener);
      return () => page.removeEventListener("visibilitychange", listener);
    },
    sleep,
  };
}

function untilVisible(page: Document, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(aborted());
    const look = () => {
      if (page.hidden && !signal.aborted) return;
      page.removeEventListener("visibilitychange", look);
      signal.removeEventListener("abort", look);
      if (signal.aborted) reject(aborted());
      else resolve();
    };
    page.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look);
  });
}

export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(aborted());
    const timer = setTimeout(done, milliseconds);
    function done() {
      signal.removeEventListener("abort", stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(aborted());
    }
    signal.addEventListener("abort", stop, { once: true });
  });
}
