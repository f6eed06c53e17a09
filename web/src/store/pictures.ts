/** Thumbnails of the open dataset: each page is fetched once, by the scene or by a panel. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Thumbnails } from "../stage/contract";
import type { ThumbnailsMessage } from "../wire/messages";
import type { Opening } from "./opening";

export interface Pictures {
  readonly thumbnails: ReadonlySignal<Thumbnails | null>;
}

/** Where the picture of a row lies: its page and its cell's top left corner in pixels. */
export function cellOf(row: number, sheet: Pick<Thumbnails, "size" | "columns" | "perPage">) {
  const at = row % sheet.perPage;
  const [width, height] = sheet.size;
  return {
    page: Math.floor(row / sheet.perPage),
    x: (at % sheet.columns) * width,
    y: Math.floor(at / sheet.columns) * height,
    width,
    height,
  };
}

export function makePictures(source: Source, opening: Opening): Pictures {
  const thumbnails = computed(() => {
    const dataset = opening.dataset.value;
    return dataset?.thumbnails ? sheets(source, dataset.id, dataset.thumbnails) : null;
  });
  return { thumbnails };
}

function sheets(source: Source, entry: string, message: ThumbnailsMessage): Thumbnails {
  const fetched = new Map<number, Promise<ImageBitmap>>();
  return {
    size: message.size,
    columns: message.columns,
    perPage: message.per_page,
    pages: message.pages,
    page: (index) => {
      const known = fetched.get(index) ?? source.thumbnails(entry, index);
      fetched.set(index, known);
      known.catch(() => fetched.delete(index));
      return known;
    },
  };
}
