import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ProblemError } from "../../src/source/problem";
import { fakeSource } from "../fake-source";
import { makePage } from "./page";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(source = fakeSource()) {
  const page = makePage(source);
  await page.opening.start();
  await vi.advanceTimersByTimeAsync(0);
  return { ...page, search: page.search };
}

test("typing is sent once it pauses, with its mode and column", async () => {
  const source = fakeSource();
  const { search } = await opened(source);
  for (const text of ["p", "po", "pol"]) search.text.value = text;
  await vi.advanceTimersByTimeAsync(500);
  search.mode.value = "regex";
  search.column.value = "word";
  await vi.advanceTimersByTimeAsync(500);
  expect(source.searches).toEqual([
    { text: "pol", column: null, mode: "substring", case: false },
    { text: "pol", column: "word", mode: "regex", case: false },
  ]);
  expect(search.found.value).toEqual(Int32Array.of(3, 4));
});

test("clearing the text clears the answer, even one that is on its way", async () => {
  const source = fakeSource();
  const { search } = await opened(source);
  search.text.value = "pol";
  await vi.advanceTimersByTimeAsync(500);
  search.clear();
  await vi.advanceTimersByTimeAsync(500);
  expect(search.found.value).toBeNull();
});

test("a pattern that cannot be read is a problem, not an empty answer", async () => {
  const problem = {
    expected: "a regular expression",
    got: "'['",
    fix: "Close it.",
    where: "",
    kind: "QueryError",
  };
  const source = { ...fakeSource(), search: () => Promise.reject(new ProblemError(problem, 400)) };
  const { search } = await opened(source);
  search.mode.value = "regex";
  search.text.value = "[";
  await vi.advanceTimersByTimeAsync(500);
  expect(search.problem.value).toEqual(problem);
  expect(search.found.value).toBeNull();
});

test("a filter names its own columns", async () => {
  const source = fakeSource();
  const { search } = await opened(source);
  search.column.value = "word";
  search.mode.value = "filter";
  search.case.value = true;
  search.text.value = "loss > 1";
  await vi.advanceTimersByTimeAsync(500);
  expect(source.searches).toEqual([{ text: "loss > 1", column: null, mode: "filter", case: true }]);
});

test("only matches that may be seen are listed, and the others are not forgotten", async () => {
  const { search, isolation } = await opened();
  search.text.value = "pol";
  await vi.advanceTimersByTimeAsync(500);
  expect(search.visible.value).toBe(search.found.value);
  isolation.isolate([4, 5]);
  expect([...(search.visible.value ?? [])]).toEqual([4]);
  isolation.back();
  expect([...(search.visible.value ?? [])]).toEqual([3, 4]);
});
