/** What the picture emphasises: the selection with its neighbours, or else what a search has found. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Emphasis } from "../stage/contract";
import type { Inspector } from "./inspector";
import type { Opening } from "./opening";
import type { Search } from "./search";

/** All matches alike: no row is nearer to a search than another. */
const ALIKE: readonly number[] = [];

export function makeEmphasis(
  inspector: Inspector,
  search: Search,
  opening: Opening,
): ReadonlySignal<Emphasis> {
  /** A search that finds everything says nothing about any point. */
  const found = computed(() => {
    const rows = search.visible.value;
    return rows !== null && rows.length < (opening.dataset.value?.n ?? 0) ? rows : null;
  });
  return computed(() => {
    const own = inspector.emphasis.value;
    if (found.value === null || own.selected.length > 0) return own;
    return { ...own, neighbors: found.value, strengths: ALIKE };
  });
}
