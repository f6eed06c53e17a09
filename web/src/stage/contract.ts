/**
 * What the scene offers to the rest of the page, and all that the rest of the page may know about it.
 *
 * The stage knows nothing of signals, panels, servers or words: numbers and typed arrays go in, pictures and row numbers
 * come out. A point is a row index. Nothing is drawn until something changed (`render on demand`).
 */

export type Rgb = readonly [red: number, green: number, blue: number];

/** Positions as the wire delivers them: row-major, `components` numbers a row, NaN for a row that was left out. */
export interface Positions {
  readonly data: Float32Array;
  readonly components: 2 | 3;
  readonly count: number;
}

/** One colour a row, through a table: row r is drawn in `table[index[r]]`. Index 65535 = the theme's default colour. */
export interface Colors {
  readonly index: Uint16Array;
  readonly table: readonly Rgb[];
}

/** Thumbnails as pages of equal cells (see `ThumbnailsMessage`); `page(i)` fetches one page. */
export interface Thumbnails {
  readonly size: readonly [width: number, height: number];
  readonly columns: number;
  readonly perPage: number;
  readonly pages: number;
  page(index: number): Promise<ImageBitmap>;
}

/** Rows in an order that means something; typed where there may be a million of them. */
export type Rows = readonly number[] | Int32Array;

/** What the pointer and the selection emphasise. `neighbors` are nearest first, with strengths 1 (near) … 0 (far). */
export interface Emphasis {
  readonly hovered: number | null;
  readonly selected: Rows;
  readonly neighbors: readonly number[];
  readonly strengths: readonly number[];
}

export interface Camera {
  readonly dimensions: 2 | 3;
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
  readonly up: readonly [number, number, number];
  /** Half of the visible height, in layout units, at the target. */
  readonly extent: number;
}

export interface Spot {
  /** CSS pixels from the canvas's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly visible: boolean;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA, top row first. */
  readonly data: Uint8ClampedArray;
}

export interface StageEvents {
  /** The row under the pointer changed. Called at most once a frame. */
  hover(row: number | null): void;
  /** A click (not a drag): the row, or null beside every point. */
  pick(row: number | null, keys: { readonly shift: boolean; readonly meta: boolean }): void;
  /** The camera came to rest after the person moved it. */
  camera(camera: Camera): void;
  /** The first picture of the present positions is on the screen. */
  painted(): void;
  /** The WebGL context was lost (true) or came back (false). */
  lost(gone: boolean): void;
}

export interface Stage {
  readonly canvas: HTMLCanvasElement;
  /** Positions and everything that hangs on a row count. `tween` milliseconds lead from the old ones (same count) to the new. */
  setPositions(positions: Positions, tween: number): void;
  /** 2: seen from above, no rotation. 3: perspective orbit. */
  setDimensions(dimensions: 2 | 3): void;
  setColors(colors: Colors | null): void;
  setThumbnails(thumbnails: Thumbnails | null): void;
  setEmphasis(emphasis: Emphasis): void;
  /** Labels to draw beside points, except the hovered one: text for the given rows, most important first; collisions are dropped. */
  setLabels(rows: readonly number[], text: (row: number) => string): void;
  setPointSize(scale: number): void;
  setTheme(theme: "day" | "night"): void;
  /** Motion allowed? False: no tween, no flight, no opening orbit. */
  setMotion(allowed: boolean): void;
  /** Rails that cover the canvas: the picture is centred in what is left (CSS pixels). */
  setInsets(insets: { left: number; right: number; top: number; bottom: number }): void;
  /** Fit the camera to all points. Streaming frames refit by themselves until the camera has been touched. */
  home(): void;
  flyTo(rows: Rows): void;
  camera(): Camera;
  setCamera(camera: Camera): void;
  /** Rotate (3-D) or pan (2-D) by CSS pixels, zoom by a factor: for the keyboard. */
  nudge(dx: number, dy: number): void;
  zoom(factor: number): void;
  orbit(on: boolean): void;
  locate(row: number): Spot;
  idAt(x: number, y: number): Promise<number | null>;
  colorAt(row: number): Rgb;
  readPixels(): Promise<Picture>;
  stats(): { points: number; drawn: number; frames: number };
  dispose(): void;
}

export type MakeStage = (host: HTMLElement, events: StageEvents) => Stage;

/** Thrown by `makeStage` when the browser has no WebGL2. */
export class NoWebGL2 extends Error {}
