import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { makeSettings } from "../../src/store/settings";
import { memory } from "./page";

const wishes = (change: { dark?: boolean; narrow?: boolean; tight?: boolean } = {}) => ({
  dark: signal(change.dark ?? false),
  calm: signal(false),
  narrow: signal(change.narrow ?? false),
  tight: signal(change.tight ?? change.narrow ?? false),
  coarse: signal(false),
});

test("the theme follows the system until the person chooses, and is then remembered", () => {
  const kept = memory();
  const system = wishes({ dark: true });
  const settings = makeSettings(kept, system);
  expect(settings.theme.value).toBe("night");
  settings.toggleTheme();
  expect(settings.theme.value).toBe("day");
  system.dark.value = false;
  settings.toggleTheme();
  expect(makeSettings(kept, wishes()).theme.value).toBe("night");
});

test("a folded rail stays folded at the next visit", () => {
  const kept = memory();
  makeSettings(kept, wishes()).toggleRail("left");
  const again = makeSettings(kept, wishes());
  expect([again.left.value, again.right.value]).toEqual([false, true]);
});

test("in a narrow window rails are drawers: closed at first, one at a time", () => {
  const settings = makeSettings(memory(), wishes({ narrow: true }));
  expect([settings.left.value, settings.right.value]).toEqual([false, false]);
  settings.toggleRail("left");
  settings.toggleRail("right");
  expect([settings.left.value, settings.right.value]).toEqual([false, true]);
});

test("in a tight window the right rail is folded until it is asked for, and a wide one knows nothing of that", () => {
  const kept = memory();
  const window = wishes({ tight: true });
  const settings = makeSettings(kept, window);
  expect([settings.left.value, settings.right.value]).toEqual([true, false]);
  window.tight.value = false;
  expect(settings.right.value).toBe(true);
  settings.toggleRail("right");
  window.tight.value = true;
  settings.toggleRail("right");
  expect(makeSettings(kept, wishes({ tight: true })).right.value).toBe(true);
  expect(makeSettings(kept, wishes()).right.value).toBe(false);
});

test("what an older page or a person wrote into the storage does no harm", () => {
  const kept = memory();
  kept.setItem("hyperscope.k", '"many"');
  kept.setItem("hyperscope.metric", "not json");
  const settings = makeSettings(kept, wishes());
  expect([settings.k.value, settings.metric.value]).toEqual([100, "cosine"]);
});

test("a browser that refuses storage costs only the memory", () => {
  const refusing = {
    getItem: () => null,
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
  };
  const settings = makeSettings(refusing, wishes());
  settings.toggleTheme();
  expect(settings.theme.value).toBe("night");
});
