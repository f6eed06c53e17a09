import { expect, test } from "vitest";
import { ProblemError } from "../../src/source/problem";
import { fakeSource } from "../fake-source";
import { dataset } from "../samples";
import { makePage, settle } from "./page";

const SAID = { column: "tag", value: "good", rows: 2 };

test("the selected points are tagged, and the data read again", async () => {
  const source = fakeSource();
  const { opening, inspector, edits, columns } = makePage(source);
  await opening.start();
  inspector.select([1, 2]);
  edits.value.value = "good";
  await edits.tag();
  const told = source.asked.filter((one) => one.startsWith("edit") || one.startsWith("dataset"));
  expect(told).toEqual(["dataset digits", "edit tag good", "dataset digits"]);
  expect([...inspector.selected.value]).toEqual([1, 2]);
  expect(columns.colorBy.value).toBe("tag");
  expect(edits.busy.value).toBe(false);
});

test("nothing is written where nothing is selected, nor undone where nothing was done", async () => {
  const source = fakeSource();
  const { opening, edits } = makePage(source);
  await opening.start();
  await edits.tag();
  await edits.undo();
  await edits.redo();
  expect(source.asked.filter((one) => /edit|undo|redo/.test(one))).toEqual([]);
});

test("undo and redo ask for what the server says can be undone", async () => {
  const past = { count: 1, undo: SAID, redo: SAID };
  const source = fakeSource();
  const { opening, edits } = makePage({
    ...source,
    dataset: (id) => Promise.resolve(dataset({ id, edits: past })),
  });
  await opening.start();
  await edits.undo();
  await edits.redo();
  expect(source.asked.filter((one) => /undo|redo/.test(one))).toEqual(["undo digits", "redo digits"]);
});

test("a refusal is told, and the same can be tried again", async () => {
  const problem = { expected: "a number", got: "'x'", fix: "Type one.", where: "value", kind: "QueryError" };
  const { opening, inspector, edits } = makePage({
    ...fakeSource(),
    edit: () => Promise.reject(new ProblemError(problem, 400)),
  });
  await opening.start();
  inspector.select([0]);
  await edits.tag();
  await settle();
  expect(edits.problem.value).toEqual(problem);
  expect(edits.busy.value).toBe(false);
});
