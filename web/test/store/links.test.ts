import { expect, test, vi } from "vitest";
import { written } from "../../src/store/link";
import { fakeSource } from "../fake-source";
import { dataset, entry, run, session } from "../samples";
import { makePage, settle } from "./page";

const first = run({ id: "r1", seq: 1, state: "done" });
const link = (change: object = {}) =>
  written({
    data: "digits", fingerprint: "f", layout: null, dimensions: 3, camera: null, color: null, label: null,
    categorical: null, scale: null, hidden: [], selected: [[3, 5]], isolated: [],
    labels: null, thumbnails: null, size: null, opacity: null, search: null, ...change,
  }); // biome-ignore format: a sample
const tsne = { method: "tsne", components: 2, seed: 0, rows: null, params: { perplexity: 12 } };

async function opened(fragment: string, known = [first], n = 1_797) {
  const source = fakeSource(session(), known);
  source.dataset = () => Promise.resolve(dataset({ n }));
  const page = makePage(source);
  await page.links.begin(fragment);
  await settle();
  page.placed.value = { data: Float32Array.of(1, 2, 3), components: 3, count: 1 };
  await settle();
  return { source, page };
}

test("what is light is there at once", async () => {
  const { page } = await opened(link({ isolated: [[[0, 9]]] }));
  expect([...page.inspector.selected.value]).toEqual([3, 4, 5]);
  expect(page.isolation.counts.value).toEqual([1_797, 10]);
  expect(page.links.notice.value).toBeNull();
});

test("a heavy method is offered, and runs when a person says so", async () => {
  const { source, page } = await opened(link({ layout: tsne }));
  expect(page.links.notice.value?.offer?.question).toBe("This link shows t-SNE, perplexity 12. Run it?");
  expect(source.requests).toEqual([]);
  void page.links.accept();
  await settle();
  expect(source.requests[0]).toMatchObject({ method: "tsne", n_components: 2, params: { perplexity: 12 } });
  expect(page.links.notice.value).toBeNull();
});

test("a layout that is there is shown and none is run", async () => {
  const there = run({
    id: "r2", method: "tsne", n_components: 2, asked: { perplexity: 12 }, n_rows: 1_797, seq: 4, state: "done",
  }); // biome-ignore format: a sample
  const { source, page } = await opened(link({ layout: tsne }), [first, there, run({ id: "r3", seq: 1 })]);
  expect(page.projection.shown.value?.id).toBe("r2");
  expect(page.links.notice.value).toBeNull();
  expect(source.requests).toEqual([]);
});

test.each([
  ["other data under the name", link({ fingerprint: "g" })],
  ["‘words’, which is not open here", link({ data: "words" })],
])("a link of %s says so and selects nothing", async (said, fragment) => {
  const { page } = await opened(fragment);
  expect(page.links.notice.value?.lines[0]).toContain(said);
  expect(page.inspector.selected.value).toHaveLength(0);
});

test("a broken link opens the rest; one of a later version nothing", async () => {
  const { page } = await opened(`${link()}&camera=3_x`);
  expect(page.links.notice.value?.lines).toEqual([
    "Of this link, ‘camera’ cannot be understood; the rest is shown.",
  ]);
  expect(page.inspector.selected.value).toHaveLength(3);
  await page.links.open("#view=9");
  expect(page.links.notice.value?.lines[0]).toContain("later Hyperscope");
});

test("what the command line asked for does not run beside the layout of a link", async () => {
  const invitation = { entry: "digits", method: "tsne", n_components: 3, params: {}, random_state: 0 };
  const source = fakeSource(session({ invitation }));
  const page = makePage(source);
  const ended = vi.useFakeTimers();
  await page.links.begin(link({ layout: { ...tsne, method: "pca", components: 3, params: {} } }));
  await settle();
  page.runs.take(source.started.map((one) => ({ ...one, state: "done" as const })));
  await ended.advanceTimersByTimeAsync(5_000);
  vi.useRealTimers();
  expect(source.requests.map((request) => request.method)).toEqual(["pca"]);
});

test("an unknown method is told", async () => {
  const { page } = await opened(link({ layout: { ...tsne, method: "magic" } }));
  expect(page.links.notice.value?.lines[0]).toContain("‘magic’");
});

test("the view of the moment is written, and what is too long for it is told", async () => {
  const { page } = await opened("", [{ ...first, n_rows: 5_000 }], 5_000);
  page.inspector.select([4, 2]);
  expect(page.links.fragment()).toEqual({
    text: "view=1&data=digits&of=f&method=pca&in=3&seen=3&labels=no&size=1&opacity=1&select=4,2",
    left: [],
  });
  page.inspector.select(Array.from({ length: 2_300 }, (_, at) => 2 * at));
  const made = page.links.fragment();
  page.links.made(null, made?.left ?? []);
  expect(page.links.notice.value?.lines[0]).toContain("2,000 of the 2,300 selected points");
});

test("what is drawn, and the search, come back; of what a link does not say all stays", async () => {
  const { page } = await opened("");
  page.settings.labels.value = true;
  page.settings.pointSize.value = 2;
  page.settings.opacity.value = 0.5;
  page.search.text.value = "seven";
  page.search.case.value = true;
  const fragment = page.links.fragment()?.text ?? "";
  expect(fragment).toContain("labels=yes&size=2&opacity=0.5&find=seven&case=yes");
  const { page: other, source } = await opened(fragment);
  const { labels, pointSize, opacity, thumbnails } = other.settings;
  expect([labels.value, pointSize.value, opacity.value, thumbnails.value]).toEqual([true, 2, 0.5, false]);
  await vi.waitFor(() => expect(source.searches).toHaveLength(1));
  expect(source.searches[0]).toEqual({ text: "seven", column: null, mode: "substring", case: true });
  await other.links.open(link());
  expect([labels.value, pointSize.value, other.search.text.value]).toEqual([true, 2, "seven"]);
  expect(other.links.notice.value).toBeNull();
});

test("a column that the data lack is named; the search then goes through all", async () => {
  const search = { text: "seven", mode: "exact", column: "nowhere", case: false };
  const { page } = await opened(link({ search, color: "nothing" }));
  expect(page.links.notice.value?.lines).toEqual([
    "These data have no columns ‘nowhere’ and ‘nothing’, which the link names; the rest is shown.",
  ]);
  const { text, mode, column } = page.search;
  expect([text.value, mode.value, column.value]).toEqual(["seven", "exact", null]);
});

test("of very many levels the outermost are written, and a link that was written is read", async () => {
  const { page } = await opened("", [{ ...first, n_rows: 5_000 }], 5_000);
  for (let level = 1; level <= 18; level++)
    page.isolation.isolate(Array.from({ length: 5_000 - level }, (_, at) => at));
  const made = page.links.fragment();
  expect(made?.left).toHaveLength(1);
  page.isolation.back(0);
  await page.links.open(made?.text ?? "");
  expect(page.isolation.levels.value).toHaveLength(16);
});

test("a link may name which data to open", async () => {
  const source = fakeSource(session({ entries: ["digits", "words"].map((id) => entry({ id })) }));
  source.dataset = (id) => Promise.resolve(dataset({ id }));
  const page = makePage(source);
  await page.links.begin(link({ data: "words" }));
  expect(page.opening.dataset.value?.id).toBe("words");
});
