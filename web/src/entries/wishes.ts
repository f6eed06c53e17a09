/** What the person's system asks for, as signals. */

import { type Signal, signal } from "@preact/signals";
import type { Memory } from "../store/remembered";
import type { Wishes } from "../store/settings";

export function wishesOf(window: Window, stop: AbortSignal): Wishes {
  return {
    dark: matches(window, "(prefers-color-scheme: dark)", stop),
    calm: matches(window, "(prefers-reduced-motion: reduce)", stop),
    narrow: matches(window, "(max-width: 1023px)", stop),
    tight: matches(window, "(max-width: 1199px)", stop),
    coarse: matches(window, "(pointer: coarse)", stop),
  };
}

function matches(window: Window, query: string, stop: AbortSignal): Signal<boolean> {
  const media = window.matchMedia(query);
  const holds = signal(media.matches);
  media.addEventListener("change", () => (holds.value = media.matches), { signal: stop });
  return holds;
}

/** The browser's storage, or a memory that ends with the page where storage is refused. */
export function memoryOf(window: Window): Memory {
  try {
    return window.localStorage;
  } catch {
    const kept = new Map<string, string>();
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
  }
}
