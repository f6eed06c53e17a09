import { expect, test } from "vitest";
import { encoded, fits, moved } from "../../src/store/bookmarks";
import { PLAIN } from "../../src/store/views";
import type { BookmarkMessage } from "../../src/wire/messages";
import { fakeSource } from "../fake-source";
import { dataset, run, session } from "../samples";
import { makePage, memory, settle } from "./page";

const layout = {
  method: "tsne", params: { perplexity: 12 }, random_state: 0, iteration: 40, n_components: 2, positions: "AACAPw==",
  rows: null,
}; // biome-ignore format: a sample
const view = { ...PLAIN, dimensions: 2, theme: "night" };
const bookmark = (change: Partial<BookmarkMessage> = {}): BookmarkMessage => ({
  label: "mine", data: { name: "digits", n: 1_797, d: 64, fingerprint: "" }, layout, view, selected: [3, 1],
  isolated: [], ...change,
}); // biome-ignore format: a sample

async function opened(kept = memory()) {
  const source = fakeSource(session(), [run({ id: "r1", seq: 1, state: "done" })]);
  const page = makePage(source, kept);
  await page.opening.start();
  await settle();
  page.placed.value = { data: Float32Array.of(1, 2, 3), components: 3, count: 1 };
  return { source, page };
}

test("positions go as little-endian float32 in base64", () => {
  expect(encoded(Float32Array.of(1))).toBe("AACAPw==");
});

test("a bookmark is of data with its fingerprint, or else its shape", () => {
  const data = dataset();
  expect(fits(bookmark(), data)).toBe(true);
  expect(fits(bookmark({ data: { name: "", n: 1_797, d: 65, fingerprint: "" } }), data)).toBe(false);
  expect(fits(bookmark({ data: { name: "", n: 5, d: 64, fingerprint: "g" } }), data)).toBe(false);
  const part = (rows: number[]) =>
    bookmark({ data: { name: "", n: 0, d: 64, fingerprint: "" }, layout: { ...layout, rows } });
  expect(fits(part([1_796]), data)).toBe(true);
  expect(fits(part([1_797]), data)).toBe(false);
});

test("order changes by one place, and not beyond the ends", () => {
  const list = [{ id: 1 }, { id: 2 }, { id: 3 }];
  expect(moved(list, 1, 1).map((one) => one.id)).toEqual([2, 1, 3]);
  expect(moved(list, 1, -1)).toBe(list);
});

test("the view of the moment is added, shown again without a new layout, and named", async () => {
  const { source, page } = await opened();
  page.inspector.select([4, 2]);
  const saved = page.bookmarks.add();
  page.inspector.clear();
  await page.bookmarks.show(saved?.id ?? 0);
  expect([...page.inspector.selected.value]).toEqual([4, 2]);
  expect(source.asked.some((what) => what.startsWith("restore"))).toBe(false);
  page.bookmarks.rename(saved?.id ?? 0, "fine");
  expect(page.bookmarks.list.value[0]?.bookmark.label).toBe("fine");
});

test("a bookmark of a file becomes a layout of its own, once, and changes no other", async () => {
  const { source, page } = await opened();
  await page.bookmarks.load(JSON.stringify({ bookmarks: [bookmark()] }));
  const id = page.bookmarks.list.value[0]?.id ?? 0;
  await page.bookmarks.show(id);
  expect(page.projection.shown.value).toMatchObject({ restored: true, name: "mine" });
  expect([...page.inspector.selected.value]).toEqual([3, 1]);
  expect(page.settings.theme.value).toBe("night");
  page.projection.showRun("r1");
  await page.bookmarks.show(id);
  expect(source.asked.filter((what) => what.startsWith("restore"))).toHaveLength(1);
  expect(page.runs.all.value.has("r1")).toBe(true);
});

test("a bookmark of other data says so and changes nothing", async () => {
  const { page } = await opened();
  const other = bookmark({ data: { name: "", n: 9_978, d: 1_024, fingerprint: "" } });
  await page.bookmarks.load(JSON.stringify({ bookmarks: [other] }));
  await page.bookmarks.show(page.bookmarks.list.value[0]?.id ?? 0);
  expect(page.bookmarks.problem.value?.got).toBe("one of 9,978 × 1,024");
  const alone = page.bookmarks.elsewhere.value;
  expect(JSON.parse(page.bookmarks.file(alone === null ? [] : [alone])).bookmarks).toEqual([other]);
  expect(page.projection.shown.value?.id).toBe("r1");
});

test("walking goes round, and a removed one is passed over", async () => {
  const { page } = await opened();
  await page.bookmarks.load(
    JSON.stringify({ bookmarks: ["a", "b", "c"].map((label) => bookmark({ label })) }),
  );
  const at = () =>
    page.bookmarks.list.value.find((one) => one.id === page.bookmarks.current.value)?.bookmark.label;
  const seen: unknown[] = [];
  for (const by of [1, 1, 1, 1, -1] as const) {
    page.bookmarks.walk(by);
    await settle();
    seen.push(at());
  }
  expect(seen).toEqual(["a", "b", "c", "a", "c"]);
  page.bookmarks.remove(page.bookmarks.current.value ?? 0);
  expect(page.bookmarks.list.value.map((one) => one.bookmark.label)).toEqual(["a", "b"]);
});

test("walking goes on past a bookmark of other data", async () => {
  const { page } = await opened();
  const other = bookmark({ label: "b", data: { name: "", n: 3, d: 3, fingerprint: "" } });
  await page.bookmarks.load(
    JSON.stringify({ bookmarks: [bookmark({ label: "a" }), other, bookmark({ label: "c" })] }),
  );
  const last = page.bookmarks.list.value.at(-1)?.id;
  for (const by of [1, 1] as const) {
    page.bookmarks.walk(by);
    await settle();
  }
  expect(page.bookmarks.problem.value).not.toBeNull();
  page.bookmarks.walk(1);
  await settle();
  expect(page.bookmarks.current.value).toBe(last);
  expect(page.bookmarks.problem.value).toBeNull();
});

test("what a person adds is there after a reload, and in the file", async () => {
  const kept = memory();
  const first = await opened(kept);
  first.page.bookmarks.add();
  const again = await opened(kept);
  await settle();
  expect(again.page.bookmarks.list.value).toHaveLength(1);
  const file = JSON.parse(again.page.bookmarks.file());
  expect([file.format, file.version]).toEqual(["hyperscope bookmarks", 1]);
  expect(file.bookmarks[0].data.fingerprint).toBe("f");
});
