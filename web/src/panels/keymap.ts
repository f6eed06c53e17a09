/** Every key of the page, once: bound in `entries/keys.ts`, shown by `?`, and told by the controls themselves. */

export const KEYMAP = {
  search: ["/"],
  clear: ["Escape"],
  run: [" "],
  dimensions: ["2", "3"],
  home: ["H"],
  fly: ["F"],
  isolate: ["I"],
  back: ["U"],
  walk: ["[", "]"],
  enter: ["Enter"],
  labels: ["L"],
  thumbnails: ["T"],
  table: ["D"],
  tools: ["V", "R", "G", "O"],
  link: ["C"],
  night: ["N"],
  bookmark: ["B"],
  bookmarks: [",", "."],
  turn: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
  zoom: ["+", "-"],
  undo: ["Control+Z", "Control+Shift+Z"],
  help: ["?"],
} as const;

export type Command = keyof typeof KEYMAP;
export type Key = (typeof KEYMAP)[Command][number];

/** Keys that stand for others: where "+" needs Shift, and the other custom for doing again. */
const ALIASES: Readonly<Record<string, Key>> = { "=": "+", "Control+Y": "Control+Shift+Z" };

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">;

/** What was pressed, in the words of the table. */
export function pressed({ key, ctrlKey, metaKey, shiftKey }: Press): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  const chord = ctrlKey || metaKey ? `Control+${shiftKey ? "Shift+" : ""}${name}` : name;
  return ALIASES[chord] ?? chord;
}
