/** Everything the page knows, as signals. Panels read it and call its commands; nothing here touches the document. */

import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Camera, Emphasis, PictureSize, Positions, Rows, Spot } from "../stage/contract";
import type { Cells } from "../wire/arrow";
import type { ChangesMessage } from "../wire/messages";
import { Bookmarks } from "./bookmarks";
import { type Columns, makeColumns } from "./columns";
import { Drawing } from "./drawing";
import { Edits } from "./edits";
import { makeEmphasis } from "./emphasis";
import { Ends } from "./ends";
import { Exporting } from "./export";
import { byFeature, Features } from "./features";
import { Hiding } from "./hiding";
import { Inspector } from "./inspector";
import { Isolation } from "./isolation";
import { type Lines, makeLines } from "./lines";
import { Links } from "./links";
import { Loading } from "./loading";
import { Opening } from "./opening";
import { makePictures, type Pictures } from "./pictures";
import { Projection } from "./projection";
import { BY_QUALITY, Quality } from "./quality";
import type { Memory } from "./remembered";
import { Replay } from "./replay";
import { makeRuns, type Runs } from "./runs";
import { Search } from "./search";
import { makeSettings, type Settings, type Wishes } from "./settings";
import { type Layer, makeShown } from "./shown";
import { type Drawn, statusParts } from "./status";
import { Table } from "./table";
import { Views } from "./views";

/** What the page asks of the scene; `entries/` fulfils it. */
export interface View {
  home(): void;
  flyTo(rows: Rows): void;
  locate(row: number): Spot;
  camera(): Camera;
  setCamera(camera: Camera): void;
  picture(size: PictureSize, ground: "theme" | "transparent"): Promise<Blob>;
}

/** What the scene tells of itself; `entries/` writes it. */
export interface Scene {
  /** The positions on show, as they came last. */
  readonly placed: Signal<Positions | null>;
  readonly drawn: Signal<Drawn>;
  readonly noWebGL: Signal<boolean>;
  /** The graphics card took the picture away; it comes back by itself. */
  readonly sceneGone: Signal<boolean>;
  /** The processor draws, and has its hands full with a picture that turns. */
  readonly strained: Signal<boolean>;
  readonly view: Signal<View | null>;
}

export interface Store extends Scene {
  /** A page of files: no server computes, takes files or changes anything. */
  readonly exported: boolean;
  readonly settings: Settings;
  readonly opening: Opening;
  readonly loading: Loading;
  readonly columns: Columns;
  /** Columns on demand that may colour the points. */
  readonly features: Features;
  readonly edits: Edits;
  /** The categories that the legend hides. */
  readonly hiding: Hiding;
  readonly pictures: Pictures;
  /** Rows that follow each other, where the metadata says so. */
  readonly lines: ReadonlySignal<Lines | null>;
  readonly runs: Runs;
  readonly quality: Quality;
  readonly projection: Projection;
  readonly replay: Replay;
  readonly inspector: Inspector;
  readonly isolation: Isolation;
  /** Which points may be seen: null for all. */
  readonly shown: Layer;
  readonly search: Search;
  readonly emphasis: ReadonlySignal<Emphasis>;
  readonly table: Table;
  readonly ends: Ends;
  readonly exporting: Exporting;
  readonly bookmarks: Bookmarks;
  readonly views: Views;
  readonly links: Links;
  /** The panels may come: the first picture is there, or it is being waited for. */
  readonly panelsDue: Signal<boolean>;
  readonly status: ReadonlySignal<readonly string[]>;
  take(changes: ChangesMessage): void;
}

export function makeStore(source: Source, memory: Memory, wishes: Wishes): Store {
  const settings = makeSettings(memory, wishes);
  const opening = new Opening(source);
  const runs = makeRuns();
  const isolation = new Isolation(opening);
  const projection = new Projection(source, opening, runs, settings.dimensions, isolation);
  const colorBy = signal<string | null>(null);
  const scene = makeScene();
  const quality = new Quality(source, projection, colorBy, scene.strained);
  const features = new Features(source, opening);
  const columns = makeColumns(opening, { ...settings, colorBy, beside: besideColumns(quality, features) });
  const hiding = new Hiding(opening, columns);
  const shown = makeShown([isolation.mask, hiding.mask]);
  const { placed, view } = scene;
  follow(opening, projection);
  const inspector = new Inspector(source, opening, settings, shown, layoutOnShow(projection));
  const search = new Search(source, opening, shown);
  const views = new Views({ opening, columns, hiding, inspector, isolation, settings, view });
  const drawing = new Drawing(opening, settings, search);

  return {
    exported: source.exported !== null,
    settings,
    opening,
    loading: new Loading(source, opening),
    columns,
    features,
    hiding,
    edits: new Edits(source, opening, inspector, columns),
    bookmarks: new Bookmarks(source, opening, projection, runs, views, placed, memory),
    views,
    links: new Links({ opening, projection, runs, isolation, views, drawing, placed }),
    pictures: makePictures(source, opening),
    lines: makeLines(opening),
    runs,
    quality,
    projection,
    replay: new Replay(source.exported, projection, runs),
    inspector,
    isolation,
    shown,
    exporting: new Exporting(source, opening),
    search,
    emphasis: makeEmphasis(inspector, search, opening),
    table: new Table(opening, columns, inspector, shown),
    ends: new Ends(source, opening, projection.panel),
    panelsDue: signal(false),
    status: makeStatus({ opening, projection, quality, settings, drawn: scene.drawn }),
    ...scene,
    take: (changes) => {
      runs.take(changes.runs);
      runs.drop(changes.gone);
      opening.take(changes);
    },
  };
}

function makeScene(): Scene {
  return {
    placed: signal<Positions | null>(null),
    drawn: signal<Drawn>({ points: 0, drawn: 0 }),
    noWebGL: signal(false),
    sceneGone: signal(false),
    strained: signal(false),
    view: signal<View | null>(null),
  };
}

/** The runs follow the data: they are asked for while a dataset is on its way, and change with it. */
function follow(opening: Opening, projection: Projection): void {
  effect(() => {
    if (opening.reading.value !== null) projection.expect();
  });
  effect(() => {
    if (opening.dataset.value !== null) void projection.turnTo(opening.dataset.value);
  });
}

/** What may colour the points without being a column: how well each is placed, and a feature. */
function besideColumns(quality: Quality, features: Features): ReadonlySignal<ReadonlyMap<string, Cells>> {
  return computed(() => {
    const [measured, feature] = [quality.cells.value, features.chosen.value];
    const found = new Map<string, Cells>(measured ? [[BY_QUALITY, measured]] : []);
    return feature ? found.set(byFeature(feature.name), feature.cells) : found;
  });
}

/** Another text wherever neighbours in the layout may be others. */
function layoutOnShow(projection: Projection): ReadonlySignal<string> {
  return computed(() => {
    const run = projection.shown.value;
    return run === null || run.seq === 0 ? "" : `${run.id} ${run.state === "running" ? "" : run.seq}`;
  });
}

type Told = Pick<Store, "opening" | "projection" | "quality" | "settings" | "drawn">;

function makeStatus({ opening, projection, quality, settings, drawn }: Told): Store["status"] {
  return computed(() => {
    const run = projection.shown.value;
    const method = projection.panel.methods.value.find((one) => one.name === run?.method) ?? null;
    const beat = projection.live.beat.value;
    const seen = settings.dimensions.value;
    return statusParts(opening.dataset.value, method, run, beat, drawn.value, seen, quality.kept.value);
  });
}
