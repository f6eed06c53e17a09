/** Columns too many to come beforehand (genes): looked up by name, fetched when they are to colour the points. */

import { batch, computed, effect, signal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Cells } from "../wire/arrow";
import type { FeaturesMessage, Problem } from "../wire/messages";
import type { Opening } from "./opening";
import { latest } from "./tasks";

/** Milliseconds of silence before a keystroke is sent. */
const PAUSE = 60;

/** As a name for what colours the points; no column of a file begins with a control character. */
export const byFeature = (name: string) => `\u0002${name}`;

export class Features {
  readonly text = signal("");
  readonly found = signal<FeaturesMessage | null>(null);
  readonly chosen = signal<{ readonly name: string; readonly cells: Cells } | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly total = computed(() => this.opening.dataset.value?.features ?? 0);
  private readonly search = latest();
  private readonly fetch = latest();

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
  ) {
    effect(() => {
      opening.dataset.value;
      if (opening.continued.peek()) return;
      this.search.cancel();
      this.fetch.cancel();
      batch(() => {
        this.text.value = "";
        this.chosen.value = null;
      });
    });
    effect(() => this.follow());
  }

  /** Fetches a column; `take` is called when it is there. */
  choose(name: string, take: () => void): void {
    const entry = this.opening.dataset.peek()?.id;
    if (entry === undefined) return;
    this.fetch.begin(
      (signal) => this.source.feature(entry, name, signal),
      (cells) =>
        batch(() => {
          this.chosen.value = { name, cells };
          this.text.value = "";
          take();
        }),
      this.refuse,
    );
  }

  private follow(): (() => void) | undefined {
    const [entry, text] = [this.opening.dataset.value?.id, this.text.value.trim()];
    this.search.cancel();
    this.found.value = null;
    this.problem.value = null;
    if (entry === undefined || text === "") return undefined;
    const timer = setTimeout(
      () =>
        this.search.begin(
          (signal) => this.source.features(entry, text, signal),
          (answer) => (this.found.value = answer),
          this.refuse,
        ),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }

  private readonly refuse = (refused: Problem): void => {
    this.problem.value = refused;
  };
}
