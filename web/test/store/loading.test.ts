import { expect, test } from "vitest";
import { ProblemError } from "../../src/source/problem";
import { fakeSource } from "../fake-source";
import { makePage, settle } from "./page";

const problem = {
  expected: "a table",
  got: "nothing",
  fix: "Look again.",
  where: "a.tsv",
  kind: "FormatError",
};
const file = (name: string) => new File(["a\n"], name);

test("a table is joined with the dataset on show, which stays", async () => {
  const source = fakeSource();
  const page = makePage(source);
  await page.opening.start();
  await settle();
  page.inspector.select([3]);
  await page.loading.take([file("a.tsv")]);
  expect(source.asked).toContain("upload a.tsv auto");
  expect(page.loading.taken.value?.role).toBe("metadata");
  expect([...page.inspector.selected.value]).toEqual([3]);
  await page.loading.detach(7);
  expect(source.asked).toContain("detach digits 7");
});

test("vectors are opened", async () => {
  const source = fakeSource();
  source.upload = () => Promise.resolve({ role: "vectors", entry: "new" });
  const page = makePage(source);
  await page.opening.start();
  await page.loading.take([file("new.npy")]);
  expect(page.opening.dataset.value?.id).toBe("new");
});

test("a file that is refused says why and ends what was dropped with it", async () => {
  const source = fakeSource();
  source.upload = () => Promise.reject(new ProblemError(problem, 422));
  const page = makePage(source);
  await page.opening.start();
  await page.loading.take([file("a.tsv"), file("b.tsv")]);
  expect(page.loading.problem.value).toMatchObject({ file: { name: "a.tsv" }, problem });
  expect(page.loading.busy.value).toBeNull();
  expect(page.opening.phase.value).toBe("open");
});

test("how much of a file was sent is told; cancelled, it is no problem, and what comes behind it waits no longer", async () => {
  const source = fakeSource();
  source.upload = (_file, _entry, { told, signal }) =>
    new Promise((_resolve, reject) => {
      told(0.25);
      signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    });
  const page = makePage(source);
  await page.opening.start();
  const taking = page.loading.take([file("a.tsv"), file("b.tsv")]);
  expect(page.loading.busy.value).toEqual({ name: "a.tsv", sent: 0.25 });
  page.loading.cancel();
  await taking;
  expect([page.loading.busy.value, page.loading.problem.value]).toEqual([null, null]);
});

test("a file that is being read can be cancelled, too", async () => {
  const source = fakeSource();
  source.upload = (_file, _entry, { told, signal }) =>
    new Promise((_resolve, reject) => {
      told(1);
      signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    });
  const page = makePage(source);
  await page.opening.start();
  const taking = page.loading.take([file("a.tsv")]);
  expect(page.loading.busy.value).toEqual({ name: "a.tsv", sent: 1 });
  page.loading.cancel();
  await taking;
  expect([page.loading.busy.value, page.loading.problem.value]).toEqual([null, null]);
  expect(source.asked.filter((one) => one === "dataset digits")).toHaveLength(1);
});

test("of vectors that were sent the rest of the way is their opening", async () => {
  const source = fakeSource();
  const page = makePage(source);
  await page.opening.start();
  source.upload = () => Promise.resolve({ role: "vectors", entry: "new" });
  source.dataset = (_, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    });
  const taking = page.loading.take([file("new.npy")]);
  await settle();
  expect([page.loading.busy.value, page.opening.reading.value]).toEqual([null, "new"]);
  await page.opening.cancel();
  await taking;
  expect(page.opening.dataset.value?.id).toBe("digits");
});

test("a key column and a cell size go with the files", async () => {
  const source = fakeSource();
  const page = makePage(source);
  await page.opening.start();
  page.loading.key.value = " name ";
  page.loading.cell.value = "8x8";
  await page.loading.take([file("a.tsv")]);
  expect(source.asked).toContain("upload a.tsv auto name 8x8");
});
