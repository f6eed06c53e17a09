import { expect, test } from "vitest";
import { opening } from "../../src/geometry/view";
import { Budget } from "../../src/stage/budget";
import { Framing } from "../../src/stage/framing";
import { Motion } from "../../src/stage/motion";
import { flipRows } from "../../src/stage/surface";

const there = { ...opening(3), target: [4, 0, 0] as const, extent: 4 };

test("a flight arrives exactly, and then nothing moves", () => {
  const motion = new Motion(opening(3));
  motion.fly(there, 500);
  let frames = 0;
  while (motion.step(16)) frames += 1;
  expect(motion.view).toBe(there);
  expect(frames).toBeGreaterThan(20);
  expect(motion.moving).toBe(false);
});

test("where motion is not wanted, a flight is a step and nothing orbits", () => {
  const motion = new Motion(opening(3));
  motion.allowed = false;
  motion.fly(there, 500);
  motion.orbit(1000);
  expect(motion.view).toBe(there);
  expect(motion.step(16)).toBe(false);
});

test("the opening orbit turns and ends by itself", () => {
  const motion = new Motion(opening(3));
  motion.orbit(300);
  motion.step(100);
  expect(motion.view.turn).not.toEqual(opening(3).turn);
  motion.step(100);
  motion.step(100);
  expect(motion.moving).toBe(false);
});

test("a hand ends every motion, but completes a switch of dimensions", () => {
  const motion = new Motion(opening(3));
  motion.fly(opening(2), 500);
  motion.step(100);
  motion.hold({ ...motion.view, extent: 9 });
  expect(motion.view).toMatchObject({ lens: 0, turn: opening(2).turn, extent: 9 });
  expect(motion.touched).toBe(true);
  expect(motion.step(16)).toBe(false);
});

test("a fit that changes during a flight bends its end", () => {
  const motion = new Motion(opening(3));
  motion.fly(there, 100);
  motion.settle({ ...opening(3), extent: 2 });
  while (motion.step(20));
  expect(motion.view).toMatchObject({ extent: 2, target: [0, 0, 0] });
});

test("slow frames shed points, quick ones win them back, rest shows all", () => {
  const budget = new Budget(false);
  for (let i = 0; i < 40; i++) budget.spent(90, budget.grant(100_000, true, 2000));
  expect(budget.grant(100_000, true, 2000)).toBe(2000);
  expect(budget.grant(100_000, false, 2000)).toBe(100_000);
  for (let i = 0; i < 60; i++) budget.spent(8, budget.grant(100_000, true, 2000));
  expect(budget.grant(100_000, true, 2000)).toBe(100_000);
  expect(budget.grant(500, true, 2000)).toBe(500);
});

test("the first frame that moves a million points has few of them where the processor draws", () => {
  const budget = new Budget(true);
  expect(budget.grant(1_000_000, true, 2000)).toBeLessThan(30_000);
  expect(budget.affords(1_000_000)).toBe(false);
  expect(budget.affords(10_000)).toBe(true);
});

test("frames near the target leave the budget alone", () => {
  const budget = new Budget(false);
  budget.spent(65, 100_000);
  const granted = budget.grant(100_000, true, 2000);
  for (let i = 0; i < 20; i++) budget.spent(31, granted);
  expect(budget.grant(100_000, true, 2000)).toBe(granted);
});

test("the fit follows positions as they flow, and trembling is damped", () => {
  const framing = new Framing();
  const line = (size: number) => Float32Array.from([-size, 0, 0, size, 0, 0]);
  framing.update({ data: line(1), count: 2 }, 1);
  framing.update({ data: line(3), count: 2 }, 1);
  expect(framing.at(0).radius).toBeCloseTo(1, 6);
  expect(framing.at(0.5).radius).toBeCloseTo(2, 6);
  framing.update({ data: line(3.1), count: 2 }, 1);
  expect(framing.at(1).radius).toBeCloseTo(3.05, 6);
});

test("rows of a picture are turned upside down", () => {
  const data = Uint8ClampedArray.from([1, 1, 2, 2, 3, 3]);
  flipRows(data, 2);
  expect(Array.from(data)).toEqual([3, 3, 2, 2, 1, 1]);
});
