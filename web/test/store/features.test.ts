import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { byFeature } from "../../src/store/features";
import { fakeSource } from "../fake-source";
import { makePage } from "./page";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a feature is looked up by name, fetched once it is chosen, and colours the points", async () => {
  const source = fakeSource();
  const { opening, features, columns } = makePage(source);
  await opening.start();
  features.text.value = "CD";
  await vi.advanceTimersByTimeAsync(10);
  features.text.value = "CD3";
  await vi.advanceTimersByTimeAsync(100);
  expect(source.asked.filter((one) => one.startsWith("features"))).toEqual(["features CD3"]);
  expect(features.found.value?.names).toEqual(["CD31", "CD32"]);
  features.choose("CD31", () => columns.setColorBy(byFeature("CD31")));
  await vi.advanceTimersByTimeAsync(0);
  expect(columns.coloring.value?.legend).toMatchObject({ kind: "gradient", low: 0, high: 2 });
  expect(columns.numeric.value).toBe(true);
  expect(features.text.value).toBe("");
});

test("nothing typed asks nothing, and forgets what was found", async () => {
  const source = fakeSource();
  const { opening, features } = makePage(source);
  await opening.start();
  features.text.value = "x";
  await vi.advanceTimersByTimeAsync(100);
  features.text.value = " ";
  await vi.advanceTimersByTimeAsync(100);
  expect(features.found.value).toBeNull();
  expect(source.asked.filter((one) => one.startsWith("features"))).toHaveLength(1);
});
