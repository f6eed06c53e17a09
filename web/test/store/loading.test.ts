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
  await page.loading.detach();
  expect(source.asked).toContain("detach digits");
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
  expect(page.loading.problem.value).toEqual({ name: "a.tsv", problem });
  expect(page.loading.busy.value).toBeNull();
  expect(page.opening.phase.value).toBe("open");
});
