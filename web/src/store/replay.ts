/** The way a layout took, on an exported page: its key frames, one after another or any of them. */

import { computed, effect, signal } from "@preact/signals";
import { asProblem } from "../source/problem";
import type { Exported } from "../source/source";
import type { KeyFrameMessage } from "../wire/messages";
import type { Projection } from "./projection";
import type { Runs } from "./runs";

/** Milliseconds between two key frames; the points walk from each to the next. */
const GAP = 150;
const NONE: readonly KeyFrameMessage[] = [];

export class Replay {
  readonly playing = signal(false);
  /** Where each run stands that was moved; the others stand at their end. */
  private readonly places = signal<ReadonlyMap<string, number>>(new Map());
  private readonly id = computed(() => this.projection.shown.value?.id ?? null);
  /** Of the layout on show; empty where nothing was kept of its way. */
  readonly frames = computed(() =>
    this.id.value === null ? NONE : (this.exported?.keyFrames(this.id.value) ?? NONE),
  );
  readonly at = computed(() => this.places.value.get(this.id.value ?? "") ?? this.frames.value.length - 1);

  constructor(
    private readonly exported: Exported | null,
    private readonly projection: Projection,
    private readonly runs: Runs,
  ) {
    effect(() => {
      this.id.value;
      this.playing.value = false;
    });
    effect(() => {
      if (!this.playing.value) return undefined;
      const timer = setInterval(() => void this.step(), GAP);
      return () => clearInterval(timer);
    });
  }

  /** From the beginning where it stands at the end. */
  toggle(): void {
    if (this.frames.peek().length === 0) return;
    if (!this.playing.peek() && this.at.peek() >= this.frames.peek().length - 1) void this.show(0);
    this.playing.value = !this.playing.peek();
  }

  /** Stops at a key frame. */
  async seek(at: number): Promise<void> {
    this.playing.value = false;
    await this.show(at);
  }

  private async step(): Promise<void> {
    const next = this.at.peek() + 1;
    if (next < this.frames.peek().length) await this.show(next);
    if (next >= this.frames.peek().length - 1) this.playing.value = false;
  }

  private async show(at: number): Promise<void> {
    const id = this.id.peek();
    if (id === null || this.exported === null) return;
    this.places.value = new Map(this.places.peek()).set(id, at);
    try {
      this.runs.take([await this.exported.seek(id, at)]);
    } catch (error) {
      this.playing.value = false;
      this.projection.problem.value = asProblem(error);
    }
  }
}
