/** Thumbnails of the open dataset: each page is fetched once, by the scene or by a panel. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Source } from "../source/source";
import type { Thumbnails } from "../stage/contract";
import type { ThumbnailsMessage } from "../wire/messages";
import type { Opening } from "./opening";

export interface Pictures {
  /** For the scene, which keeps or closes the bitmaps it is given. */
  readonly thumbnails: ReadonlySignal<Thumbnails | null>;
  /** The same pages for the panels, decoded once. */
  readonly cells: ReadonlySignal<Thumbnails | null>;
  /** The picture of one row at its full size. */
  image(row: number, signal: AbortSignal): Promise<Blob>;
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
  const cells = computed(() => {
    const drawn = thumbnails.value;
    return drawn && { ...drawn, page: once(drawn.page) };
  });
  return {
    thumbnails,
    cells,
    image: (row, signal) => source.image(opening.dataset.peek()?.id ?? "", row, signal),
  };
}

function sheets(source: Source, entry: string, message: ThumbnailsMessage): Thumbnails {
  const fetched = once((index) => source.thumbnails(entry, index));
  return {
    size: message.size,
    columns: message.columns,
    perPage: message.per_page,
    pages: message.pages,
    page: async (index) => createImageBitmap(await fetched(index)),
  };
}

/** Each page is asked for once; one that failed may be asked for again. */
function once<T>(ask: (index: number) => Promise<T>): (index: number) => Promise<T> {
  const known = new Map<number, Promise<T>>();
  return (index) => {
    const answer = known.get(index) ?? ask(index);
    known.set(index, answer);
    answer.catch(() => known.delete(index));
    return answer;
  };
}
