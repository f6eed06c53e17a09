import { expect, test } from "vitest";
import { KEYMAP, pressed } from "../../src/panels/keymap";
import { words } from "../../src/words";

const press = (key: string, held: { ctrl?: boolean; shift?: boolean } = {}) =>
  pressed({ key, ctrlKey: held.ctrl ?? false, metaKey: false, shiftKey: held.shift ?? false });

test("every command is explained, nothing else is, and no key has two meanings", () => {
  expect(Object.keys(words.help.list).sort()).toEqual(Object.keys(KEYMAP).sort());
  const keys = Object.values(KEYMAP).flat();
  expect(new Set(keys).size).toBe(keys.length);
});

test("what is pressed is told in the table's words, by whichever of the two customs", () => {
  expect(["n", "N", "?", "Escape", "="].map((key) => press(key))).toEqual(["N", "N", "?", "Escape", "+"]);
  expect(press("z", { ctrl: true })).toBe("Control+Z");
  expect(press("Z", { ctrl: true, shift: true })).toBe("Control+Shift+Z");
  expect(press("y", { ctrl: true })).toBe("Control+Shift+Z");
  expect(Object.values(KEYMAP).flat()).not.toContain(press("c", { ctrl: true }));
});

test("keys are written as they are on a keyboard", () => {
  expect(["Control+Shift+Z", " ", "-", "+", "Escape", "ArrowUp", "Alt+ArrowUp"].map(words.help.cap)).toEqual([
    "Ctrl-Shift-Z", "Space", "−", "+", "Esc", "↑", "Alt-↑",
  ]); // biome-ignore format: as on one keyboard
});
