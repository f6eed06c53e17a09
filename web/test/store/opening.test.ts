import { expect, test } from "vitest";
import { firstEntry } from "../../src/store/opening";
import { fakeSource } from "../fake-source";
import { dataset, entry, session } from "../samples";
import { makePage, settle } from "./page";

const problem = { expected: "a file", got: "nothing", fix: "Look again.", where: "x.npy", kind: "PathError" };
const bad = entry({ id: "bad", problem });

test("the first entry that can be opened is opened, and PCA runs by itself in 3-D", async () => {
  const source = fakeSource(session({ entries: [bad, entry()] }));
  const page = makePage(source);
  await page.opening.start();
  await settle();
  expect(page.opening.phase.value).toBe("open");
  expect(source.requests.map(({ method, n_components }) => [method, n_components])).toEqual([["pca", 3]]);
  expect(page.settings.dimensions.value).toBe(3);
});

test("what ran is asked for once, and does not wait for the dataset", async () => {
  const source = fakeSource();
  const page = makePage(source);
  await page.opening.start();
  await settle();
  expect(source.asked.filter((one) => one === "runs")).toEqual(["runs"]);
  source.dataset = () => new Promise(() => undefined);
  void page.opening.open("other");
  expect(source.asked.filter((one) => one === "runs")).toEqual(["runs", "runs"]);
});

test("nothing heavier than PCA runs uninvited", async () => {
  const source = fakeSource();
  const page = makePage(source);
  await page.opening.start();
  await settle();
  await page.projection.choose("tsne");
  expect(source.requests.map(({ method }) => method)).toEqual(["pca"]);
});

test("an entry with a problem says so in place and leaves the others open to choice", async () => {
  const page = makePage(fakeSource(session({ entries: [entry(), bad] })));
  await page.opening.start();
  await page.opening.open("bad");
  expect(page.opening.problem.value).toEqual(problem);
  await page.opening.open("digits");
  expect(page.opening.phase.value).toBe("open");
  expect(page.opening.problem.value).toBeNull();
});

/** A source whose next datasets come only when they are told to, unless they are aborted. */
function held(entries = [entry(), entry({ id: "other" })]) {
  const source = fakeSource(session({ entries }));
  const come: (() => void)[] = [];
  source.dataset = (id, signal) =>
    new Promise((resolve, reject) => {
      come.push(() => resolve(dataset({ id })));
      signal?.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    });
  return { source, come, page: makePage(source) };
}

test("what is on show stays while another dataset is being opened, and when that is cancelled", async () => {
  const { source, come, page } = held();
  const { opening, inspector } = page;
  void opening.start();
  await settle();
  come.pop()?.();
  await settle();
  inspector.select([3]);
  const way = opening.open("other");
  expect([opening.phase.value, opening.reading.value, opening.chosen.value]).toEqual([
    "open",
    "other",
    "other",
  ]);
  await opening.cancel();
  await way;
  expect([opening.phase.value, opening.reading.value, opening.chosen.value]).toEqual([
    "open",
    null,
    "digits",
  ]);
  expect([opening.problem.value, opening.dataset.value?.id]).toEqual([null, "digits"]);
  expect([...inspector.selected.value]).toEqual([3]);
  expect(source.asked.filter((one) => one.startsWith("leave"))).toEqual(["leave other"]);
  const again = opening.open("other");
  come.pop()?.();
  await again;
  expect([opening.dataset.value?.id, inspector.selected.value.length]).toEqual(["other", 0]);
});

/** One dataset is on show, another is being opened. */
async function withOtherOnItsWay() {
  const all = held();
  void all.page.opening.start();
  await settle();
  all.come.pop()?.();
  await settle();
  void all.page.opening.open("other");
  return all;
}

test("choosing what is on show cancels what is on its way", async () => {
  const { source, page } = await withOtherOnItsWay();
  await page.opening.open("digits");
  expect([page.opening.reading.value, page.opening.chosen.value]).toEqual([null, "digits"]);
  expect(source.asked).toContain("leave other");
});

test("the first dataset, too, can be cancelled, and opened after all", async () => {
  const { come, page } = held([entry()]);
  void page.opening.start();
  await settle();
  expect(page.opening.phase.value).toBe("opening");
  await page.opening.cancel();
  expect(page.opening.phase.value).toBe("cancelled");
  const again = page.opening.open("digits");
  come.pop()?.();
  await again;
  expect(page.opening.phase.value).toBe("open");
});

test("what has changed in the dataset on show while another was on its way is read when that is cancelled", async () => {
  const { source, page } = await withOtherOnItsWay();
  page.take({ revision: 1, runs: [], entries: [entry({ revision: 1 })], gone: [], problems: [] });
  expect(page.opening.reading.value).toBe("other");
  source.dataset = (id) => Promise.resolve(dataset({ id, revision: 1 }));
  await page.opening.cancel();
  await settle();
  expect(page.opening.dataset.value?.revision).toBe(1);
});

test("an entry that cannot be read leaves the one on show, and says why", async () => {
  const page = makePage(fakeSource(session({ entries: [entry(), bad] })));
  await page.opening.start();
  await page.opening.open("bad");
  const { phase, chosen, dataset: there, refused } = page.opening;
  expect([phase.value, chosen.value, there.value?.id]).toEqual(["open", "digits", "digits"]);
  expect(refused.value).toBe("bad");
});

test("the page knows an empty session from one in which nothing can be read", async () => {
  const empty = makePage(fakeSource(session({ entries: [] })));
  await empty.opening.start();
  expect(empty.opening.phase.value).toBe("empty");
  const unreadable = makePage(fakeSource(session({ entries: [bad] })));
  await unreadable.opening.start();
  expect(unreadable.opening.phase.value).toBe("unreadable");
});

test("the invited entry comes first", () => {
  const invitation = { entry: "b", method: "tsne", n_components: 2, params: {}, random_state: 0 };
  const entries = [entry({ id: "a" }), entry({ id: "b" })];
  expect(firstEntry(session({ entries, invitation }))?.id).toBe("b");
  expect(firstEntry(session({ entries }))?.id).toBe("a");
});
