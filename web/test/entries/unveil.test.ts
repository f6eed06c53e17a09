import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { unveil } from "../../src/entries/unveil";
import { makeStore, type Store } from "../../src/store/store";
import { fakeSource } from "../fake-source";
import { session } from "../samples";

const NEXT = (then: () => void) => void setTimeout(then, 16);
const NEVER = new Promise<void>(() => undefined);
let life: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

function store(message = session()): Store {
  const memory = { getItem: () => null, setItem: () => undefined };
  const no = () => signal(false);
  return makeStore(fakeSource(message), memory, {
    dark: no(),
    calm: no(),
    narrow: no(),
    tight: no(),
    coarse: no(),
  });
}

test("panels come in the frame after the first picture", async () => {
  const page = store();
  let painted: () => void = () => undefined;
  const furnished = unveil(page, new Promise((done) => (painted = done)), life.signal, NEXT);
  vi.advanceTimersByTime(100);
  painted();
  await Promise.resolve();
  expect(page.panelsDue.value).toBe(false);
  vi.advanceTimersByTime(17);
  expect(page.panelsDue.value).toBe(true);
  vi.advanceTimersByTime(1);
  await furnished;
});

test("a picture that is waited for keeps them no longer than a moment after its last step", async () => {
  const page = store();
  void unveil(page, NEVER, life.signal, NEXT);
  vi.advanceTimersByTime(390);
  await page.opening.start();
  vi.advanceTimersByTime(390);
  expect(page.panelsDue.value).toBe(false);
  vi.advanceTimersByTime(20);
  expect(page.panelsDue.value).toBe(true);
});

test("where nothing will be drawn they come at once", async () => {
  const page = store({ ...session(), entries: [] });
  void unveil(page, NEVER, life.signal, NEXT);
  await page.opening.start();
  vi.advanceTimersByTime(1);
  expect(page.panelsDue.value).toBe(true);
});

test("a page that is gone shows nothing more, though its picture comes", async () => {
  const page = store();
  let painted: () => void = () => undefined;
  void unveil(page, new Promise((done) => (painted = done)), life.signal, NEXT);
  life.abort();
  painted();
  await Promise.resolve();
  vi.advanceTimersByTime(1000);
  expect(page.panelsDue.value).toBe(false);
});
