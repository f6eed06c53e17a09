/** What is drawn beside the points' places, and how, as one value: labels, pictures, size, opacity, and the search that lights up. */

import { batch } from "@preact/signals";
import type { LinkedDrawing } from "./link";
import type { Opening } from "./opening";
import type { Search } from "./search";
import type { Settings } from "./settings";

export class Drawing {
  constructor(
    private readonly opening: Opening,
    private readonly settings: Settings,
    private readonly search: Search,
  ) {}

  present(): LinkedDrawing {
    const { settings, search } = this;
    const [text, mode] = [search.text.peek(), search.mode.peek()];
    const column = mode === "filter" ? null : search.column.peek();
    const pictures = this.opening.dataset.peek()?.thumbnails ?? null;
    return {
      labels: settings.labels.peek(),
      thumbnails: pictures === null ? null : settings.thumbnails.peek(),
      size: settings.pointSize.peek(),
      opacity: settings.opacity.peek(),
      search: text.trim() === "" ? null : { text, mode, column, case: search.case.peek() },
    };
  }

  /** What is null stays as the person has it; a search in a column that is not there is one in all of them. */
  look({ labels, thumbnails, size, opacity, search: asked }: LinkedDrawing): void {
    const { settings, search } = this;
    const names = this.opening.dataset.peek()?.columns.map((column) => column.name) ?? [];
    batch(() => {
      settings.labels.value = labels ?? settings.labels.peek();
      settings.thumbnails.value = thumbnails ?? settings.thumbnails.peek();
      settings.pointSize.value = size ?? settings.pointSize.peek();
      settings.opacity.value = opacity ?? settings.opacity.peek();
      if (asked === null) return;
      search.mode.value = asked.mode;
      search.column.value = names.find((name) => name === asked.column) ?? null;
      search.case.value = asked.case;
      search.text.value = asked.text;
    });
  }
}
