/** The view on show as a link, and a link as the view on show. Nothing heavy runs before a person has said so. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Positions } from "../stage/contract";
import type { DatasetMessage, MethodMessage, RunMessage } from "../wire/messages";
import { words } from "../words";
import { isColumn } from "./columns";
import { changedParams, type Draft, freshDraft } from "./drafts";
import type { Drawing } from "./drawing";
import type { Isolation } from "./isolation";
import {
  type Link,
  type LinkedLayout,
  MOST_LEVELS,
  MOST_SPANS,
  nameable,
  type Read,
  read,
  rowsOf,
  type Span,
  spansOf,
  written,
} from "./link";
import type { Opening } from "./opening";
import type { Projection } from "./projection";
import { ENDED, type Runs } from "./runs";
import { PLAIN, type Views } from "./views";

/** As many signs of a fingerprint as tell data apart. */
const FINGERPRINT = 12;

/** What a person is told about a link: sentences, an address to copy by hand, a layout to run. */
export interface Notice {
  readonly lines: readonly string[];
  readonly address: string | null;
  readonly offer: { readonly link: Link; readonly layout: LinkedLayout; readonly question: string } | null;
}

interface Parts {
  readonly opening: Opening;
  readonly projection: Projection;
  readonly runs: Runs;
  readonly isolation: Isolation;
  readonly views: Views;
  readonly drawing: Drawing;
  readonly placed: ReadonlySignal<Positions | null>;
}

export class Links {
  readonly notice = signal<Notice | null>(null);
  /** Which link is the newest; an earlier one that is still waiting comes too late. */
  private asked = 0;

  constructor(private readonly parts: Parts) {}

  /** Begins the session: with what a link names, if it names anything. */
  async begin(fragment: string): Promise<void> {
    const found = read(fragment);
    if (found !== null && "link" in found && found.link.layout !== null) this.parts.projection.decline();
    await this.parts.opening.start(found !== null && "link" in found ? found.link.data : null);
    if (found !== null) void this.follow(found);
  }

  /** Shows what a link holds, in the page that is open. */
  async open(fragment: string): Promise<void> {
    const found = read(fragment);
    if (found === null) return;
    const { opening } = this.parts;
    const wanted = "link" in found ? found.link.data : null;
    const there = opening.entries.peek().some((entry) => entry.id === wanted && entry.problem === null);
    if (wanted !== null && there && opening.dataset.peek()?.id !== wanted) await opening.open(wanted);
    await this.follow(found);
  }

  /** The view of the moment as a fragment, and what of it did not fit. Null while nothing is on show. */
  fragment(): { text: string; left: readonly string[] } | null {
    const { opening, projection, views } = this.parts;
    const [dataset, run] = [opening.dataset.peek(), projection.shown.peek()];
    if (dataset === null || run === null) return null;
    const { view, selected, isolated } = views.present();
    const levels = isolated.map((rows) => spansOf(rows));
    const [selection, alone] = [spansOf(selected), outermost(levels)];
    const kept = selection.slice(0, MOST_SPANS);
    const hidden = nameable(view.hidden) ? view.hidden : [];
    const left = [];
    if (kept.length < selection.length)
      left.push(words.link.cut(rowsOf(kept, dataset.n).length, selected.length));
    if (alone.length < levels.length) left.push(words.link.notAlone);
    if (hidden.length < view.hidden.length) left.push(words.link.notHidden(view.hidden.length));
    if (run.restored) left.push(words.link.restored);
    const text = written({
      data: dataset.id,
      fingerprint: dataset.fingerprint.slice(0, FINGERPRINT),
      layout: layoutOf(run, this.table(run.method), dataset),
      dimensions: view.dimensions === 2 ? 2 : 3,
      camera: view.camera as Link["camera"],
      color: view.color,
      label: view.label,
      categorical: view.categorical,
      scale: view.categorical ? null : view.scale,
      hidden,
      ...this.parts.drawing.present(),
      selected: kept,
      isolated: alone,
    });
    return { text, left };
  }

  /** A link was made: what it leaves out, and the whole of it where the browser would not copy it. */
  made(address: string | null, left: readonly string[]): void {
    const lines = address === null ? left : [words.link.byHand, ...left];
    this.notice.value = lines.length === 0 ? null : { lines, address, offer: null };
  }

  dismiss(): void {
    this.notice.value = null;
  }

  /** Runs the layout that a link shows; the camera goes to its place when it is there. */
  async accept(): Promise<void> {
    const offer = this.notice.peek()?.offer;
    if (!offer) return;
    this.dismiss();
    this.asked += 1;
    const mine = this.asked;
    const { projection, isolation } = this.parts;
    const { link, layout } = offer;
    projection.isolatedOnly.value = layout.rows !== null && isolation.rows.peek()?.length === layout.rows;
    const run = await this.start(layout);
    if (run === null) return;
    await until(projection.shown, (shown) => shown?.id !== run.id || ENDED.has(shown.state));
    if (this.asked === mine && projection.shown.peek()?.id === run.id) this.aim(link);
  }

