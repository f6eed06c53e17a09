/** A whole store over a fake server, and the patience to let it settle. */

import { signal } from "@preact/signals";
import type { Memory } from "../../src/store/remembered";
import { makeStore, type Store } from "../../src/store/store";
import { type FakeSource, fakeSource } from "../fake-source";

export function memory(): Memory {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

export function makePage(source: FakeSource = fakeSource(), kept: Memory = memory(), narrow = false): Store {
  return makeStore(source, kept, {
    dark: signal(false),
    calm: signal(false),
    narrow: signal(narrow),
    tight: signal(narrow),
    coarse: signal(false),
  });
}

/** Every promise that is already on its way. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
