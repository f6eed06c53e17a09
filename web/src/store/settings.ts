/** How the page looks and what it shows: remembered from visit to visit. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Tool } from "../stage/contract";
import type { MetricName, SpaceName } from "../wire/messages";
import type { Theme } from "./palettes/palettes";
import { RAMPS, type RampName } from "./palettes/ramps";
import { isFlag, type Memory, remembered } from "./remembered";

export interface Wishes {
  readonly dark: Signal<boolean>;
  readonly calm: Signal<boolean>;
  readonly narrow: Signal<boolean>;
  /** Two open rails would leave the scene less than half of the window. */
  readonly tight: Signal<boolean>;
  /** Fingers rather than a mouse. */
  readonly coarse: Signal<boolean>;
}

export interface Settings {
  readonly theme: ReadonlySignal<Theme>;
  readonly motion: ReadonlySignal<boolean>;
  readonly narrow: ReadonlySignal<boolean>;
  readonly coarse: ReadonlySignal<boolean>;
  /** Are the rails open? In a narrow window they are drawers, of which one at most is open; in a tight one the right is folded at first. */
  readonly left: ReadonlySignal<boolean>;
  readonly right: ReadonlySignal<boolean>;
  readonly labels: Signal<boolean>;
  readonly thumbnails: Signal<boolean>;
  /** Text where the points are, instead of beside them. */
  readonly textOnly: Signal<boolean>;
  /** Of a plain label, in CSS pixels. */
  readonly labelSize: Signal<number>;
  /** Of what a point measures by itself. */
  readonly pointSize: Signal<number>;
  readonly opacity: Signal<number>;
  /** The colours of numbers. */
  readonly ramp: Signal<RampName>;
  readonly lines: Signal<boolean>;
  readonly tool: Signal<Tool>;
  /** Regions take only points of which something can be seen. */
  readonly visibleOnly: Signal<boolean>;
  readonly dimensions: Signal<2 | 3>;
  readonly k: Signal<number>;
  readonly metric: Signal<MetricName>;
  /** Where neighbours are sought. */
  readonly space: Signal<SpaceName>;
  readonly help: Signal<boolean>;
  toggleTheme(): void;
  toggleRail(side: Side): void;
}

export type Side = "left" | "right";

export const MOST_NEIGHBORS = 1_000;
export const SPACES: readonly SpaceName[] = ["original", "layout"];
export const METRICS: readonly MetricName[] = ["cosine", "euclidean", "dot"];

/** In CSS pixels. */
export const LABEL_SIZES = { least: 9, usual: 12, most: 28 } as const;

export const SIZES = { least: 0.25, most: 8 } as const;
export const OPACITIES = { least: 0.05, most: 1 } as const;

const isTheme = (value: unknown): value is Theme | "" => value === "day" || value === "night";
const isMetric = (value: unknown): value is MetricName => METRICS.some((metric) => metric === value);
const isSpace = (value: unknown): value is SpaceName => value === "original" || value === "layout";
const isLabelSize = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= LABEL_SIZES.least && Number(value) <= LABEL_SIZES.most;
const isRamp = (value: unknown): value is RampName => RAMPS.some((ramp) => ramp === value);
const isWithin =
  ({ least, most }: { readonly least: number; readonly most: number }) =>
  (value: unknown): value is number =>
    typeof value === "number" && value >= least && value <= most;
const isK = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_NEIGHBORS;

/** `wishes` are what the person's system asks for: a dark ground, less motion, a narrow or tight window. */
export function makeSettings(memory: Memory, wishes: Wishes): Settings {
  const chosen = remembered<Theme | "">(memory, "theme", "", isTheme);
  const theme = computed<Theme>(() => chosen.value || (wishes.dark.value ? "night" : "day"));
  const rails = {
    left: remembered(memory, "left", true, isFlag),
    right: remembered(memory, "right", true, isFlag),
  };
  const beside = remembered(memory, "right.tight", false, isFlag);
  const docked = (side: Side) => (side === "right" && wishes.tight.value ? beside : rails[side]);
  const drawer = signal<Side | null>(null);
  const open = (side: Side) =>
    computed(() => (wishes.narrow.value ? drawer.value === side : docked(side).value));
  return {
    theme,
    motion: computed(() => !wishes.calm.value),
    narrow: computed(() => wishes.narrow.value),
    coarse: computed(() => wishes.coarse.value),
    left: open("left"),
    right: open("right"),
    labels: remembered(memory, "labels", false, isFlag),
    thumbnails: remembered(memory, "thumbnails", false, isFlag),
    textOnly: remembered(memory, "textOnly", false, isFlag),
    labelSize: remembered(memory, "labelSize", LABEL_SIZES.usual, isLabelSize),
    pointSize: remembered(memory, "pointSize", 1, isWithin(SIZES)),
    opacity: remembered(memory, "opacity", 1, isWithin(OPACITIES)),
    ramp: remembered<RampName>(memory, "ramp", "viridis", isRamp),
    lines: remembered(memory, "lines", true, isFlag),
    tool: signal<Tool>("move"),
    visibleOnly: remembered(memory, "visibleOnly", false, isFlag),
    dimensions: signal<2 | 3>(3),
    k: remembered(memory, "k", 100, isK),
    metric: remembered<MetricName>(memory, "metric", "cosine", isMetric),
    space: remembered<SpaceName>(memory, "space", "original", isSpace),
    help: signal(false),
    toggleTheme: () => {
      chosen.value = theme.peek() === "day" ? "night" : "day";
    },
    toggleRail: (side) => {
      if (wishes.narrow.peek()) drawer.value = drawer.peek() === side ? null : side;
      else docked(side).value = !docked(side).peek();
    },
  };
}
