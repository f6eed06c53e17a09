import { expect, test } from "vitest";
import { strengths } from "../../src/store/inspector";
import { fakeSource } from "../fake-source";
import { makePage, settle } from "./page";

async function opened() {
  const source = fakeSource();
  const page = makePage(source);
  await page.opening.start();
  await settle();
  return { source, page, ...page };
}

test("selecting a point asks for its row and its 100 nearest by cosine", async () => {
  const { source, inspector } = await opened();
  inspector.select([12]);
  await settle();
  expect(source.asked).toContain("row 12");
  expect(source.asked).toContain("neighbors 12 100 cosine");
  expect(inspector.row.value?.cells.name).toBe("point 12");
  expect(inspector.emphasis.value).toEqual({
    hovered: null,
    selected: Int32Array.of(12),
    neighbors: [5, 6, 7],
    strengths: [1, 0.75, 0],
  });
});

test("another k or metric asks again for the same point", async () => {
  const { source, inspector, settings } = await opened();
  inspector.select([12]);
  await settle();
  settings.metric.value = "dot";
  settings.k.value = 5;
  await settle();
  expect(source.asked.at(-1)).toBe("neighbors 12 5 dot");
  expect(source.asked.filter((what) => what === "row 12")).toHaveLength(1);
});

test("neighbours in the layout are asked of the run on show", async () => {
  const { source, inspector, settings, projection, runs } = await opened();
  settings.space.value = "layout";
  inspector.select([12]);
  await settle();
  expect(source.asked.at(-1)).toBe("neighbors 12 100 cosine");
  const shown = projection.shown.value;
  if (shown === null) throw new Error("nothing is shown");
  runs.take([{ ...shown, seq: 3 }]);
  await settle();
  expect(source.asked.at(-1)).toBe(`neighbors 12 100 cosine in ${shown.id}`);
});

test("rows outside the data are not selected", async () => {
  const { inspector } = await opened();
  inspector.select([-1, 3, 1.5, 99_999]);
  expect([...inspector.selected.value]).toEqual([3]);
});

test("rows are added, taken away and turned round; what was named last is in focus", async () => {
  const { inspector } = await opened();
  inspector.select([4, 9, 4]);
  expect([...inspector.selected.value]).toEqual([9, 4]);
  inspector.add(Int32Array.of(9, 11));
  expect([...inspector.selected.value]).toEqual([4, 9, 11]);
  inspector.subtract([11, 500]);
  expect([...inspector.selected.value, inspector.focus.value]).toEqual([4, 9, 9]);
  inspector.toggle(4);
  inspector.toggle(5);
  expect([...inspector.selected.value]).toEqual([9, 5]);
  inspector.invert();
  expect([inspector.selected.value.length, inspector.selected.value.includes(9)]).toEqual([1_795, false]);
  inspector.invert();
  expect([...inspector.selected.value]).toEqual([5, 9]);
});

test("inverting reaches only what is shown", async () => {
  const { inspector, isolation } = await opened();
  isolation.isolate([1, 2, 3, 4]);
  inspector.select([2, 900]);
  inspector.invert();
  expect([...inspector.selected.value]).toEqual([1, 3, 4]);
});

test("one point has neighbours and goes with them, several have none", async () => {
  const { source, inspector } = await opened();
  inspector.select([12]);
  await settle();
  expect([...inspector.company.value]).toEqual([12, 5, 6, 7]);
  inspector.add([30]);
  await settle();
  expect([...inspector.company.value]).toEqual([12, 30]);
  expect([inspector.neighbors.value, inspector.center.value, inspector.focus.value]).toEqual([
    null,
    null,
    30,
  ]);
  expect(source.asked.filter((what) => what.startsWith("neighbors"))).toHaveLength(1);
});

test("hovering changes the emphasis but not the selection it holds", async () => {
  const { inspector } = await opened();
  inspector.select([1, 2, 3]);
  const before = inspector.emphasis.value;
  inspector.hovered.value = 8;
  const after = inspector.emphasis.value;
  expect(after.selected).toBe(before.selected);
  expect(after.neighbors).toBe(before.neighbors);
});

test("walking lights neighbours up one after another and stops at the ends", async () => {
  const { inspector } = await opened();
  inspector.select([12]);
  await settle();
  inspector.walk(-1);
  expect(inspector.hovered.value).toBe(5);
  inspector.walk(1);
  inspector.walk(1);
  inspector.walk(1);
  expect(inspector.hovered.value).toBe(7);
  inspector.enter();
  expect([...inspector.selected.value]).toEqual([7]);
});

test("clearing forgets the point and what was known about it", async () => {
  const { inspector } = await opened();
  inspector.select([12]);
  await settle();
  inspector.clear();
  await settle();
  expect([inspector.focus.value, inspector.row.value, inspector.neighbors.value]).toEqual([null, null, null]);
});

test("strengths fall from 1 to 0, whether distances rise or fall", () => {
  expect(strengths([1, 2, 5])).toEqual([1, 0.75, 0]);
  expect(strengths([5, 2, 1])).toEqual([1, 0.25, 0]);
  expect(strengths([2, 2])).toEqual([0, 0]);
  expect(strengths([])).toEqual([]);
});
