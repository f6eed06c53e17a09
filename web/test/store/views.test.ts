import { expect, test } from "vitest";
import { PLAIN } from "../../src/store/views";
import { fakeSource } from "../fake-source";
import { dataset } from "../samples";
import { makePage, settle } from "./page";

const column = (name: string, kind: "text" | "numeric") => ({
  name, kind, n_unique: 3, n_empty: 0, low: 0, high: 2, colors: null,
}); // biome-ignore format: a sample

async function opened() {
  const page = makePage({
    ...fakeSource(),
    dataset: () =>
      Promise.resolve(dataset({ n: 3, columns: [column("kind", "text"), column("loss", "numeric")] })),
    columns: () =>
      Promise.resolve(
        new Map([
          ["kind", { kind: "coded", codes: Int32Array.of(0, 1, 2), dictionary: ["a", "b", ""] }],
          ["loss", { kind: "numeric", numbers: Float64Array.of(0.5, 1.5, 2.5) }],
        ]),
      ),
  });
  await page.opening.start();
  await settle();
  return page;
}

test("hidden categories come back with the view, also those without a value", async () => {
  const page = await opened();
  page.columns.setColorBy("kind");
  page.hiding.toggle("a");
  page.hiding.toggle("");
  const seen = page.views.present();
  page.hiding.all();
  page.columns.setColorBy(null);
  page.views.look(seen);
  expect([...page.hiding.hidden.value].sort()).toEqual(["", "a"]);
  expect([...(page.shown.value ?? [])]).toEqual([0, 1, 0]);
  page.views.look({ ...seen, view: { ...seen.view, hidden: ["a", "gone"] } });
  expect([...page.hiding.hidden.value]).toEqual(["a"]);
});

test("numbers come back as they were coloured", async () => {
  const page = await opened();
  page.columns.setColorBy("loss");
  page.columns.setScale({ ramp: "magma", log: true, low: 1, high: 2 });
  const ramp = page.views.present();
  page.columns.asCategories.value = true;
  const categories = page.views.present();
  page.columns.setColorBy(null);
  page.views.look(ramp);
  expect(page.columns.asCategories.value).toBe(false);
  expect(page.columns.scale.value).toEqual({ ramp: "magma", log: true, low: 1, high: 2 });
  page.views.look(categories);
  expect(page.columns.asCategories.value).toBe(true);
});

test("a view that says nothing of colours leaves them as the column has them", async () => {
  const page = await opened();
  page.views.look({ view: { ...PLAIN, color: "loss" }, selected: [], isolated: [] });
  expect(page.columns.asCategories.value).toBe(false);
  expect(page.columns.scale.value.low).toBe(null);
  expect(page.hiding.hidden.value.size).toBe(0);
});
