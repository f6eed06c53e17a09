/** `window.__hyperscope`: the page for tests, and for people who script it. */

import { said } from "../source/problem";
import type { Camera, Picture, Positions, Rgb, Spot, Stage } from "../stage/contract";
import type { Store } from "../store/store";
import type { State } from "../wire/messages";

/** What is on the screen now. */
export interface PageStats {
  /** Rows of the dataset that have a position. */
  readonly points: number;
  /** Points in the last picture; fewer than `points` only while the camera moves over a large scene. */
  readonly drawn: number;
  /** The method of the layout on show, or null before the first. */
  readonly method: string | null;
  /** The state of its run. */
  readonly state: State | null;
  /** 0 for a method without iterations. */
  readonly iteration: number;
  /** The method's loss (for t-SNE the KL divergence), or null where it has none. */
  readonly loss: number | null;
  /** Pictures drawn since the page was opened. */
  readonly frames: number;
}

/** What a person has chosen. */
export interface PageState {
  /** The entry's id, or null while nothing is open. */
  readonly dataset: string | null;
  /** The method of the layout on show. */
  readonly projection: string | null;
  /** Its parameters as they were resolved. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Selected rows, the one in focus last. */
  readonly selected: readonly number[];
  /** Rows that are shown alone; empty when all are shown. */
  readonly isolated: readonly number[];
  /** The column that colours the points, or null. */
  readonly color: string | null;
  readonly camera: Camera | null;
}

/**
 * The interface of `window.__hyperscope`.
 *
 * A point is its row's number, counted from 0. Places are CSS pixels from the canvas's top left corner.
 */
export interface PageApi {
  /** Resolves when the first picture with points is on the screen, and the panels round it are there. */
  readonly ready: Promise<void>;
  /** What is on the screen now; synchronous. */
  stats(): PageStats;
  /** What a person has chosen; synchronous. */
  state(): PageState;
  /**
   * The positions on show, or null before the first: `data` holds `components` numbers a row for `count` rows,
   * NaN for a row that was left out.
   */
  positions(): Positions | null;
  /** Selects these rows, and no others; the last one is in focus. Rows outside the dataset are ignored. */
  select(ids: readonly number[]): void;
  /**
   * Starts a method with these parameters (`n_components`, 2 or 3, among them); what is not given is at its default.
   * Resolves to the run's id; rejects with the server's words, the parameter's name first, if it refuses.
   */
  run(method: string, params?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Where a row's point is now; `visible` is false outside the picture and for rows without a position. */
  locate(row: number): Spot;
  /** The row of the point that is drawn at a place, or null for the ground. */
  idAt(x: number, y: number): Promise<number | null>;
  /** The colour of a row's point before depth and emphasis: red, green and blue from 0 to 255. */
  colorAt(row: number): Rgb;
  /** The canvas as it is now: `data` is RGBA, top row first. */
  readPixels(): Promise<Picture>;
}

export interface Joined {
  readonly stage: Stage;
  readonly ready: Promise<void>;
  positions(): Positions | null;
}

export function makePageApi(store: Store, joined: Joined): PageApi {
  const { stage } = joined;
  return {
    ready: joined.ready,
    stats: () => statsOf(store, stage),
    state: () => stateOf(store, stage),
    positions: joined.positions,
    select: (ids) => store.inspector.select(ids),
    run: async (method, params = {}) => {
      const { n_components: size, ...rest } = params;
      const run = await store.projection.start(method, {
        params: rest,
        components: size === 3 ? 3 : size === 2 ? 2 : undefined,
      });
      if (run !== null) return run.id;
      const problem = store.projection.problem.peek();
      throw new Error(problem ? said(problem) : "no dataset is open");
    },
    locate: (row) => stage.locate(row),
    idAt: (x, y) => stage.idAt(x, y),
    colorAt: (row) => stage.colorAt(row),
    readPixels: () => stage.readPixels(),
  };
}

function statsOf(store: Store, stage: Stage): PageStats {
  const run = store.projection.shown.peek();
  const beat = store.projection.live.now();
  const at = beat ?? run;
  return {
    ...stage.stats(),
    method: run?.method ?? null,
    state: run?.state ?? null,
    iteration: at?.iteration ?? 0,
    loss: at?.loss ?? null,
  };
}

function stateOf(store: Store, stage: Stage): PageState {
  const run = store.projection.shown.peek();
  return {
    dataset: store.opening.dataset.peek()?.id ?? null,
    projection: run?.method ?? null,
    parameters: run?.params ?? {},
    selected: Array.from(store.inspector.selected.peek()),
    isolated: Array.from(store.isolation.rows.peek() ?? []),
    color: store.columns.colorBy.peek(),
    camera: stage.camera(),
  };
}

declare global {
  interface Window {
    __hyperscope?: PageApi;
  }
}
