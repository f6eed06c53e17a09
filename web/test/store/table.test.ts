import { expect, test } from "vitest";
import { trackOf } from "../../src/store/table";
import { fakeSource } from "../fake-source";
import { dataset } from "../samples";
import { makePage, settle } from "./page";

const column = (name: string) => ({
  name, kind: "numeric", n_unique: 3, n_empty: 0, low: 0, high: 2, colors: null,
}) as const; // biome-ignore format: a sample

async function opened() {
  const source = fakeSource();
  const names = ["a", "b", "c", "d", "e", "f"];
  const page = makePage({
    ...source,
    dataset: () => Promise.resolve(dataset({ n: 3, label: "a", columns: names.map(column) })),
    columns: () =>
      Promise.resolve(
        new Map(names.map((name) => [name, { kind: "numeric", numbers: Float64Array.of(2, 0, 1) }])),
      ),
  });
  await page.opening.start();
  await settle();
  return page;
}

test("it holds what is shown, or what is selected, in the order of a column", async () => {
  const { table, inspector } = await opened();
  expect([...table.rows.value]).toEqual([0, 1, 2]);
  table.sortBy("b");
  expect([...table.rows.value]).toEqual([1, 2, 0]);
  table.sortBy("b");
  expect([...table.rows.value]).toEqual([0, 2, 1]);
  table.sortBy(null);
  inspector.select([2, 0]);
  table.scope.value = "selected";
  expect([...table.rows.value]).toEqual([0, 2]);
  expect([...inspector.selected.value]).toEqual([2, 0]);
});

test("what is not shown is not in it", async () => {
  const { table, isolation } = await opened();
  isolation.isolate(Int32Array.of(2));
  expect([...table.rows.value]).toEqual([2]);
});

test("some columns stand beside the label; others are chosen", async () => {
  const { table, columns } = await opened();
  expect(table.beside.value).toEqual(["b", "c", "d", "e"]);
  table.toggle("f");
  table.toggle("c");
  expect(table.beside.value).toEqual(["b", "d", "e", "f"]);
  columns.labelBy.value = "b";
  expect(table.beside.value).toEqual(["d", "e", "f"]);
});

test("a column of texts is as wide as they are, within bounds; numbers have room for nine digits", () => {
  const words = (...dictionary: string[]) =>
    ({ kind: "coded", codes: Int32Array.of(0), dictionary }) as const;
  const numbers = { kind: "numeric", numbers: Float64Array.of(1) } as const;
  expect(trackOf("loss", numbers)).toBe("minmax(96px, 9fr)");
  expect(trackOf("a", words("ten letters"))).toBe("minmax(112px, 11fr)");
  expect(trackOf("a", words("x".repeat(400)))).toBe("minmax(248px, 28fr)");
  expect(trackOf("a heading of its own", words("y"))).toBe("minmax(200px, 22fr)");
});
