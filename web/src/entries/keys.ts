/** The keyboard, from anywhere on the page. What a focused control needs for itself is left to it. */

import { type Key, pressed } from "../panels/keymap";
import { share } from "../panels/share";
import type { Stage } from "../stage/contract";
import { uninvited } from "../store/drafts";
import type { Store } from "../store/store";

type Acts = Readonly<Record<Key, () => void>>;

const STEP = 40;
const ZOOM = 1.2;

/** Listens until `signal` aborts. `root` holds the search field. */
export function listen(
  page: Document,
  root: ShadowRoot,
  store: Store,
  stage: Stage,
  signal: AbortSignal,
): void {
  const acts = bound(store, stage, root);
  page.addEventListener(
    "keydown",
    (event) => {
      const key = pressed(event);
      if (!known(acts, key) || event.altKey || store.settings.help.peek()) return;
      const target = event.composedPath()[0];
      if (belongsTo(target, event.key)) return;
      event.preventDefault();
      if (key === "Escape" && isTypedIn(target) && !root.querySelector(":popover-open")) target.blur();
      else acts[key]();
    },
    { signal },
  );
}

const known = (acts: Acts, key: string): key is Key => Object.hasOwn(acts, key);

/** Does the focused control use this key itself? */
export function belongsTo(target: EventTarget | undefined, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === "Escape") return false;
  const writes = target.matches("textarea, select, input:not([type=range]):not([type=checkbox])");
  const acts = key === " " || key === "Enter" || key.startsWith("Arrow") || key === "+" || key === "-";
  return writes || (acts && target.matches("input, button, summary, a"));
}

/** A field other than the search: Escape leaves it as it was, and what is selected stays so. */
function isTypedIn(target: EventTarget | undefined): target is HTMLElement {
  return target instanceof HTMLElement && target.matches("input[type=text], input:not([type]), textarea");
}

function bound(store: Store, stage: Stage, root: ShadowRoot): Acts {
  const { settings, bookmarks, inspector, isolation, view, projection, edits, table } = store;
  return {
    "/": () => root.querySelector<HTMLInputElement>("[data-search]")?.focus(),
    Escape: () => clear(store, root),
    " ": () => toggleRun(store),
    Enter: () => inspector.enter(),
    B: () => bookmarks.add(),
    ",": () => bookmarks.walk(-1),
    ".": () => bookmarks.walk(1),
    "[": () => inspector.walk(-1),
    "]": () => inspector.walk(1),
    2: () => projection.look(2),
    3: () => projection.look(3),
    F: () => inspector.selected.peek().length > 0 && view.peek()?.flyTo(inspector.selected.peek()),
    H: () => view.peek()?.home(),
    I: () => isolation.isolate(inspector.company.peek()),
    U: () => isolation.back(),
    L: () => (settings.labels.value = !settings.labels.peek()),
    D: () => (table.open.value = !table.open.peek()),
    V: () => (settings.tool.value = "move"),
    R: () => (settings.tool.value = "box"),
    G: () => (settings.tool.value = "lasso"),
    O: () => (settings.tool.value = "sphere"),
    C: () => void share(store),
    N: settings.toggleTheme,
    T: () => (settings.thumbnails.value = !settings.thumbnails.peek()),
    ArrowLeft: () => stage.nudge(-STEP, 0),
    ArrowRight: () => stage.nudge(STEP, 0),
    ArrowUp: () => stage.nudge(0, -STEP),
    ArrowDown: () => stage.nudge(0, STEP),
    "+": () => stage.zoom(ZOOM),
    "-": () => stage.zoom(1 / ZOOM),
    "Control+Z": () => void edits.undo(),
    "Control+Shift+Z": () => void edits.redo(),
    "?": () => (settings.help.value = true),
  };
}

/** First what is open, then the tool in hand, then what was typed, then what was selected. */
function clear({ search, inspector, settings }: Store, root: ShadowRoot): void {
  const open = root.querySelector<HTMLElement>(":popover-open");
  if (root.activeElement instanceof HTMLElement) root.activeElement.blur();
  if (open) open.hidePopover();
  else if (settings.tool.peek() !== "move") settings.tool.value = "move";
  else if (search.text.peek() !== "") search.clear();
  else inspector.clear();
}

function toggleRun({ exported, projection, replay }: Store): void {
  if (exported) replay.toggle();
  if (exported) return;
  const state = projection.run.peek()?.state;
  const table = projection.panel.method.peek();
  if (table === null || uninvited(table)) return;
  if (state === "running") void projection.move("pause");
  else if (state === "paused") void projection.move("resume");
  else if (state !== "queued" && state !== "preparing") void projection.start();
}
