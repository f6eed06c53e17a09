import { describe, expect, test } from "vitest";
import { THEMES as GROUNDS } from "../../src/layers/theme";
import {
  categorical,
  css,
  MOST_CATEGORIES,
  missing,
  type Theme,
  written,
} from "../../src/store/palettes/palettes";
import { RAMPS, ramp, rampAt } from "../../src/store/palettes/ramps";
import { closest, EYES, type Eye, lab } from "./seen";

const THEMES: readonly Theme[] = ["day", "night"];
const BLIND = (Object.keys(EYES) as Eye[]).filter((eye) => eye !== "all cones");

describe.each(THEMES)("the %s palette", (theme) => {
  test.each([1, 8, 9, 40, 512, 513, MOST_CATEGORIES])("has %i colours, no two alike", (count) => {
    const colours = categorical(count, theme).map(css);
    expect(new Set(colours).size).toBe(count);
  });

  test.each([
    [8, 20, 10],
    [20, 24, 10],
    [40, 17, 7],
    [100, 11, 4.4],
    [256, 6.9, 2.7],
  ])(
    "of %i colours keeps them %f apart for most eyes, and %f for colour-blind ones",
    (count, most, blind) => {
      const colours = categorical(count, theme);
      expect(closest(colours, "all cones")).toBeGreaterThan(most);
      for (const eye of BLIND) expect(closest(colours, eye)).toBeGreaterThan(blind);
    },
  );

  test("stands out from the ground, and from what has no category", () => {
    const ground = lab(GROUNDS[theme].ground, "all cones")[0];
    for (const colour of categorical(MOST_CATEGORIES, theme)) {
      expect(Math.abs(lab(colour, "all cones")[0] - ground)).toBeGreaterThan(24);
      expect(css(colour)).not.toBe(css(missing(theme)));
    }
  });

  test.each(RAMPS.filter((name) => name !== "diverging"))("%s grows lighter at every step", (name) => {
    for (const eye of Object.keys(EYES) as Eye[]) {
      const light = ramp(name, theme).map((colour) => lab(colour, eye)[0]);
      expect(light.every((value, at) => at === 0 || value > (light[at - 1] ?? 0) - 0.6)).toBe(true);
      expect((light.at(-1) ?? 0) - (light[0] ?? 0)).toBeGreaterThan(60);
    }
  });

  test("the diverging ramp leaves its middle on both sides alike, in two hues that all eyes tell apart", () => {
    const ends = [rampAt("diverging", theme, 0), rampAt("diverging", theme, 1)] as const;
    const middle = rampAt("diverging", theme, 0.5);
    for (const eye of Object.keys(EYES) as Eye[]) {
      expect(closest(ends, eye)).toBeGreaterThan(40);
      const [left, right] = ends.map((colour) => Math.abs(lab(colour, eye)[0] - lab(middle, eye)[0]));
      expect(left).toBeGreaterThan(30);
      expect(right).toBeGreaterThan(30);
    }
  });
});

test("never offers more than there are", () => {
  expect(categorical(9_999, "day")).toHaveLength(MOST_CATEGORIES);
});

test("a ramp holds at its ends", () => {
  expect(rampAt("viridis", "day", 0)).toEqual([68, 1, 84]);
  expect(rampAt("viridis", "day", 1)).toEqual([253, 231, 37]);
  expect(rampAt("viridis", "day", -3)).toEqual(rampAt("viridis", "day", 0));
  expect(rampAt("viridis", "day", 9)).toEqual(rampAt("viridis", "day", 1));
});

test("a file's colour is six digits after a hash, or none", () => {
  expect(written("#1F77b4")).toEqual([31, 119, 180]);
  for (const other of ["", "#fff", "red", "url(x)", "#1f77b4ff", undefined])
    expect(written(other)).toBeNull();
});
