/** What streams beside the positions: iteration and loss of the run on show, told at most ten times a second. */

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { LossMessage, State } from "../wire/messages";
import { throttled } from "./tasks";

export interface Beat {
  readonly seq: number;
  readonly state: State;
  readonly iteration: number;
  readonly loss: number | null;
}

export interface Live {
  readonly beat: ReadonlySignal<Beat | null>;
  readonly losses: ReadonlySignal<readonly LossMessage[]>;
  /** The newest beat, unthrottled. */
  now(): Beat | null;
  note(beat: Beat): void;
  /** What came before the first beat, told by the server. */
  recall(losses: readonly LossMessage[]): void;
  forget(): void;
}

const GAP = 100;
/** More points than a sparkline has pixels are thinned by half. */
export const MOST_LOSSES = 480;

/** `losses` with one more point; a smaller iteration means that the run began again. */
export function withLoss(losses: readonly LossMessage[], point: LossMessage): LossMessage[] {
  const last = losses.at(-1);
  if (last !== undefined && point.iteration < last.iteration) return [point];
  if (last !== undefined && point.iteration === last.iteration) return [...losses.slice(0, -1), point];
  const thin = losses.length >= MOST_LOSSES ? losses.filter((_, at) => at % 2 === 0) : losses;
  return [...thin, point];
}

export function makeLive(): Live {
  const beat = signal<Beat | null>(null);
  const losses = signal<readonly LossMessage[]>([]);
  let newest: Beat | null = null;
  const tell = throttled<null>(GAP, () => {
    const told = newest;
    batch(() => {
      beat.value = told;
      if (told !== null && told.loss !== null) {
        losses.value = withLoss(losses.peek(), { iteration: told.iteration, loss: told.loss });
      }
    });
  });
  return {
    beat,
    losses,
    now: () => newest,
    note: (next) => {
      newest = next;
      tell(null);
    },
    recall: (told) => {
      const noted = losses.peek();
      const first = noted[0]?.iteration ?? Number.POSITIVE_INFINITY;
      losses.value = noted.reduce(withLoss, [...told.filter((point) => point.iteration < first)]);
    },
    forget: () => {
      newest = null;
      batch(() => {
        beat.value = null;
        losses.value = [];
      });
    },
  };
}
