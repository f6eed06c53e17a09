/** A held request, asked again and again: paused while the page is hidden, calmer and calmer while nobody answers. */

import { isAbort } from "./problem";

/** Milliseconds between attempts after the first, second, … failure in a row. */
export const BACK_OFF = [500, 1_000, 2_000, 4_000, 8_000] as const;

export interface Surroundings {
  /** Resolves at once while the page is visible, else when it becomes so. */
  shown(signal: AbortSignal): Promise<void>;
  /** Calls back whenever the page is hidden; returns its stop. */
  onHide(callback: () => void): () => void;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface Watch {
  /** Failures in a row; 0 when an answer has come again. */
  failures(count: number, error: unknown): void;
}

/** Asks until the returned stop is called. `ask` is one held request; it is aborted when the page is hidden. */
export function keepAsking(
  ask: (signal: AbortSignal) => Promise<void>,
  around: Surroundings,
  watch: Watch,
): () => void {
  const life = new AbortController();
  void loop(ask, around, watch, life.signal);
  return () => life.abort();
}

async function loop(
  ask: (signal: AbortSignal) => Promise<void>,
  around: Surroundings,
  watch: Watch,
  life: AbortSignal,
): Promise<void> {
  let failed = 0;
  while (!life.aborted) {
    try {
      await around.shown(life);
      await once(ask, around, life);
      if (failed > 0) watch.failures(0, null);
      failed = 0;
    } catch (error) {
      if (isAbort(error)) continue;
      failed += 1;
      watch.failures(failed, error);
      await around
        .sleep(BACK_OFF[Math.min(failed, BACK_OFF.length) - 1] ?? 8_000, life)
        .catch(() => undefined);
    }
  }
}

async function once(
  ask: (signal: AbortSignal) => Promise<void>,
  around: Surroundings,
  life: AbortSignal,
): Promise<void> {
  if (life.aborted) return;
  const turn = new AbortController();
  const stop = around.onHide(() => turn.abort());
  const end = () => turn.abort();
  life.addEventListener("abort", end, { once: true });
  try {
    await ask(turn.signal);
  } finally {
    stop();
    life.removeEventListener("abort", end);
  }
}
