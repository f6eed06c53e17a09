/** How far the layout on show can be trusted: asked for once its run has ended, never shown for another picture. */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { isAbort } from "../source/problem";
import type { Source } from "../source/source";
import type { NumericCells } from "../wire/arrow";
import type { QualityMessage, RunMessage } from "../wire/messages";
import type { Projection } from "./projection";
import { ENDED } from "./runs";

/** As a name for what colours the points; no column of a file begins with a control character. */
export const BY_QUALITY = "\u0001quality";
/** The score that stands for a layout in a word, and for a point as a colour. */
const KEPT = "neighbors_kept";
/** Milliseconds that a picture rests before it is measured. */
const REST = 600;
/** The same for one that turns while the processor draws it: every frame would take twice as long meanwhile. */
const TURNED = 6_000;

/** The picture of a run, as a key: null while it moves, or has none. */
function pictureOf(run: RunMessage | null): string | null {
  return run !== null && ENDED.has(run.state) && run.seq > 0 ? `${run.id} ${run.seq}` : null;
}

export class Quality {
  /** Of every picture that was measured, by run; a run that goes on has none until it rests again. */
  private readonly known = signal<ReadonlyMap<string, QualityMessage>>(new Map());
  private readonly points = signal<{ picture: string; cells: NumericCells } | null>(null);
  private readonly picture = computed(() => pictureOf(this.projection.shown.value));

  readonly measured = computed(() => this.of(this.projection.shown.value));
  /** The share of neighbours kept on the picture on show; null until that is known. */
  readonly kept = computed(() => this.measured.value?.scores[KEPT] ?? null);
  /** One number a row, where points are coloured by it and the picture on show is measured. */
  readonly cells = computed(() =>
    this.points.value?.picture === this.picture.value ? (this.points.value?.cells ?? null) : null,
  );

  constructor(
    private readonly source: Source,
    private readonly projection: Projection,
    private readonly colorBy: ReadonlySignal<string | null>,
    private readonly strained: ReadonlySignal<boolean>,
  ) {
    effect(() => this.follow());
    effect(() => this.followPoints());
  }

  /** What was measured of the picture that a run has now; null if it was not, or moves. */
  of(run: RunMessage | null): QualityMessage | null {
    const found = run === null ? undefined : this.known.value.get(run.id);
    return found !== undefined && pictureOf(run) === `${found.run} ${found.seq}` ? found : null;
  }

  private follow(): (() => void) | undefined {
    const [picture, id] = [this.picture.value, this.projection.shown.peek()?.id];
    if (picture === null || id === undefined || this.of(this.projection.shown.peek()) !== null)
      return undefined;
    const gone = new AbortController();
    const patience = this.strained.value ? TURNED : REST;
    const timer = setTimeout(() => void this.ask(id, gone.signal), patience);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }

  /** The server holds the answer while it measures, up to ten seconds; then it is asked again. */
  private async ask(id: string, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const began = performance.now();
        const found = await this.source.quality(id, signal);
        if (signal.aborted) return;
        if (found !== null) {
          this.known.value = new Map(this.known.peek()).set(id, found);
          return;
        }
        if (performance.now() - began < REST) return; // a picture that cannot be measured now
      }
    } catch (error) {
      // Too few rows, or a server that went away: then the line says nothing about quality.
      if (!isAbort(error)) return;
    }
  }

  private followPoints(): (() => void) | undefined {
    const [wanted, measured, picture] = [this.colorBy.value, this.measured.value, this.picture.value];
    if (wanted !== BY_QUALITY || measured === null || picture === null || this.cells.peek() !== null)
      return undefined;
    const gone = new AbortController();
    const of = measured.per_point.find((name) => name === KEPT) ?? measured.per_point[0];
    if (of === undefined) return undefined;
    this.source.qualityPoints(measured.run, of, gone.signal).then(
      (numbers) => {
        if (numbers !== null && !gone.signal.aborted)
          this.points.value = { picture, cells: { kind: "numeric", numbers } };
      },
      () => undefined,
    );
    return () => gone.abort();
  }
}
