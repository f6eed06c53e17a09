import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { packed } from "../../src/store/rows";
import { fakeSource } from "../fake-source";
import { method, param, pca, run, session } from "../samples";
import { makePage, settle } from "./page";

const invitation = {
  entry: "digits",
  method: "tsne",
  n_components: 2,
  params: { perplexity: 12 },
  random_state: 7,
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(source = fakeSource()) {
  const page = makePage(source);
  await page.opening.start();
  await vi.advanceTimersByTimeAsync(1_000);
  return page;
}

test("an invitation is followed after PCA has been seen, with its own parameters and seed", async () => {
  const source = fakeSource(session({ invitation }));
  const page = await opened(source);
  expect(source.requests.map((request) => request.method)).toEqual(["pca", "tsne"]);
  expect(source.requests[1]).toMatchObject({ params: { perplexity: 12 }, n_components: 2, random_state: 7 });
  expect(page.projection.panel.draft.value.perplexity).toBe(12);
  expect(page.settings.dimensions.value).toBe(2);
});

test("an invitation gives way to what the person has begun meanwhile", async () => {
  const source = fakeSource(session({ invitation }));
  const page = makePage(source);
  await page.opening.start();
  const begun = await page.projection.start("tsne", { params: {}, components: 3 });
  if (begun !== null) page.runs.take([{ ...begun, state: "done" }]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(source.requests.map((request) => [request.method, request.n_components])).toEqual([
    ["pca", 3],
    ["tsne", 3],
  ]);
});

test("an answer that comes late does not unsay what the server has told since", async () => {
  const source = fakeSource(session(), [run({ id: "r9", method: "tsne", told: 3 })]);
  const page = await opened({
    ...source,
    pace: async (id, pace) => {
      page.runs.take([run({ id, pace, method: "tsne", state: "paused", seq: 7, told: 5 })]);
      return run({ id, pace, method: "tsne", state: "running", seq: 6, told: 4 });
    },
  });
  page.projection.setPace("one step");
  await vi.advanceTimersByTimeAsync(1);
  expect(page.projection.shown.value).toMatchObject({ state: "paused", seq: 7 });
});

test("a reload finds the run that is there, and starts nothing", async () => {
  const source = fakeSource(session({ invitation }), [run({ id: "r9", method: "tsne", n_components: 3 })]);
  const page = await opened(source);
  expect(source.requests).toEqual([]);
  expect(page.projection.shown.value?.id).toBe("r9");
  expect(page.projection.panel.method.value?.name).toBe("tsne");
  expect(page.projection.panel.components.value).toBe(3);
});

test("a reload restores what the run was asked for: typed as typed, auto as auto", async () => {
  const rate = param({ name: "learning_rate" });
  const methods = [pca, method({ params: [param(), rate] })];
  const there = run({
    method: "tsne",
    state: "done",
    n_components: 2,
    params: { perplexity: 12, learning_rate: 833 },
    asked: { perplexity: 12, learning_rate: "auto" },
  });
  const source = fakeSource(session({ methods }), [there]);
  const page = await opened(source);
  expect(page.projection.panel.draft.value).toEqual({ perplexity: 12, learning_rate: "auto" });
  await page.projection.start();
  expect(source.requests.at(-1)).toMatchObject({ params: { perplexity: 12 }, n_components: 2 });
});

test("a method that asks something of the person waits until it is told", async () => {
  const end = param({ name: "x_from", kind: "end", default: null, auto: false });
  const custom = method({ name: "custom", heavy: false, steps: false, params: [end] });
  const source = fakeSource(session({ methods: [custom, pca] }));
  const page = await opened(source);
  await page.projection.choose("custom");
  expect(source.requests.map((request) => request.method)).toEqual(["pca"]);
});

test("a light method that asks something first begins in the dimensions that its panel says, when it is run", async () => {
  const custom = method({
    name: "custom",
    heavy: false,
    steps: false,
    params: [param({ name: "x_from", kind: "end" })],
  });
  const source = fakeSource(session({ methods: [pca, custom] }));
  const page = await opened(source);
  await page.projection.choose("custom");
  page.projection.setComponents(2);
  await settle();
  expect(source.requests.map((request) => request.method)).toEqual(["pca"]);
  await page.projection.start();
  expect(source.requests.at(-1)).toMatchObject({ method: "custom", n_components: 2 });
});

test("what was set and not run yet outlives a look at another method", async () => {
  const page = await opened(fakeSource(session(), [run({ method: "tsne", asked: { perplexity: 12 } })]));
  page.projection.set(param(), 40);
  await page.projection.choose("pca");
  await page.projection.choose("tsne");
  expect(page.projection.panel.draft.value.perplexity).toBe(40);
});

test("2-D and 3-D turn the view at once, and say to the panel what run would do", async () => {
  const page = await opened(fakeSource(session(), [run({ method: "tsne", n_components: 2 })]));
  page.projection.look(3);
  expect(page.settings.dimensions.value).toBe(3);
  expect(page.projection.panel.components.value).toBe(3);
});

test("the request carries only what was changed on the panel", async () => {
  const source = fakeSource();
  const page = await opened(source);
  await page.projection.choose("tsne");
  await page.projection.start();
  expect(source.requests.at(-1)?.params).toEqual({});
  page.projection.set(param(), 40);
  await page.projection.start();
  expect(source.requests.at(-1)?.params).toEqual({ perplexity: 40 });
});

test("live parameters are sent while the run goes on, others are not", async () => {
  const rate = param({ name: "learning_rate", live: true });
  const source = fakeSource(session({ methods: [pca, method({ params: [param(), rate] })] }));
  const page = await opened(source);
  await page.projection.choose("tsne");
  await page.projection.start();
  page.projection.set(param(), 40);
  await vi.advanceTimersByTimeAsync(500);
  expect(source.asked.filter((what) => what.startsWith("params"))).toEqual([]);
  page.projection.set(rate, 100);
  page.projection.set(rate, 200);
  page.projection.set(rate, 300);
  await vi.advanceTimersByTimeAsync(500);
  expect(source.asked.filter((what) => what.startsWith("params")).at(-1)).toBe(
    'params {"learning_rate":300}',
  );
});

test("pause and resume are moves of the run on the panel", async () => {
  const page = await opened();
  await page.projection.choose("tsne");
  await page.projection.start();
  await page.projection.move("pause");
  expect(page.projection.run.value?.state).toBe("paused");
  await page.projection.move("resume");
  expect(page.projection.run.value?.state).toBe("running");
});

test("choosing a method shows its last run again", async () => {
  const page = await opened();
  const first = page.projection.shown.value?.id;
  await page.projection.choose("tsne");
  expect(page.projection.shown.value?.id).toBe(first);
  await page.projection.start();
  expect(page.projection.shown.value?.method).toBe("tsne");
  await page.projection.choose("pca");
  expect(page.projection.shown.value?.id).toBe(first);
});

test("asking for a run that the server has already finished begins it again", async () => {
  const source = fakeSource();
  const finished = run({ id: "r7", method: "tsne", state: "done" });
  const page = await opened({ ...source, run: () => Promise.resolve(finished) });
  await page.projection.start("tsne");
  expect(source.asked).toContain("restart r7");
});

test("only the isolated rows are laid out where a person says so", async () => {
  const source = fakeSource();
  const page = makePage(source);
  await page.opening.start();
  await settle();
  page.isolation.isolate([1, 2, 9]);
  await page.projection.start("tsne");
  page.projection.isolatedOnly.value = true;
  await page.projection.start("tsne");
  page.isolation.back();
  await page.projection.start("tsne");
  expect(source.requests.slice(-3).map((one) => one.rows)).toEqual([null, packed([1, 2, 9], 1_797), null]);
});

test("the loss curve of a run that had begun before it was shown is whole", async () => {
  const known = [run({ id: "r1", seq: 1, state: "done" }), run({ id: "r2", method: "tsne", seq: 9, loss: 2, iteration: 10, state: "done" })]; // biome-ignore format: a sample
  const page = makePage(fakeSource(session(), known));
  await page.opening.start();
  await settle();
  expect(page.projection.live.losses.value).toEqual([
    { iteration: 5, loss: 3 },
    { iteration: 10, loss: 2 },
  ]);
});

const normalized = param({ name: "normalize", kind: "choice", default: "none", choices: ["none", "unit"] });
const light = { ...pca, params: [normalized] };
const heavy = method({ params: [param(), normalized] });

test("normalisation is every method's: what is light is drawn anew at once, what is heavy when it is run", async () => {
  const source = fakeSource(session({ methods: [light, heavy] }));
  const page = await opened(source);
  const { projection } = page;
  page.settings.dimensions.value = 2;
  await projection.normalize("unit");
  expect(source.requests.map((request) => request.params)).toEqual([{}, { normalize: "unit" }]);
  expect(page.settings.dimensions.value).toBe(2);
  await projection.choose("tsne");
  expect(projection.panel.draft.value).toMatchObject({ normalize: "unit" });
  await projection.normalize("none");
  expect(source.requests).toHaveLength(2);
  await projection.choose("pca");
  expect(source.requests.at(-1)).toMatchObject({ method: "pca", params: {} });
});

test("normalising keeps what another method's run was asked for, and says which runs are of other vectors", async () => {
  const there = run({ id: "r7", method: "tsne", state: "done", asked: { perplexity: 12 } });
  const of = run({ id: "r8", state: "done", asked: { normalize: "none" } });
  const page = await opened(fakeSource(session({ methods: [light, heavy] }), [there, of]));
  const { projection } = page;
  expect(projection.shown.value?.id).toBe("r8");
  await projection.normalize("unit");
  expect(projection.panel.method.value?.name).toBe("pca");
  await projection.choose("tsne");
  expect(projection.panel.draft.value).toEqual({ perplexity: 12, normalize: "unit" });
  expect(projection.panel.normalizesOtherwise(there)).toBe(true);
});
