import { expect, test } from "vitest";
import type { Cells } from "../../src/wire/arrow";
import { fakeSource } from "../fake-source";
import { dataset } from "../samples";
import { makePage, settle } from "./page";

const KINDS: Cells = { kind: "coded", codes: Int32Array.of(0, 1, 1, 2, -1), dictionary: ["a", "b", "c"] };
const PARITY: Cells = { kind: "coded", codes: Int32Array.of(0, 1, 0, 1, 0), dictionary: ["even", "odd"] };

async function page() {
  const column = {
    kind: "categorical",
    n_unique: 3,
    n_empty: 0,
    low: null,
    high: null,
    colors: null,
  } as const;
  const columns = [
    { ...column, name: "kind" },
    { ...column, name: "parity" },
  ];
  const source = {
    ...fakeSource(),
    dataset: (id: string) => Promise.resolve(dataset({ id, n: 5, columns })),
    columns: () =>
      Promise.resolve(
        new Map([
          ["kind", KINDS],
          ["parity", PARITY],
        ]),
      ),
  };
  const store = makePage(source);
  await store.opening.start();
  await settle();
  store.columns.setColorBy("kind");
  return store;
}

test("a category is hidden and shown again, rows without one like any other", async () => {
  const { hiding, shown } = await page();
  expect(shown.value).toBeNull();
  hiding.toggle("b");
  expect([...(shown.value ?? [])]).toEqual([1, 0, 0, 1, 1]);
  hiding.toggle("");
  expect([...(shown.value ?? [])]).toEqual([1, 0, 0, 1, 0]);
  hiding.toggle("b");
  hiding.toggle("");
  expect(shown.value).toBeNull();
});

test("one alone, and all again when it is asked for twice", async () => {
  const { hiding, shown } = await page();
  hiding.only("c");
  expect([...(shown.value ?? [])]).toEqual([0, 0, 0, 1, 0]);
  hiding.only("a");
  expect([...(shown.value ?? [])]).toEqual([1, 0, 0, 0, 0]);
  hiding.only("a");
  expect(shown.value).toBeNull();
});

test("the rows of a category are all of its rows, hidden or not", async () => {
  const { hiding } = await page();
  hiding.toggle("b");
  expect([...hiding.rows("b")]).toEqual([1, 2]);
  expect([...hiding.rows("")]).toEqual([4]);
  expect([...hiding.rows("nothing")]).toEqual([]);
});

test("isolated points stay isolated beside what the legend hides", async () => {
  const { hiding, isolation, shown } = await page();
  isolation.isolate([0, 1, 3]);
  hiding.toggle("b");
  expect([...(shown.value ?? [])]).toEqual([1, 0, 0, 1, 0]);
});

test("other colours show everything again; the other theme does not", async () => {
  const { hiding, settings, columns, shown } = await page();
  hiding.toggle("b");
  settings.toggleTheme();
  expect(hiding.hidden.value.size).toBe(1);
  columns.setColorBy("parity");
  expect(shown.value).toBeNull();
});
