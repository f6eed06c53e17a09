/** How large a point is drawn, in CSS pixels. The shader and the picking both follow these numbers. */

/** Share of the free area that all discs together would cover at the fitted camera. */
const COVER = 0.15;
export const SMALLEST = 0.6;
export const LARGEST = 26;
/** So many selected rows have rings of full width. */
const MANY_RINGS = 2_000;

/** Radius at the fitted camera: large for few rows, small for many, so that the cloud stays airy. */
export function restRadius(count: number, width: number, height: number): number {
  const even = Math.sqrt((Math.max(1, width) * Math.max(1, height) * COVER) / (Math.PI * Math.max(1, count)));
  return Math.min(6.5, Math.max(1.15, even));
}

/** Radius at the target's distance: discs grow with the square root of the zoom, so zooming in separates them. */
export function zoomedRadius(rest: number, fitted: number, extent: number, scale: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, rest * Math.sqrt(fitted / extent) * scale));
}

/** Half the side of a thumbnail at the target's distance, for cells of `cell` pixels. */
export function thumbnailRadius(disc: number, cell: number): number {
  const sharp = Math.min(Math.max(cell, 20), 64);
  return Math.min(sharp, Math.max(7, disc * 3.4));
}

/** Of the ring round each selected row: where thousands are selected, wide ones would only hide each other. */
export function ringWidth(selected: number): number {
  return Math.max(0.75, 3 * Math.min(1, Math.sqrt(MANY_RINGS / Math.max(1, selected))));
}
