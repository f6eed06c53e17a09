import { expect, test } from "vitest";
import { columnBefore, shownParams } from "../../src/store/drafts";
import { runTitle, runTraits } from "../../src/store/run-words";
import { layouts } from "../../src/store/runs";
import { fakeSource } from "../fake-source";
import { method, param, pca, run, session } from "../samples";
import { makePage, settle } from "./page";

const tsne = method();
const first = run({ id: "r1", seq: 1, state: "done" });
const second = run({
  id: "r2", method: "tsne", n_components: 2, seq: 9, state: "done", asked: { perplexity: 12 }, params: { perplexity: 12 },
}); // biome-ignore format: a sample

async function opened(known = [first, second]) {
  const source = fakeSource(session(), known);
  const page = makePage(source);
  await page.opening.start();
  await settle();
  return { source, page };
}

test("layouts are those with a picture, newest first; what ended without one is none", () => {
  const all = [
    first,
    run({ id: "r3", state: "failed" }),
    run({ id: "r5", state: "stopped" }),
    second,
    run({ id: "r4", entry: "other", seq: 1 }),
  ];
  expect(layouts(new Map(all.map((one) => [one.id, one])), "digits").map((one) => one.id)).toEqual([
    "r2",
    "r1",
  ]);
});

test.each(["stopped", "failed"] as const)(
  "a run that is %s before its first picture gives way to the one whose picture is there",
  async (state) => {
    const { page } = await opened([first]);
    const begun = await page.projection.start("tsne", { params: {}, components: 2 });
    expect(page.projection.shown.value?.id).toBe(begun?.id);
    page.placed.value = { data: Float32Array.of(1, 2, 3), components: 3, count: 1 };
    expect(page.bookmarks.add()).toBeNull();
    if (begun !== null) page.runs.take([{ ...begun, state, told: 9 }]);
    expect(page.projection.shown.value?.id).toBe("r1");
    expect(page.settings.dimensions.value).toBe(3);
    expect(page.bookmarks.add()?.bookmark.layout.method).toBe("pca");
  },
);

test("a chosen layout is on show, the panel says what it was asked for, and nothing runs", async () => {
  const { source, page } = await opened();
  page.projection.showRun("r1");
  expect(page.projection.shown.value?.id).toBe("r1");
  page.projection.showRun("r2");
  expect(page.projection.panel.method.value?.name).toBe("tsne");
  expect(page.projection.panel.draft.value.perplexity).toBe(12);
  expect(page.settings.dimensions.value).toBe(2);
  expect(source.requests).toEqual([]);
});

test("of two runs of one method the panel steers the one on show", async () => {
  const third = run({ ...second, id: "r3", state: "running" });
  const { source, page } = await opened([first, second, third]);
  page.projection.showRun("r2");
  await page.projection.move("restart");
  expect(source.asked).toContain("restart r2");
});

test("a deleted layout makes room for the newest of the others", async () => {
  const { source, page } = await opened();
  page.projection.showRun("r2");
  await page.projection.forget("r2");
  expect(source.asked).toContain("forget r2");
  expect(page.projection.shown.value?.id).toBe("r1");
  expect(page.projection.layouts.value.map((one) => one.id)).toEqual(["r1"]);
});

test("a layout that another page deleted is gone here too", async () => {
  const { page } = await opened();
  page.take({ revision: 2, runs: [], entries: [], problems: [], gone: ["r1"] });
  expect(page.projection.layouts.value.map((one) => one.id)).toEqual(["r2"]);
});

test("saved positions are shown and never steered", async () => {
  const saved = run({ ...second, id: "r5", restored: true });
  const { page } = await opened([first, saved]);
  page.projection.showRun("r5");
  expect(page.projection.shown.value?.id).toBe("r5");
  expect(page.projection.run.value?.id).not.toBe("r5");
});

test("the program of a layout goes with the selected rows", async () => {
  const { page } = await opened();
  expect(await page.projection.python("r2", [4, 2])).toBe("# r2\nselected = [4, 2]\n");
});

test("a layout says what tells it from the others", () => {
  const told = run({ ...second, random_state: 7, n_rows: 1, iteration: 400 });
  expect(runTitle(told, tsne)).toBe("t-SNE 2-D");
  expect(runTraits(told, tsne)).toEqual(["perplexity 12", "iteration 400", "seed 7", "1 row"]);
  expect(runTitle({ ...told, name: "fine" }, tsne)).toBe("fine");
  const rates = { ...tsne, params: [param(), param({ name: "learning_rate", title: "Learning rate" })] };
  const saved = {
    ...told,
    restored: true,
    asked: { perplexity: 12, learning_rate: 200 },
    params: { perplexity: 12, learning_rate: 200 },
  };
  expect(runTraits(saved, rates)).toEqual([
    "saved positions",
    "perplexity 12",
    "iteration 400",
    "seed 7",
    "1 row",
  ]);
  const axes = ["x", "y", "z"].map((name) => param({ name, kind: "component" }));
  const turned = run({ params: { x: 1, y: 4, z: 2 }, n_rows: 3 });
  expect(runTraits(turned, { ...pca, axes })).toEqual(["components 1, 4, 2", "3 rows"]);
  expect(runTraits(turned, { ...pca, axes }, 3)).toEqual(["components 1, 4, 2"]);
});

test("rows that need another to say something wait for it", () => {
  const column = param({ name: "supervise", kind: "column" });
  const label = param({ name: "ignored_label", kind: "label", when: ["supervise", "*"] });
  expect(shownParams([column, label], { supervise: null })).toEqual([column]);
  expect(shownParams([column, label], { supervise: "digit" })).toEqual([column, label]);
  expect(columnBefore([column, label], "ignored_label", { supervise: "digit" })).toBe("digit");
});
