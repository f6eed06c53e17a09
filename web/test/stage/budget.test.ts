import { expect, test } from "vitest";
import { Budget } from "../../src/stage/budget";

test("slow frames shed points, quick ones win them back, never below what a moving picture needs", () => {
  const budget = new Budget(true);
  const before = budget.grant(1_000_000, true, 8_000);
  budget.spent(80, before);
  const shed = budget.grant(1_000_000, true, 0);
  expect(shed).toBeLessThan(before);
  budget.spent(10, shed);
  expect(budget.grant(1_000_000, true, 0)).toBeGreaterThan(shed);
  expect(budget.grant(1_000_000, true, 20_000)).toBe(20_000);
  expect(budget.grant(1_000_000, false, 0)).toBe(1_000_000);
});

test("a slow frame without points, as before the data came, says nothing about them", () => {
  const budget = new Budget(true);
  budget.spent(500, 0);
  expect(budget.affords(100_000)).toBe(true);
});
