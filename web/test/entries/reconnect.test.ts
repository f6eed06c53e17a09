import { expect, test } from "vitest";
import { connectionWatch } from "../../src/entries/reconnect";
import { ConnectionError, ProblemError } from "../../src/source/problem";
import { fakeSource } from "../fake-source";
import { run, session } from "../samples";
import { makePage } from "../store/page";

const silent = new ConnectionError("no answer");
const refusal = new ProblemError(
  { expected: "a token", got: "none", fix: "", where: "", kind: "AccessDenied" },
  403,
);

async function watched() {
  const source = fakeSource(session(), [run({ state: "done" })]);
  const store = makePage(source);
  await store.opening.start();
  let reloads = 0;
  const watch = connectionWatch(source, store, () => {
    reloads += 1;
  });
  return { store, watch, reloads: () => reloads };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("one missed answer is a hiccup, two are a lost connection, the next answer ends it", async () => {
  const { store, watch, reloads } = await watched();
  watch.failures(1, silent);
  expect(store.opening.lost.value).toBe(null);
  watch.failures(2, silent);
  expect(store.opening.lost.value).toBe("silent");
  watch.failures(0, null);
  await settled();
  expect(store.opening.lost.value).toBe(null);
  expect(reloads()).toBe(0);
});

test("a server that was started anew refuses the old token", async () => {
  const { store, watch } = await watched();
  watch.failures(1, refusal);
  expect(store.opening.lost.value).toBe("refused");
});

test("a server that has told less of the same runs is another one", async () => {
  const { store, watch, reloads } = await watched();
  store.runs.take([run({ told: 9 })]);
  watch.failures(2, silent);
  watch.failures(0, null);
  await settled();
  expect(reloads()).toBe(1);
});

test("a server that does not know the page's runs makes it begin anew", async () => {
  const { store, watch, reloads } = await watched();
  store.runs.take([run({ id: "r77" })]);
  watch.failures(2, silent);
  watch.failures(0, null);
  await settled();
  expect(reloads()).toBe(1);
});
