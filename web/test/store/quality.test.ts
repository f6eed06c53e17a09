import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BY_QUALITY } from "../../src/store/quality";
import { fakeSource } from "../fake-source";
import { method, pca, run, session } from "../samples";
import { makePage } from "./page";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const done = run({ id: "r1", method: "tsne", n_components: 2, seq: 5, state: "done" });

async function opened(known = [done]) {
  const source = fakeSource(session({ methods: [pca, method()] }), known);
  const page = makePage(source);
  await page.opening.start();
  await vi.advanceTimersByTimeAsync(2_000);
  return { source, page };
}

test("a layout that rests is measured once, and the line says so", async () => {
  const { source, page } = await opened();
  expect(page.quality.kept.value).toBe(0.371);
  expect(page.status.value).toContain("neighbours kept 37 %");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(source.asked.filter((what) => what.startsWith("quality"))).toEqual(["quality r1"]);
});

test("a picture that turns while the processor draws it is measured later, or as soon as it stands still", async () => {
  const source = fakeSource(session({ methods: [pca, method()] }), [done]);
  const page = makePage(source);
  page.strained.value = true;
  await page.opening.start();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(page.quality.kept.value).toBeNull();
  page.strained.value = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(page.quality.kept.value).toBe(0.371);
});

test("a picture that goes on turning is measured all the same", async () => {
  const page = makePage(fakeSource(session({ methods: [pca, method()] }), [done]));
  page.strained.value = true;
  await page.opening.start();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(page.quality.kept.value).toBe(0.371);
});

test("while a run goes on nothing is said, and nothing stale", async () => {
  const { source, page } = await opened();
  page.runs.take([{ ...done, state: "running", seq: 9 }]);
  expect(page.quality.kept.value).toBeNull();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(source.asked.filter((what) => what.startsWith("quality"))).toHaveLength(1);
  expect(page.status.value.join()).not.toContain("kept");
});

test("a picture that is not measured yet is asked for again, one that cannot be is not", async () => {
  const source = fakeSource(session(), [done]);
  let asked = 0;
  const page = makePage({
    ...source,
    quality: () => {
      asked += 1;
      return Promise.reject(new Error("too few rows"));
    },
  });
  await page.opening.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(1);
  expect(page.quality.kept.value).toBeNull();
});

test("badly placed points are coloured by what was measured of them", async () => {
  const { page } = await opened();
  expect(page.columns.coloring.value).toBeNull();
  page.columns.setColorBy(BY_QUALITY);
  await vi.advanceTimersByTimeAsync(100);
  const legend = page.columns.coloring.value?.legend;
  expect(legend).toMatchObject({ kind: "gradient", low: 0.5, high: 1, extent: { empty: 1 } });
  page.runs.take([{ ...done, state: "running", seq: 9 }]);
  expect(page.columns.coloring.value).toBeNull();
});
