// Written by hyperscope.wire.typescript from src/hyperscope/wire/messages.py. Do not edit.

export type Kind = "categorical" | "numeric" | "text" | "link" | "image";

export type State = "queued" | "preparing" | "running" | "paused" | "stopped" | "done" | "failed";

export type PaceName = "fast" | "every step" | "one step";

export type SearchMode = "substring" | "exact" | "regex" | "filter";

export type SpaceName = "original" | "layout";

export type MetricName = "cosine" | "euclidean" | "dot";

/** The states in the order that a frame's header counts them. */
export const STATES: readonly State[] = [
  "queued",
  "preparing",
  "running",
  "paused",
  "stopped",
  "done",
  "failed",
];

/** A saved view (see `hyperscope.bookmark.Bookmark`); in a file of bookmarks it stands just like this. */
export interface BookmarkMessage {
  readonly label: string;
  readonly data: OfMessage;
  readonly layout: SavedLayoutMessage;
  readonly view: SavedViewMessage;
  readonly selected: readonly number[];
  readonly isolated: readonly (readonly number[])[];
}

/** The data a bookmark is of (see `hyperscope.bookmark.Of`). */
export interface OfMessage {
  readonly name: string;
  readonly n: number;
  readonly d: number;
  readonly fingerprint: string;
}

/** `POST api/datasets/{entry}/layouts`: positions that were saved become a run, which nothing computes anew. */
export interface RestoreRequest {
  readonly name: string;
  readonly layout: SavedLayoutMessage;
}

export interface SavedCameraMessage {
  readonly dimensions: number;
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
  readonly up: readonly [number, number, number];
  readonly extent: number;
}

/** How the points of a bookmark lay. `positions` is base64 (see `hyperscope.bookmark.SavedLayout`). */
export interface SavedLayoutMessage {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly random_state: number;
  readonly iteration: number;
  readonly n_components: number;
  readonly positions: string | null;
  readonly rows: readonly number[] | null;
}

/** How numbers became colours (see `hyperscope.bookmark.SavedScale`). */
export interface SavedScaleMessage {
  readonly ramp: string;
  readonly log: boolean;
  readonly low: number | null;
  readonly high: number | null;
}

/** How the points of a bookmark were looked at (see `hyperscope.bookmark.SavedView`). */
export interface SavedViewMessage {
  readonly dimensions: number;
  readonly camera: SavedCameraMessage | null;
  readonly color: string | null;
  readonly label: string | null;
  readonly theme: string;
  readonly categorical: boolean | null;
  readonly scale: SavedScaleMessage | null;
  readonly hidden: readonly string[];
}

/** An edit in words: `rows` rows say `value` in this column. */
export interface EditMessage {
  readonly column: string;
  readonly value: string;
  readonly rows: number;
}

/**
 * `POST api/datasets/{entry}/edits`: these rows say `value` in this column, which is new if there is none of its name.
 *
 * `rows` is one bit a row, lowest first, in base64.
 */
export interface EditRequest {
  readonly column: string;
  readonly value: string;
  readonly rows: string;
}

/** What a person has written into the metadata: how many edits hold, what undoing and doing again would do next. */
export interface EditsMessage {
  readonly count: number;
  readonly undo: EditMessage | null;
  readonly redo: EditMessage | null;
}

/** A file that was joined to an open dataset; its number takes it off again. */
export interface AddedMessage {
  readonly number: number;
  readonly name: string;
  readonly role: "metadata" | "images";
}

/** `POST api/datasets/{entry}/detach`: take off the file of this number, of those that were joined. */
export interface DetachRequest {
  readonly number: number;
}

/** `POST api/uploads`: what a file was taken for, and the entry that has it now (of several vectors the first). */
export interface UploadMessage {
  readonly role: "metadata" | "images" | "vectors";
  readonly entry: string;
}

/** An error in three parts; also the body of every 4xx answer. */
export interface Problem {
  readonly expected: string;
  readonly got: string;
  readonly fix: string;
  readonly where: string;
  readonly kind: string;
}

