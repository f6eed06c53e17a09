import { expect, test } from "vitest";
import { likeStep, tensorOf, tensors } from "../../src/store/steps";
import { fakeSource } from "../fake-source";
import { entry, run, session } from "../samples";
import { makePage, settle } from "./page";

const at = (step: number, tensor = "emb") =>
  entry({ id: `${tensor}-${step}`, name: `${tensor}@${step}`, tensor, step });
const problem = { expected: "a file", got: "nothing", fix: "Look again.", where: "x", kind: "PathError" };

test("steps of one tensor are one tensor, by rising step", () => {
  const found = tensors([at(20), at(10), at(20, "w"), entry()]);
  expect(found.map(({ name, steps }) => [name, steps.map(({ step }) => step)])).toEqual([
    ["emb", [10, 20]],
    ["w", [20]],
    ["digits", [null]],
  ]);
  expect(tensorOf(found, at(10))?.name).toBe("emb");
  expect(tensorOf(found, null)).toBeNull();
});

test("another tensor opens at the same step, else at its last that can be read", () => {
  const steps = [at(10), at(20), { ...at(30), problem }];
  expect(likeStep(steps, 10)?.step).toBe(10);
  expect(likeStep(steps, 15)?.step).toBe(20);
  expect(likeStep([{ ...at(30), problem }], 15)?.step).toBe(30);
});

test("going to another step keeps selection, colour and label, and lays out from where the points are", async () => {
  const source = fakeSource(session({ entries: [at(20), at(10)] }));
  const page = makePage(source);
  await page.opening.start();
  await settle();
  await page.projection.start("tsne", { params: { perplexity: 7 } });
  const first = source.started.at(-1) ?? run();
  page.runs.take([{ ...first, params: { perplexity: 7 }, asked: { perplexity: 7 }, seq: 3 }]);
  page.inspector.select([4, 2]);
  const shown: (string | null)[] = [];
  page.projection.shown.subscribe((run) => shown.push(run?.entry ?? null));
  await page.opening.goOn("emb-10");
  await settle();
  expect(page.inspector.selected.value).toEqual(Int32Array.of(4, 2));
  expect(source.asked).toContain(`stop ${first.id}`);
  expect(source.requests.at(-1)).toMatchObject({
    entry: "emb-10",
    method: "tsne",
    params: { perplexity: 7 },
    after: first.id,
  });
  expect(shown).not.toContain(null);
  expect(shown.at(-1)).toBe("emb-10");
});

test("a step that was laid out before is shown as it was", async () => {
  const source = fakeSource(session({ entries: [at(20), at(10)] }));
  const page = makePage(source);
  await page.opening.start();
  await settle();
  await page.opening.goOn("emb-10");
  await settle();
  source.runs = () => Promise.resolve(source.started);
  const before = source.requests.length;
  await page.opening.goOn("emb-20");
  await settle();
  expect(source.requests.length).toBe(before);
  expect(page.projection.shown.value?.entry).toBe("emb-20");
});

test("a step that cannot be read leaves the one on show", async () => {
  const source = fakeSource(session({ entries: [at(20), { ...at(10), problem }] }));
  const page = makePage(source);
  await page.opening.start();
  await page.opening.goOn("emb-10");
  expect(page.opening.problem.value).toEqual(problem);
  expect(page.opening.dataset.value?.id).toBe("emb-20");
  expect(page.opening.chosen.value).toBe("emb-20");
});
