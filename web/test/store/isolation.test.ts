import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { maskOf } from "../../src/store/rows";
import { makeShown } from "../../src/store/shown";
import { fakeSource } from "../fake-source";
import { entry, session } from "../samples";
import { makePage } from "./page";

async function opened() {
  const page = makePage(fakeSource(session({ entries: [entry(), entry({ id: "other" })] })));
  await page.opening.start();
  return page;
}

test("levels lie within levels, and each is a way back", async () => {
  const { isolation, shown } = await opened();
  expect([isolation.counts.value, shown.value]).toEqual([[1_797], null]);
  isolation.isolate([7, 3, 5, 3, 9_999]);
  isolation.isolate([5, 1, 7]);
  expect(isolation.counts.value).toEqual([1_797, 3, 2]);
  expect(isolation.rows.value).toEqual(Int32Array.of(5, 7));
  expect(shown.value).toEqual(maskOf([5, 7], 1_797));
  isolation.back();
  expect(isolation.rows.value).toEqual(Int32Array.of(3, 5, 7));
  isolation.back();
  isolation.back();
  expect([isolation.counts.value, shown.value]).toEqual([[1_797], null]);
});

test("one step leads back to all from any depth", async () => {
  const { isolation } = await opened();
  for (const rows of [
    [1, 2, 3, 4],
    [1, 2, 3],
    [1, 2],
  ])
    isolation.isolate(rows);
  isolation.back(1);
  expect(isolation.counts.value).toEqual([1_797, 4]);
  isolation.back(0);
  expect(isolation.levels.value).toEqual([]);
});

test("isolating nothing, or all that is shown, is no level", async () => {
  const { isolation } = await opened();
  isolation.isolate([]);
  isolation.isolate(Array.from({ length: 1_797 }, (_, row) => row));
  isolation.isolate([1, 2]);
  isolation.isolate([2, 1, 5]);
  isolation.isolate([8]);
  expect(isolation.counts.value).toEqual([1_797, 2]);
});

test("the selection outlives isolation and return", async () => {
  const { isolation, inspector } = await opened();
  inspector.select([1, 2, 900]);
  isolation.isolate([1, 2]);
  isolation.back();
  expect([...inspector.selected.value]).toEqual([1, 2, 900]);
});

test("levels that were written down come back, and another dataset forgets them", async () => {
  const { isolation, opening } = await opened();
  isolation.restore([
    [1, 2, 3],
    [2, 3],
  ]);
  expect(isolation.counts.value).toEqual([1_797, 3, 2]);
  await opening.open("other");
  expect(isolation.levels.value).toEqual([]);
});

test("every layer may hide; none of them shows what another hides", () => {
  const [one, two, three] = [maskOf([0, 1], 3), null, maskOf([1, 2], 3)].map((mask) => signal(mask));
  const shown = makeShown([one, two, three] as never);
  expect(shown.value).toEqual(maskOf([1], 3));
  (one as { value: Uint8Array | null }).value = null;
  expect(shown.value).toBe(three?.value);
  expect(makeShown([]).value).toBeNull();
});
