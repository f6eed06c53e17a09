import { expect, test } from "vitest";
import { ProblemError } from "../../src/source/problem";
import type { Source } from "../../src/source/source";
import { packed } from "../../src/store/rows";
import { fakeSource } from "../fake-source";
import { makePage } from "./page";

async function opened(change: Partial<Source> = {}) {
  const source = { ...fakeSource(), ...change };
  const page = makePage(source);
  await page.opening.start();
  return { source, exporting: page.exporting };
}

test("an export sends the rows as bits and names the file after what it holds", async () => {
  const { source, exporting } = await opened();
  exporting.setWhat("vectors");
  exporting.format.value = "npy";
  const file = await exporting.make([3, 1]);
  expect(source.asked).toContain(`export digits vectors npy ${packed([1, 3], 1_797)}`);
  expect([file?.name, exporting.progress.value]).toEqual(["digits-vectors.npy", null]);
});

test("a format that cannot hold it gives way", async () => {
  const { exporting } = await opened();
  exporting.setWhat("ids");
  exporting.format.value = "npy";
  exporting.setWhat("rows");
  expect(exporting.format.value).toBe("csv");
});

test("while it comes its share is told, and cancelling ends it without a word", async () => {
  const { exporting } = await opened({
    export: (_, __, signal, told) =>
      new Promise((_, refuse) => {
        told(0.25);
        signal.addEventListener("abort", () => refuse(new DOMException("gone", "AbortError")));
      }),
  });
  const made = exporting.make([1]);
  expect(exporting.progress.value).toBe(0.25);
  exporting.cancel();
  expect([await made, exporting.progress.value, exporting.problem.value]).toEqual([null, null, null]);
});

test("a refusal is a problem", async () => {
  const problem = { expected: "room", got: "none", fix: "Free some.", where: "", kind: "QueryError" };
  const { exporting } = await opened({ export: () => Promise.reject(new ProblemError(problem, 400)) });
  expect(await exporting.make([1])).toBeNull();
  expect(exporting.problem.value).toEqual(problem);
});
