import { expect, test } from "vitest";
import { BACK_OFF, keepAsking, type Surroundings } from "../../src/source/poller";
import { ConnectionError } from "../../src/source/problem";

/** A page that can be hidden, and a clock that notes how long it was asked to sleep. */
function surroundings() {
  const slept: number[] = [];
  let hidden = false;
  const hides = new Set<() => void>();
  const shows = new Set<() => void>();
  const around: Surroundings = {
    shown: () => (hidden ? new Promise((resolve) => shows.add(resolve)) : Promise.resolve()),
    onHide: (callback) => {
      hides.add(callback);
      return () => hides.delete(callback);
    },
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
    },
  };
  return {
    around,
    slept,
    hide: () => {
      hidden = true;
      for (const callback of hides) callback();
    },
    show: () => {
      hidden = false;
      for (const callback of shows) callback();
    },
  };
}

const turns = async (n = 30) => {
  for (let turn = 0; turn < n; turn++) await Promise.resolve();
};

/** Holds until it is aborted, as a server holds a poll. */
const held = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
  });

test("asks again and again, one request at a time, until it is stopped", async () => {
  let [open, most, asked] = [0, 0, 0];
  const { around } = surroundings();
  const stop = keepAsking(
    async (signal) => {
      asked += 1;
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      if (asked > 5) await held(signal);
    },
    around,
    { failures: () => undefined },
  );
  await turns(80);
  expect([asked, most]).toEqual([6, 1]);
  stop();
  await turns();
  expect(asked).toBe(6);
});

test("backs off longer and longer, tells how often it failed, and tells when it is over", async () => {
  const { around, slept } = surroundings();
  const told: number[] = [];
  let left = 7;
  const stop = keepAsking(
    async (signal) => {
      if (left-- > 0) throw new ConnectionError("refused");
      if (left < -1) await held(signal);
    },
    around,
    { failures: (count) => told.push(count) },
  );
  await turns(200);
  stop();
  expect(slept).toEqual([...BACK_OFF, 8_000, 8_000]);
  expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 0]);
});

test("a hidden page lets its request go and asks nothing until it is seen again", async () => {
  const { around, hide, show, slept } = surroundings();
  let [asked, aborted] = [0, 0];
  const stop = keepAsking(
    async (signal) => {
      asked += 1;
      signal.addEventListener("abort", () => {
        aborted += 1;
      });
      await held(signal);
    },
    around,
    { failures: () => undefined },
  );
  await turns();
  hide();
  await turns();
  expect([asked, aborted]).toEqual([1, 1]);
  show();
  await turns();
  expect(asked).toBe(2);
  expect(slept).toEqual([]);
  stop();
});
