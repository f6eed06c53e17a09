import { expect, test } from "vitest";
import { firstEntry } from "../../src/store/opening";
import { fakeSource } from "../fake-source";
import { entry, session } from "../samples";
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
  void page.opening.open("digits");
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
