/** The keyboard, from anywhere on the page. What a focused control needs for itself is left to it. */

import { share } from "../panels/share";
import type { Stage } from "../stage/contract";
import { uninvited } from "../store/drafts";
import type { Store } from "../store/store";

type Act = () => void;

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
  const acts = { ...commands(store, root), ...motions(stage) };
  page.addEventListener(
    "keydown",
    (event) => {
      if (undoes(event, store)) return event.preventDefault();
      if (event.ctrlKey || event.metaKey || event.altKey || store.settings.help.peek()) return;
      const target = event.composedPath()[0];
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act === undefined || belongsTo(target, event.key)) return;
      event.preventDefault();
      act();
    },
    { signal },
  );
}

/** Ctrl-Z and Shift-Ctrl-Z (or Ctrl-Y) go back and forth through what was tagged, unless something is being typed. */
function undoes(event: KeyboardEvent, { edits, settings }: Store): boolean {
  const key = event.key.toLowerCase();
  const redo = key === "y" || event.shiftKey;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return false;
  if (settings.help.peek() || belongsTo(event.composedPath()[0], event.key)) return false;
  void (redo ? edits.redo() : edits.undo());
  return true;
}

/** Does the focused control use this key itself? */
export function belongsTo(target: EventTarget | undefined, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === "Escape") return false;
  const writes = target.matches("textarea, select, input:not([type=range]):not([type=checkbox])");
  const acts = key === " " || key === "Enter" || key.startsWith("Arrow") || key === "+" || key === "-";
  return writes || (acts && target.matches("input, button, summary, a"));
}

function commands(store: Store, root: ShadowRoot): Record<string, Act> {
  const { settings, bookmarks, inspector, isolation, view, projection } = store;
  return {
    "/": () => root.querySelector<HTMLInputElement>("[data-search]")?.focus(),
    Escape: () => clear(store, root),
    " ": () => toggleRun(store),
    Enter: () => inspector.enter(),
    b: () => bookmarks.add(),
    ",": () => bookmarks.walk(-1),
    ".": () => bookmarks.walk(1),
    "[": () => inspector.walk(-1),
    "]": () => inspector.walk(1),
    "2": () => projection.look(2),
    "3": () => projection.look(3),
    f: () => inspector.selected.peek().length > 0 && view.peek()?.flyTo(inspector.selected.peek()),
    h: () => view.peek()?.home(),
    i: () => isolation.isolate(inspector.company.peek()),
    u: () => isolation.back(),
    l: () => (settings.labels.value = !settings.labels.peek()),
    v: () => (settings.tool.value = "move"),
    r: () => (settings.tool.value = "box"),
    g: () => (settings.tool.value = "lasso"),
    o: () => (settings.tool.value = "sphere"),
    c: () => void share(store),
    n: settings.toggleTheme,
    t: () => (settings.thumbnails.value = !settings.thumbnails.peek()),
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

function motions(stage: Stage): Record<string, Act> {
  return {
    ArrowLeft: () => stage.nudge(-STEP, 0),
    ArrowRight: () => stage.nudge(STEP, 0),
    ArrowUp: () => stage.nudge(0, -STEP),
    ArrowDown: () => stage.nudge(0, STEP),
    "+": () => stage.zoom(ZOOM),
    "=": () => stage.zoom(ZOOM),
    "-": () => stage.zoom(1 / ZOOM),
  };
}
