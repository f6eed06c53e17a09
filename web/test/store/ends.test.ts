import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { asEnd, isPattern, otherwise } from "../../src/store/ends";
import { fakeSource } from "../fake-source";
import { method, param, pca, session } from "../samples";
import { makePage } from "./page";

const end = (name: string) => param({ name, kind: "end", default: null, auto: false });
const column = param({ name: "column", kind: "column", default: null, auto: false });
const custom = method({
  name: "custom",
  heavy: false,
  steps: false,
  params: [column, end("x_from"), end("x_to")],
});

describe("an end", () => {
  test("is a pattern between slashes, and plain text again without them", () => {
    expect(isPattern("/^a/")).toBe(true);
    expect(isPattern("/")).toBe(false);
    expect(otherwise("bad")).toBe("/bad/");
    expect(otherwise(otherwise("bad"))).toBe("bad");
  });

  test("names rows as spans, in order, each once", () => {
    expect(asEnd([25, 3, 21, 20, 22, 17, 23, 24])).toBe("#3 #17 #20-25");
    expect(asEnd([4, 4])).toBe("#4");
    expect(asEnd([])).toBe("");
  });
});

describe("matches", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function opened() {
    const source = fakeSource(session({ methods: [pca, custom] }));
    const page = makePage(source);
    await page.opening.start();
    await vi.advanceTimersByTimeAsync(1_000);
    await page.projection.choose("custom");
    return { source, page };
  }
  const asked = (source: { asked: string[] }) => source.asked.filter((what) => what.startsWith("ends"));

  test("are counted when typing pauses, each text once", async () => {
    const { source, page } = await opened();
    for (const text of ["g", "go", "good"]) page.projection.set(end("x_to"), text);
    expect(page.ends.of("x_to")).toBeNull();
    await vi.advanceTimersByTimeAsync(500);
    expect(page.ends.of("x_to")?.terms[0]?.total).toBe(4);
    page.projection.set(end("x_from"), "bad");
    await vi.advanceTimersByTimeAsync(500);
    expect(asked(source)).toEqual(["ends good", "ends bad"]);
    expect(page.ends.of("x_to")?.terms[0]?.total).toBe(4);
  });

  test("belong to their column", async () => {
    const { source, page } = await opened();
    page.projection.set(end("x_to"), "good");
    await vi.advanceTimersByTimeAsync(500);
    page.projection.set(column, "other");
    expect(page.ends.of("x_to")).toBeNull();
    await vi.advanceTimersByTimeAsync(500);
    expect(asked(source)).toHaveLength(2);
    expect(page.ends.of("x_to")).not.toBeNull();
  });

  test("of nothing typed are not asked for", async () => {
    const { source, page } = await opened();
    page.projection.set(end("x_to"), "  ");
    await vi.advanceTimersByTimeAsync(500);
    expect(asked(source)).toEqual([]);
  });
});