/**
 * A line of the data menu. `problem` is set where the entry cannot be opened.
 *
 * Entries of one `source` and `run` with the same `tensor` are that tensor at several training steps. A `revision` larger
 * than the opened dataset's says that its files have changed: open it again.
 */
export interface EntryMessage {
  readonly id: string;
  readonly source: string;
  readonly run: string;
  readonly name: string;
  readonly tensor: string;
  readonly step: number | null;
  readonly shape: readonly number[] | null;
  readonly dtype: string | null;
  readonly problem: Problem | null;
  readonly notes: readonly string[];
  readonly revision: number;
}

/** A row of a parameter table (see `hyperscope.params.Param`). */
export interface ParamMessage {
  readonly name: string;
  readonly kind: string;
  readonly default: number | boolean | string | null;
  readonly title: string;
  readonly help: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly step: number | null;
  readonly scale: "linear" | "log";
  readonly choices: readonly string[];
  readonly meanings: readonly string[];
  readonly auto: boolean;
  readonly live: boolean;
  readonly when: readonly [string, number | boolean | string | null] | null;
  readonly advanced: boolean;
}

/**
 * A projection as the panel draws it.
 *
 * `axes` choose which of the `default_components` are shown; they may change at any time. `loss` is its short name, or "".
 * Runs of one that `perturbs` take the move of that name.
 */
export interface MethodMessage {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly heavy: boolean;
  readonly steps: boolean;
  readonly loss: string;
  readonly perturbs: boolean;
  readonly default_components: number;
  readonly params: readonly ParamMessage[];
  readonly axes: readonly ParamMessage[];
}

/** What the command line asked for, so that it may run without a click. */
export interface Invitation {
  readonly entry: string;
  readonly method: string;
  readonly n_components: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly random_state: number;
}

/** `GET api/session`: everything the page needs before a dataset is open. */
export interface SessionMessage {
  readonly version: string;
  readonly revision: number;
  readonly entries: readonly EntryMessage[];
  readonly problems: readonly Problem[];
  readonly methods: readonly MethodMessage[];
  readonly invitation: Invitation | null;
}

/**
 * One metadata column. `low` and `high` are set for numeric ones.
 *
 * `colors` are the file's own ("#rrggbb"), one for each category in the order of its dictionary, "" for one without; None
 * where the file gives none.
 */
export interface ColumnMessage {
  readonly name: string;
  readonly kind: Kind;
  readonly n_unique: number;
  readonly n_empty: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly colors: readonly string[] | null;
}

/**
 * Thumbnails come as PNG pages, `per_page` cells each, row-major, `columns` cells a line.
 *
 * The picture of row r is cell r % per_page of page r // per_page. `size` is (width, height) of one cell.
 */
export interface ThumbnailsMessage {
  readonly size: readonly [number, number];
  readonly columns: number;
  readonly per_page: number;
  readonly pages: number;
}

/** `GET api/datasets/{entry}`: an opened dataset, without its vectors. `features` further columns can be asked for. */
export interface DatasetMessage {
  readonly id: string;
  readonly name: string;
  readonly n: number;
  readonly d: number;
  readonly dtype: string;
  readonly fingerprint: string;
  readonly columns: readonly ColumnMessage[];
  readonly label: string | null;
  readonly thumbnails: ThumbnailsMessage | null;
  readonly left_out: readonly number[];
  readonly notes: readonly string[];
  readonly features: number;
  readonly revision: number;
  readonly attached: readonly AddedMessage[];
  readonly edits: EditsMessage | null;
}

/** `GET api/datasets/{entry}/features?text=`: the first names of columns on demand that hold `text`, of `total`. */
export interface FeaturesMessage {
  readonly total: number;
  readonly names: readonly string[];
}

