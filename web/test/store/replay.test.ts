import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Exported } from "../../src/source/source";
import { fakeSource } from "../fake-source";
import { run, session } from "../samples";
import { makePage, settle } from "./page";

const KEYS = [0, 10, 20, 30].map((iteration) => ({ iteration, loss: null }));

/** A page of one layout with four key frames; `seeks` are the places that were asked for. */
async function page(fails = false) {
  const known = run({ id: "r1", method: "tsne", n_components: 2, state: "done", seq: 1, iteration: 30 });
  const seeks: number[] = [];
  const exported: Exported = {
    keyFrames: (id) => (id === "r1" ? KEYS : []),
    seek: async (_, at) => {
      if (fails) throw new Error("gone");
      seeks.push(at);
      return { ...known, seq: 1 + seeks.length, iteration: KEYS[at]?.iteration ?? 0 };
    },
  };
  const store = makePage({ ...fakeSource(session(), [known]), exported });
  await store.opening.start();
  await settle();
  return { store, seeks };
}

describe("replaying a layout", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("stands at the end, and plays from the beginning to it", async () => {
    const { store, seeks } = await page();
    expect([store.replay.at.value, store.replay.frames.value.length]).toEqual([3, 4]);
    store.replay.toggle();
    expect(store.replay.playing.value).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seeks).toEqual([0, 1, 2, 3]);
    expect([store.replay.playing.value, store.replay.at.value]).toEqual([false, 3]);
    expect(store.projection.shown.value?.iteration).toBe(30);
  });

  it("goes on from where it was stopped", async () => {
    const { store, seeks } = await page();
    await store.replay.seek(1);
    store.replay.toggle();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seeks).toEqual([1, 2, 3]);
  });

  it("stops when a person takes the slider", async () => {
    const { store } = await page();
    store.replay.toggle();
    await store.replay.seek(2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([store.replay.playing.value, store.replay.at.value]).toEqual([false, 2]);
  });

  it("says in the panel what kept it from going on", async () => {
    const { store } = await page(true);
    store.replay.toggle();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(store.replay.playing.value).toBe(false);
    expect(store.projection.problem.value?.got).toBe("gone");
  });
});
