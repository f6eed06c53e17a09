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
  return page.search;
}

test("typing is sent once it pauses, with its mode and column", async () => {
  const source = fakeSource();
  const search = await opened(source);
  for (const text of ["p", "po", "pol"]) search.text.value = text;
  await vi.advanceTimersByTimeAsync(500);
  search.regex.value = true;
  search.column.value = "word";
  await vi.advanceTimersByTimeAsync(500);
  expect(source.searches).toEqual([
    { text: "pol", column: null, mode: "substring" },
    { text: "pol", column: "word", mode: "regex" },
  ]);
  expect(search.found.value?.total).toBe(2);
});

test("clearing the text clears the answer, even one that is on its way", async () => {
  const source = fakeSource();
  const search = await opened(source);
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
  const search = await opened(source);
  search.regex.value = true;
  search.text.value = "[";
  await vi.advanceTimersByTimeAsync(500);
  expect(search.problem.value).toEqual(problem);
  expect(search.found.value).toBeNull();
});
