/** Settings that survive a reload. A browser that refuses storage only forgets them. */

import { effect, type Signal, signal } from "@preact/signals";

export interface Memory {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** A signal whose value is kept under `hyperscope.name`. `admit` refuses what an older page may have written. */
export function remembered<T>(
  memory: Memory,
  name: string,
  first: T,
  admit: (value: unknown) => value is T,
): Signal<T> {
  const key = `hyperscope.${name}`;
  const kept = signal(recall(memory, key, first, admit));
  let fresh = true;
  effect(() => {
    const value = JSON.stringify(kept.value);
    if (!fresh) store(memory, key, value);
    fresh = false;
  });
  return kept;
}

function recall<T>(memory: Memory, key: string, first: T, admit: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(memory.getItem(key) ?? "null");
    return admit(value) ? value : first;
  } catch {
    return first;
  }
}

function store(memory: Memory, key: string, value: string): void {
  try {
    memory.setItem(key, value);
  } catch {
    // A private window or a full disk: the setting holds until the page is closed.
  }
}

export const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
