import { describe, expect, test } from "vitest";
import { categorical, css, gradient, type Theme, viridis } from "../../src/store/palettes/palettes";

const THEMES: readonly Theme[] = ["day", "night"];

describe.each(THEMES)("the %s palette", (theme) => {
  test.each([1, 8, 9, 40, 256])("has %i colours, no two alike", (count) => {
    const colours = categorical(count, theme).map(css);
    expect(new Set(colours).size).toBe(count);
  });

  test("never offers more than 256", () => {
    expect(categorical(1_000, theme)).toHaveLength(256);
  });
});

test("viridis runs from dark violet to yellow and holds at its ends", () => {
  expect(viridis(0)).toEqual([68, 1, 84]);
  expect(viridis(1)).toEqual([253, 231, 37]);
  expect(viridis(-3)).toEqual(viridis(0));
  expect(viridis(9)).toEqual(viridis(1));
});

test("the gradient grows lighter at every step, so that order can be seen without hue", () => {
  const light = gradient().map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b);
  expect(light.every((value, at) => at === 0 || value >= (light[at - 1] ?? 0) - 0.5)).toBe(true);
});
