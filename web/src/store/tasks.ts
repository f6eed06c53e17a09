/** Only the newest request counts: starting one aborts the one before it. */

import { asProblem, isAbort } from "../source/problem";
import type { Problem } from "../wire/messages";

export interface Latest {
  /** Runs `task`; its result is handed to `take` unless a newer task has begun. */
  begin<T>(
    task: (signal: AbortSignal) => Promise<T>,
    take: (result: T) => void,
    refuse: (problem: Problem) => void,
  ): void;
  cancel(): void;
}

export function latest(): Latest {
  let current: AbortController | null = null;
  function cancel() {
    current?.abort();
    current = null;
  }
  return {
    cancel,
    begin: (task, take, refuse) => {
      cancel();
      const mine = new AbortController();
      current = mine;
      task(mine.signal).then(
        (result) => !mine.signal.aborted && take(result),
        (error: unknown) => !mine.signal.aborted && !isAbort(error) && refuse(asProblem(error)),
      );
    },
  };
}

/** `run` at most once in `gap` milliseconds; the last call is never lost. */
export function throttled<T>(
  gap: number,
  run: (value: T) => void,
  now: () => number = () => performance.now(),
) {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: { value: T } | null = null;
  return (value: T): void => {
    const rest = last + gap - now();
    if (waiting !== null) {
      waiting.value = value;
    } else if (rest <= 0) {
      last = now();
      run(value);
    } else {
      const turn = { value };
      waiting = turn;
      setTimeout(() => {
        waiting = null;
        last = now();
        run(turn.value);
      }, rest);
    }
  };
}
