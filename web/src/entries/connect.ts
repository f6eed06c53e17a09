/** Store and scene, joined: signals become calls on the stage, events of the stage become signals. */

import { computed, effect, untracked } from "@preact/signals";
import { type MakeStage, NoWebGL2, type Stage } from "../stage/contract";
import { insetsOf } from "../store/insets";
import type { Store } from "../store/store";
import { labelledRows } from "./label-rows";

export interface Connection {
  readonly stage: Stage;
  /** The first picture with points is on the screen. */
  readonly painted: Promise<void>;
  readonly stop: () => void;
}

/** Null where the browser has no WebGL2; the store then says so. */
export function connect(host: HTMLElement, store: Store, makeStage: MakeStage): Connection | null {
  let announce: () => void = () => undefined;
  const painted = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const stage = attempt(host, store, makeStage, announce);
  if (stage === null) return null;
  const stops = bind(stage, store);
  store.view.value = stage;
  return {
    stage,
    painted,
    stop: () => {
      for (const stop of stops) stop();
      store.view.value = null;
      stage.dispose();
    },
  };
}

function attempt(host: HTMLElement, store: Store, makeStage: MakeStage, painted: () => void): Stage | null {
  const { inspector } = store;
  const count = () => {
    if (stage !== null) store.drawn.value = stage.stats();
  };
  let stage: Stage | null = null;
  try {
    stage = makeStage(host, {
      hover: (row) => {
        inspector.hovered.value = row;
      },
      pick: (row, keys) => {
        if (row === null) inspector.clear();
        else if (keys.shift || keys.meta || keys.alt) inspector.toggle(row);
        else inspector.select([row]);
      },
      region: (rows, keys) => {
        if (keys.alt) inspector.subtract(rows);
        else if (keys.shift) inspector.add(rows);
        else inspector.select(rows);
      },
      camera: count,
      painted: () => {
        painted();
        count();
      },
      strained: (on) => {
        store.strained.value = on;
      },
      lost: (gone) => {
        store.sceneGone.value = gone;
      },
    });
    return stage;
  } catch (error) {
    // No picture comes that the panels could wait for.
    store.panelsDue.value = true;
    if (!(error instanceof NoWebGL2)) throw error;
    store.noWebGL.value = true;
    return null;
  }
}

function bind(stage: Stage, store: Store): readonly (() => void)[] {
  const { settings, columns, pictures, inspector, projection } = store;
  const axisNames = computed(() => projection.shown.value?.axis_names ?? null);
  return [
    effect(() => stage.setTheme(settings.theme.value)),
    effect(() => stage.setMotion(settings.motion.value)),
    effect(() => stage.setDimensions(settings.dimensions.value)),
    effect(() => stage.setInsets(insetsOf(store))),
    effect(() => stage.setColors(columns.coloring.value?.colors ?? null)),
    effect(() => stage.setThumbnails(settings.thumbnails.value ? pictures.thumbnails.value : null)),
    effect(() => stage.setShown(store.shown.value)),
    effect(() => stage.setPointSize(settings.pointSize.value)),
    effect(() => stage.setOpacity(settings.opacity.value)),
    effect(() => stage.setTool(settings.tool.value)),
    effect(() => stage.setVisibleOnly(settings.visibleOnly.value)),
    effect(() => stage.setLabelSize(settings.labelSize.value)),
    effect(() => stage.setLabelMode(settings.textOnly.value ? "instead" : "beside")),
    effect(() => stage.setPolylines(settings.lines.value ? (store.lines.value?.lines ?? []) : [])),
    effect(() => stage.setAxisNames(axisNames.value)),
    effect(() => stage.setEmphasis(store.emphasis.value)),
    effect(() => {
      const [all, selected] = [settings.labels.value, inspector.selected.value];
      const rows = labelledRows(all, selected, store.emphasis.value.neighbors);
      const text = columns.label.value;
      untracked(() => stage.setLabels(rows, text, all && selected.length === 0));
    }),
  ];
}
