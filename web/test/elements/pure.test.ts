import { expect, test } from "vitest";
import { sparkPath } from "../../src/elements/sparkline";
import { scrolling, stepped, visibleRange } from "../../src/elements/virtual-list";
import { totalShare } from "../../src/panels/axes";
import { cellOf } from "../../src/store/pictures";

test("a list of a thousand makes only the lines that can be seen, and a few beyond", () => {
  expect(visibleRange(0, 320, 32, 1_000)).toEqual([0, 14]);
  expect(visibleRange(3_200, 320, 32, 1_000)).toEqual([96, 114]);
  expect(visibleRange(31_900, 320, 32, 1_000)).toEqual([992, 1_000]);
  expect(visibleRange(9_999, 320, 32, 3)).toEqual([3, 3]);
});

test("a list of a million lines is no taller than a browser can draw, and reaches its end", () => {
  const { tall, topAt, scrolledTo } = scrolling(1_000_000, 32, 480);
  expect(tall).toBe(15_000_000);
  expect(topAt(0)).toBe(0);
  expect(topAt(tall - 480)).toBeCloseTo(32_000_000 - 480, 3);
  expect(topAt(scrolledTo(16_000_000))).toBeCloseTo(16_000_000, 3);
  expect(scrolledTo(1e9)).toBeCloseTo(tall - 480, 3);
  expect(scrolling(10, 32, 480).topAt(40)).toBe(40);
});

test("keys lead from line to line and stop at the ends", () => {
  const to = (key: string, at = 5) => stepped(key, at, 100, 10);
  expect([to("ArrowDown"), to("ArrowUp"), to("PageDown"), to("PageUp")]).toEqual([6, 4, 15, 0]);
  expect([to("Home"), to("End"), to("ArrowDown", 99), to("x")]).toEqual([0, 99, 99, null]);
});

test("the curve of the loss falls on the screen as the loss falls", () => {
  const path = sparkPath([
    { iteration: 0, loss: 4 },
    { iteration: 50, loss: 1 },
    { iteration: 100, loss: 0 },
  ]);
  expect(path).toBe("M2.0 2.0L136.0 26.0L270.0 34.0");
});

test("a component that lies on two axes is counted once", () => {
  expect(totalShare([1, 2, 2], [0.5, 0.25])).toBe(0.75);
  expect(totalShare([1, 9], [0.5, 0.25])).toBe(0.5);
});

test("a row's picture is found on its page", () => {
  const sheet = { size: [28, 20], columns: 10, perPage: 100 } as const;
  expect(cellOf(0, sheet)).toEqual({ page: 0, x: 0, y: 0, width: 28, height: 20 });
  expect(cellOf(213, sheet)).toEqual({ page: 2, x: 84, y: 20, width: 28, height: 20 });
});