/** `GET api/datasets/{entry}/rows/{row}`: every cell of one row, as written. */
export interface RowMessage {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * `GET api/datasets/{entry}/neighbors?row=&k=&metric=[&space=layout&run=]`: exact, nearest first.
 *
 * In the original space, or among the positions of a run.
 */
export interface NeighborsMessage {
  readonly row: number;
  readonly space: SpaceName;
  readonly metric: MetricName;
  readonly rows: readonly number[];
  readonly distances: readonly number[];
}

/**
 * `POST api/datasets/{entry}/search`: answered by the rows found, ascending, as little-endian int32.
 *
 * `column` None searches all of them; a filter names its own. `case`: upper and lower case are told apart.
 */
export interface SearchRequest {
  readonly text: string;
  readonly column?: string | null;
  readonly mode?: SearchMode;
  readonly case?: boolean;
}

/**
 * `POST api/datasets/{entry}/export`: answered by a file. `rows` is one bit a row, lowest first, in base64; None: all.
 *
 * `ids` are row numbers, `rows` have metadata too, `vectors` both and every dimension (a .npy: the vectors alone).
 */
export interface ExportRequest {
  readonly what?: "ids" | "rows" | "vectors";
  readonly format?: "csv" | "tsv" | "parquet" | "npy";
  readonly rows?: string | null;
}

/**
 * `POST api/runs`: start a projection. `after` names a run whose positions are the start: of the same data, or of
 * any with as many rows (another training step).
 *
 * `n_components` is what is shown (2 or 3). A method with `axes` computes its `default_components` and shows the chosen
 * ones; `params` may hold axes (`{"x": 1, "y": 2, "z": 3}`, counted from 1). With `rows` (one bit a row, lowest first, in
 * base64) only these are laid out; the others have no position.
 */
export interface RunRequest {
  readonly entry: string;
  readonly method: string;
  readonly n_components?: number;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly random_state?: number;
  readonly pace?: PaceName;
  readonly after?: string | null;
  readonly rows?: string | null;
}

/** `POST api/datasets/{entry}/ends`: what would one end of a custom axis match? `column` None: the label. */
export interface EndRequest {
  readonly text: string;
  readonly column?: string | null;
}

/** One term of an end, with its sign (1 or -1) and the number of rows it stands for. */
export interface TermMessage {
  readonly text: string;
  readonly sign: number;
  readonly total: number;
}

/** The terms of an end; empty where `problem` says why it matches nothing. */
export interface EndMessage {
  readonly terms: readonly TermMessage[];
  readonly problem: Problem | null;
}

/** `POST api/runs/{id}/name`: what a person calls a run; "" takes the name away. */
export interface NameRequest {
  readonly name: string;
}

/** `GET api/runs/{id}/python`: the program that makes a run's layout again. */
export interface CodeMessage {
  readonly code: string;
}

/** `GET api/runs/{id}/losses`: a list of these, at most 500, from the run's beginning to its newest picture. */
export interface LossMessage {
  readonly iteration: number;
  readonly loss: number;
}

/**
 * One run, as `api/runs` and `api/changes` tell it. `progress` is 0…1 or None when unknown.
 *
 * `params` are what the method made of what was `asked` ("auto" decided); both hold the axes. `name` is a person's own,
 * or "". `n_rows` counts the rows laid out. `axis_names` say what lies along each axis of the picture, "" where that
 * means nothing; none where no axis does. `restored` runs hold positions that were saved: nothing computes them anew.
 * `told` grows from each message about a run to the next: answers overtake each other, and the larger is the newer.
 */
export interface RunMessage {
  readonly id: string;
  readonly entry: string;
  readonly method: string;
  readonly name: string;
  readonly n_rows: number;
  readonly n_components: number;
  readonly axis_names: readonly string[];
  readonly restored: boolean;
  readonly params: Readonly<Record<string, unknown>>;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly random_state: number;
  readonly state: State;
  readonly pace: PaceName;
  readonly seq: number;
  readonly iteration: number;
  readonly loss: number | null;
  readonly stage: string;
  readonly progress: number | null;
  readonly explained_variance_ratio: readonly number[] | null;
  readonly problem: Problem | null;
  readonly notes: readonly string[];
  readonly seconds: number;
  readonly told: number;
}

/** `POST api/runs/{id}/pace`. */
export interface PaceRequest {
  readonly pace: PaceName;
}

/** `POST api/runs/{id}/params`: change live parameters of a run that goes on, or the axes of any run. */
export interface LiveRequest {
  readonly params: Readonly<Record<string, unknown>>;
}

/** Two groups of a label column, and the place of their centroids' distance among all such pairs: 0 nearest, 1 farthest. */
export interface GroupPairMessage {
  readonly one: string;
  readonly other: string;
  readonly in_data: number;
  readonly in_layout: number;
}

/**
 * `GET api/runs/{id}/quality[?label=]`: how far the picture of frame `seq` can be trusted; 1 is best for every score.
 *
 * `sampled` of `rows` rows were measured, each against all of them, with `k` neighbours, in `space`. `per_point` names the
 * scores that `quality/points` has for each row. With a `label` column there are scores about its groups, and `worst_pairs`
 * are those the picture misplaces most.
 */
export interface QualityMessage {
  readonly run: string;
  readonly seq: number;
  readonly label: string | null;
  readonly scores: Readonly<Record<string, number>>;
  readonly per_point: readonly string[];
  readonly space: string;
  readonly sampled: number;
  readonly rows: number;
  readonly k: number;
  readonly worst_pairs: readonly GroupPairMessage[];
}

/**
 * `GET api/changes?after=R`: every run and entry that changed since revision R. Held up to 10 s, then 204.
 *
 * `gone` are the ids of runs that were forgotten and of entries that are none any more, `problems` all sources that cannot
 * be listed now. While somebody asks, the sources are looked at for changes.
 */
export interface ChangesMessage {
  readonly revision: number;
  readonly runs: readonly RunMessage[];
  readonly entries: readonly EntryMessage[];
  readonly gone: readonly string[];
  readonly problems: readonly Problem[];
}

/** One picture of a run on its way, as it can be replayed. */
export interface KeyFrameMessage {
  readonly iteration: number;
  readonly loss: number | null;
}

/**
 * A layout of an exported page: `frame` is a file with its last frame, `frame_bytes` long (`wire/frames.py`, compact).
 *
 * `replay` is one with all `key_frames`: their headers, then their positions in steps of 1/4095 of the box (4095: left out),
 * each as its difference d from the frame before (2d, or −2d − 1 where d < 0), the low bytes of all before the high ones.
 * `python` is the program that makes the layout again.
 */
export interface SiteRunMessage {
  readonly run: RunMessage;
  readonly python: string;
  readonly frame: string;
  readonly frame_bytes: number;
  readonly replay: string | null;
  readonly key_frames: readonly KeyFrameMessage[];
}

/**
 * The `k` nearest rows of every row (fewer where there are fewer rows), in files of `rows_per_file` rows.
 *
 * For m rows a file holds float32 nearest (m) and farthest (m) distances, indices (m, k) of `index_bytes` each (all bits set:
 * none), and uint16 steps (m, k): distance j lies at (sum of the row's first j steps) / 4095 of the way.
 */
export interface SiteNeighborsMessage {
  readonly metric: MetricName;
  readonly k: number;
  readonly exact: boolean;
  readonly index_bytes: number;
  readonly rows_per_file: number;
  readonly files: readonly string[];
}

/**
 * The vectors, in files of `rows_per_file` rows: float32, or uint8 q that stands for base + (q − zero) · step.
 *
 * `scale` names a file of float32: base (d), zero (d), step (d). No number is farther than `error` from the original.
 */
export interface SiteVectorsMessage {
  readonly dtype: "uint8" | "float32";
  readonly scale: string | null;
  readonly error: number;
  readonly rows_per_file: number;
  readonly files: readonly string[];
}

export interface SiteFileMessage {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * `manifest.json` of an exported page: what the server would answer, and which file holds the rest.
 *
 * `.bin` files are zlib streams; `columns` and `written` (numeric columns as their file wrote them) hold Arrow streams.
 */
export interface SiteMessage {
  readonly format: string;
  readonly version: number;
  readonly session: SessionMessage;
  readonly dataset: DatasetMessage;
  readonly columns: string | null;
  readonly written: string | null;
  readonly bookmarks: readonly BookmarkMessage[];
  readonly thumbnails: readonly string[];
  readonly runs: readonly SiteRunMessage[];
  readonly neighbors: SiteNeighborsMessage;
  readonly vectors: SiteVectorsMessage;
  readonly notes: readonly string[];
  readonly files: Readonly<Record<string, SiteFileMessage>>;
}
