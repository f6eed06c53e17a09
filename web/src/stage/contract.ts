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

/**
 * What the pointer and the selection emphasise. `neighbors` are nearest first, with strengths 1 (near) … 0 (far); those
 * without a strength of their own are lit alike, as the matches of a search are.
 */
export interface Emphasis {
  readonly hovered: number | null;
  readonly selected: Rows;
  readonly neighbors: Rows;
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

/** What a drag with the main button does: move the camera, or mark a region of rows. */
export type Tool = "move" | "box" | "lasso" | "sphere";

/** Held while the pointer acted: shift adds to what is selected, alt takes away from it. */
export interface Keys {
  readonly shift: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
}

/** How large a picture to make: the free part of the canvas so many times, or a frame in pixels round it. */
export type PictureSize = { readonly scale: number } | { readonly width: number; readonly height: number };

export interface StageEvents {
  /** The row under the pointer changed. Called at most once a frame. */
  hover(row: number | null): void;
  /** A click (not a drag): the row, or null beside every point. */
  pick(row: number | null, keys: Keys): void;
  /** A region was drawn: all rows shown in it, in ascending order; those behind others too, unless only visible ones are wanted. */
  region(rows: Rows, keys: Keys): void;
  /** The camera came to rest after the person moved it. */
  camera(camera: Camera): void;
  /** The first picture of the present positions is on the screen. */
  painted(): void;
  /** The processor draws a picture that turns by itself (true), or does so no more: what else it does shows in every frame. */
  strained(on: boolean): void;
  /** The WebGL context was lost (true) or came back (false). */
  lost(gone: boolean): void;
}

/** How the rows look. Nothing here moves the camera. */
export interface Looks {
  setColors(colors: Colors | null): void;
  setThumbnails(thumbnails: Thumbnails | null): void;
  setEmphasis(emphasis: Emphasis): void;
  /**
   * Labels to draw, except the hovered one's: text for the given rows, most important first, and with `all` for every
   * other row after them, in a mixed order that stays the same. Collisions are dropped.
   */
  setLabels(rows: readonly number[], text: (row: number) => string, all: boolean): void;
  /** The size of a plain label in CSS pixels. */
  setLabelSize(pixels: number): void;
  /** `beside` the points, or text `instead` of them, wherever it finds room. */
  setLabelMode(mode: "beside" | "instead"): void;
  setPointSize(scale: number): void;
  /** Of every point without emphasis, 0 … 1. Below 1 overlapping points add up. */
  setOpacity(alpha: number): void;
  /** Lines through these rows, in this order; a line that ends where it began is closed. */
  setPolylines(lines: readonly (readonly number[])[]): void;
  /** What lies along the axes x, y (and z), written at their ends; null: nothing is known about them. */
  setAxisNames(names: readonly string[] | null): void;
  setTheme(theme: "day" | "night"): void;
}

export interface Stage extends Looks {
  readonly canvas: HTMLCanvasElement;
  /** Positions and everything that hangs on a row count. `tween` milliseconds lead from the old ones (same count) to the new. */
  setPositions(positions: Positions, tween: number): void;
  /** Rows with 0 are not drawn, labelled, picked, marked or fitted, as if they were not there. Null: all rows are shown. */
  setShown(shown: Uint8Array | null): void;
  /** 2: seen from above, no rotation. 3: perspective orbit. */
  setDimensions(dimensions: 2 | 3): void;
  setTool(tool: Tool): void;
  /** Regions take only rows of which something can be seen. */
  setVisibleOnly(on: boolean): void;
  /** Motion allowed? False: no tween, no flight, no opening orbit. */
  setMotion(allowed: boolean): void;
  /** Rails that cover the canvas: the picture is centred in what is left (CSS pixels). */
  setInsets(insets: { left: number; right: number; top: number; bottom: number }): void;
  /** Fit the camera to all shown points. Streaming frames refit by themselves until the camera has been touched. */
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
  /** The free part of the canvas as a PNG, labels and all, on the theme's ground or on none. */
  picture(size: PictureSize, ground: "theme" | "transparent"): Promise<Blob>;
  /** `points`: rows there are; `drawn`: of how many shown and finite ones the last picture was made. */
  stats(): { points: number; drawn: number; frames: number };
  dispose(): void;
}

export type MakeStage = (host: HTMLElement, events: StageEvents) => Stage;

/** Thrown by `makeStage` when the browser has no WebGL2. */
export class NoWebGL2 extends Error {}
