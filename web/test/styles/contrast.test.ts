/** Every pair of colours that text is written in has a contrast of WCAG 2.2 level AA, by day and by night. */

import { describe, expect, test } from "vitest";
import { THEMES } from "../../src/layers/theme";
import type { Rgb } from "../../src/stage/contract";
import { rgb } from "../../src/store/palettes/palettes";
import sheet from "../../src/styles/tokens.css?raw";

const TEXT = 4.5;
/** Icons, the focus ring and the edges of controls. */
const GRAPHIC = 3;

function tokens(theme: "day" | "night"): Map<string, Rgb> {
  const [day = "", night = ""] = sheet.split('[data-theme="night"]');
  const found = (theme === "day" ? day : night).matchAll(/--([\w-]+): #([0-9a-f]{6})/g);
  return new Map([...found].map(([, name = "", hex = ""]) => [name, rgb(hex)]));
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour
    .map((channel) => channel / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

const WRITTEN = [
  ...["ink", "muted", "accent", "wrong"].flatMap((ink) =>
    ["paper", "raised", "sunk"].map((ground) => [ink, ground, TEXT] as const),
  ),
  ["accent", "tint", TEXT],
  ["ink", "chosen", TEXT],
  ["accent", "chosen", GRAPHIC],
  ["on-accent", "accent", TEXT],
  ["paper", "ink", TEXT],
  ["edge", "paper", GRAPHIC],
] as const;

describe.each(["day", "night"] as const)("by %s", (theme) => {
  const known = tokens(theme);
  const colour = (name: string): Rgb => {
    const found = known.get(name);
    if (!found) throw new Error(`no token --${name}`);
    return found;
  };

  test.each(WRITTEN)("%s on %s", (ink, ground, least) => {
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(least);
  });

  test("the scene has the page's ground and ink", () => {
    expect(THEMES[theme].ground).toEqual(colour("paper"));
    expect(THEMES[theme].ink).toEqual(colour("ink"));
  });

  test("points, rings and labels stand out from the ground", () => {
    const { ground, ink, accent, point } = THEMES[theme];
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(TEXT);
    for (const mark of [accent, point]) expect(contrast(mark, ground)).toBeGreaterThanOrEqual(GRAPHIC);
  });
});
