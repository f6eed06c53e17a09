import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Beat, MOST_LOSSES, makeLive, withLoss } from "../../src/store/live";

const beat = (iteration: number, loss: number | null = 1): Beat => ({
  seq: iteration,
  state: "running",
  iteration,
  loss,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a stream of a thousand frames a second tells the panels at most ten times a second, and never loses the last", () => {
  const live = makeLive();
  let told = 0;
  live.beat.subscribe(() => {
    told += 1;
  });
  for (let at = 1; at <= 1_000; at++) {
    live.note(beat(at));
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(200);
  expect(told).toBeLessThanOrEqual(13);
  expect(live.beat.value?.iteration).toBe(1_000);
});

test("the newest beat is known at once, whatever the panels were told", () => {
  const live = makeLive();
  live.note(beat(1));
  live.note(beat(2));
  expect(live.now()?.iteration).toBe(2);
  expect(live.beat.value?.iteration).toBe(1);
});

test("the curve of losses is thinned, begins again with the run, and keeps one point an iteration", () => {
  let losses = withLoss([], { iteration: 0, loss: 3 });
  for (let at = 1; at < 5_000; at++) losses = withLoss(losses, { iteration: at, loss: 3 - at / 5_000 });
  expect(losses.length).toBeLessThanOrEqual(MOST_LOSSES);
  expect(losses[0]?.iteration).toBe(0);
  expect(losses.at(-1)?.iteration).toBe(4_999);
  expect(withLoss(losses, { iteration: 4_999, loss: 9 })).toHaveLength(losses.length);
  expect(withLoss(losses, { iteration: 1, loss: 9 })).toEqual([{ iteration: 1, loss: 9 }]);
});

test("what the server remembers comes before what was seen", () => {
  const live = makeLive();
  live.note(beat(30, 1));
  const told = [10, 20, 30, 40].map((iteration) => ({ iteration, loss: 5 }));
  live.recall(told);
  expect(live.losses.value.map((point) => [point.iteration, point.loss])).toEqual([
    [10, 5],
    [20, 5],
    [30, 1],
  ]);
  live.forget();
  live.recall(told);
  expect(live.losses.value).toEqual(told);
});
