/** Frames from the server straight to the scene; only a few numbers of each reach the store. */

import { computed, effect } from "@preact/signals";
import { keepAsking, type Surroundings, type Watch } from "../source/poller";
import type { Source } from "../source/source";
import type { Positions, Stage } from "../stage/contract";
import { ENDED } from "../store/runs";
import type { Store } from "../store/store";
import { decodeFrame, type Frame } from "../wire/frames";

/** A new layout is walked to in this many milliseconds; within a run, a frame takes as long as the one before took to come. */
const FIRST_TWEEN = 400;
const LONGEST_TWEEN = 200;

export interface Stream {
  positions(): Positions | null;
  stop(): void;
}

export function followFrames(
  source: Source,
  stage: Stage,
  store: Store,
  around: Surroundings,
  watch: Watch,
): Stream {
  let positions: Positions | null = null;
  let stopRun: () => void = () => undefined;
  let following: string | null = null;

  function draw(frame: Frame, tween: number): void {
    const dataset = store.opening.dataset.peek();
    if (dataset === null || dataset.n !== frame.positions.count) return;
    const comparable = positions?.count === frame.positions.count;
    positions = frame.positions;
    store.placed.value = positions;
    stage.setPositions(positions, comparable ? tween : 0);
    store.projection.live.note(frame);
    store.drawn.value = stage.stats();
  }

  /** Another dataset is being opened: the points of the last one are gone. */
  function empty(): void {
    if (positions === null) return;
    positions = null;
    store.placed.value = null;
    stage.setPositions({ data: new Float32Array(0), components: 3, count: 0 }, 0);
    store.drawn.value = { points: 0, drawn: 0 };
  }

  const unfollow = effect(() => {
    const id = store.projection.shown.value?.id ?? null;
    if (id === following) return;
    following = id;
    stopRun();
    if (id === null) empty();
    if (id !== null) stopRun = followRun(source, store, id, draw, around, watch);
  });
  return {
    positions: () => positions,
    stop: () => {
      unfollow();
      stopRun();
    },
  };
}

function followRun(
  source: Source,
  store: Store,
  id: string,
  draw: (frame: Frame, tween: number) => void,
  around: Surroundings,
  watch: Watch,
): () => void {
  let after = 0;
  let came = Number.NEGATIVE_INFINITY;
  async function ask(signal: AbortSignal): Promise<void> {
    await until(() => expectsMore(store, id, after), signal);
    const bytes = await source.frame(id, after, signal);
    if (bytes === null) return around.sleep(50, signal);
    const frame = decodeFrame(bytes);
    const now = performance.now();
    const first = after === 0;
    after = frame.seq;
    draw(frame, first || ENDED.has(frame.state) ? FIRST_TWEEN : Math.min(now - came, LONGEST_TWEEN));
    came = now;
    await nextPicture(signal);
  }
  return keepAsking(ask, around, watch);
}

/** An ended run is asked again only when the server has told of newer positions (a restart, other axes). */
function expectsMore(store: Store, id: string, after: number): boolean {
  const run = store.runs.all.value.get(id);
  return run === undefined || !ENDED.has(run.state) || run.seq > after;
}

function until(holds: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = computed(holds).subscribe((open) => {
      if (open) queueMicrotask(finish);
    });
    function finish() {
      stop();
      signal.removeEventListener("abort", refuse);
      resolve();
    }
    function refuse() {
      stop();
      reject(new DOMException("stopped", "AbortError"));
    }
    signal.addEventListener("abort", refuse, { once: true });
  });
}

/** Never more than one frame a picture: the newest wins on the server, not in a queue here. */
function nextPicture(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const frame = requestAnimationFrame(() => resolve());
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(frame);
      reject(new DOMException("stopped", "AbortError"));
    });
  });
}
