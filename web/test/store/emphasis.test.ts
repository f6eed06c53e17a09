import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeSource } from "../fake-source";
import { makePage } from "./page";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function searched(source = fakeSource()) {
  const page = makePage(source);
  await page.opening.start();
  await vi.advanceTimersByTimeAsync(0);
  page.search.text.value = "pol";
  await vi.advanceTimersByTimeAsync(500);
  return page;
}

test("the matches of a search are lit, all alike", async () => {
  const { emphasis, search } = await searched();
  expect(emphasis.value).toMatchObject({
    selected: new Int32Array(0),
    neighbors: search.found.value,
    strengths: [],
  });
  search.clear();
  expect(emphasis.value.neighbors).toEqual([]);
});

test("a selection and its neighbours come first, and the matches again after it", async () => {
  const { emphasis, inspector, search } = await searched();
  inspector.select([1, 2]);
  expect(emphasis.value).toMatchObject({ selected: Int32Array.of(1, 2), neighbors: [] });
  inspector.clear();
  expect(emphasis.value.neighbors).toEqual(search.found.value);
});

test("a search that finds every row lights none", async () => {
  const page = await searched();
  page.search.found.value = Int32Array.from({ length: page.opening.dataset.value?.n ?? 0 }, (_, row) => row);
  expect(page.emphasis.value.neighbors).toEqual([]);
});