  private async follow(found: Read): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    if ("refused" in found) return this.tell([words.link.refused[found.refused]]);
    const { opening, placed } = this.parts;
    if (opening.dataset.peek() === null) return;
    await until(placed, (positions) => positions !== null);
    const dataset = opening.dataset.peek();
    if (this.asked === mine && dataset !== null) await this.show(found.link, dataset, found.wrong);
  }

  private async show(link: Link, dataset: DatasetMessage, wrong: readonly string[]): Promise<void> {
    const lines = wrong.length > 0 ? [words.link.broken(wrong)] : [];
    const absent = link.data !== null && link.data !== dataset.id;
    const same = !absent && dataset.fingerprint.startsWith(link.fingerprint);
    if (absent) lines.push(words.link.absent(link.data ?? "", dataset.name));
    else if (!same) lines.push(words.link.other(dataset.name));
    const { layout } = link;
    const table = this.table(layout?.method ?? "");
    const lacks = lacking(dataset, link);
    if (lacks.length > 0) lines.push(words.link.noColumn(lacks));
    if (layout !== null && table === null) lines.push(words.link.unknown(layout.method));
    const there = layout === null || table === null ? null : this.known(layout, table, dataset);
    const waits = layout !== null && table?.heavy === true && there === null;
    if (there !== null) this.parts.projection.showRun(there.id);
    else if (layout !== null && table?.heavy === false) await this.start(layout);
    this.look(link, same ? dataset.n : 0);
    this.parts.drawing.look(link);
    if (same && !waits) this.aim(link);
    const question = waits && layout ? words.link.offer(table, layout) : "";
    this.notice.value =
      lines.length === 0 && !waits
        ? null
        : { lines, address: null, offer: waits && layout ? { link, layout, question } : null };
  }

  /** The run that this very layout came from. */
  private known(layout: LinkedLayout, table: MethodMessage, dataset: DatasetMessage): RunMessage | null {
    const wanted: Draft = { ...freshDraft(table), ...layout.params };
    const rows = [...table.params, ...table.axes];
    const fits = (run: RunMessage) =>
      run.entry === dataset.id &&
      run.method === layout.method &&
      run.n_components === layout.components &&
      run.random_state === layout.seed &&
      run.state !== "failed" &&
      rowsLaid(run, dataset) === layout.rows &&
      rows.every(({ name }) => run.asked[name] === undefined || run.asked[name] === wanted[name]);
    const fitting = [...this.parts.runs.all.peek().values()].filter(fits);
    return fitting.findLast((run) => !run.restored) ?? fitting.at(-1) ?? null;
  }

  private start({ method, params, components, seed }: LinkedLayout): Promise<RunMessage | null> {
    return this.parts.projection.start(method, { params, components, seed });
  }

  /** Everything but layout and camera. */
  private look(link: Link, n: number): void {
    const { dimensions, color, label, categorical, scale, hidden } = link;
    const shown = this.parts.projection.shown.peek()?.n_components ?? dimensions;
    this.parts.views.look({
      view: { ...PLAIN, dimensions: shown, color, label, categorical, scale, hidden: [...hidden] },
      selected: rowsOf(link.selected, n),
      isolated: link.isolated.map((level) => rowsOf(level, n)),
    });
  }

  private aim({ dimensions, camera }: Link): void {
    this.parts.views.aim(dimensions, camera);
  }

  private tell(lines: readonly string[]): void {
    this.notice.value = { lines, address: null, offer: null };
  }

  private table(method: string): MethodMessage | null {
    return this.parts.projection.panel.methods.peek().find((one) => one.name === method) ?? null;
  }
}

/** The columns of a link that the data do not have. */
function lacking({ columns }: DatasetMessage, { search, label, color }: Link): string[] {
  const there = new Set(columns.map((column) => column.name));
  const asked = [search?.column, label, color].filter((name) => typeof name === "string");
  return [...new Set(asked)].filter((name) => !there.has(name) && isColumn(name));
}

function layoutOf(run: RunMessage, table: MethodMessage | null, dataset: DatasetMessage): LinkedLayout {
  const rows = [...(table?.params ?? []), ...(table?.axes ?? [])];
  return {
    method: run.method,
    components: run.n_components === 2 ? 2 : 3,
    seed: run.random_state,
    params: changedParams(rows, run.asked as Draft),
    rows: rowsLaid(run, dataset),
  };
}

/** The outermost levels, as many as there is room for. */
function outermost(levels: readonly Span[][]): readonly Span[][] {
  let spans = 0;
  return levels.slice(0, MOST_LEVELS).filter((level) => {
    spans += level.length;
    return spans <= MOST_SPANS;
  });
}

/** How many rows a run lays out; null where it is all that can be, or not known yet. */
function rowsLaid({ n_rows }: RunMessage, { n, left_out }: DatasetMessage): number | null {
  return n_rows === 0 || n_rows >= n - left_out.length ? null : n_rows;
}

function until<T>(value: ReadonlySignal<T>, holds: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = value.subscribe((now) => {
      if (!holds(now)) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}
