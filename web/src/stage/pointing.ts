/** Which row the pointer is on: told when it changes, at most once a frame. */

import { pick } from "../geometry/pick";
import { SLACK } from "./controls";
import type { Ground } from "./marking";

/** How far beside a disc the pointer, and a question by the page's scripts, may be (CSS pixels). */
export const EXACT_SLACK = 0.75;

export class Pointing {
  private place: { readonly x: number; readonly y: number } | null = null;
  private hovered: number | null = null;

  constructor(
    private readonly ground: () => Ground,
    /** Whose label is at a place. */
    private readonly labelled: (x: number, y: number) => number | null,
    private readonly told: (row: number | null) => void,
  ) {}

  /** The pointer is here, or gone; the next `update` looks what is under it. */
  move(place: { readonly x: number; readonly y: number } | null): void {
    this.place = place;
  }

  update(): void {
    this.tell(this.place ? this.touched(this.place.x, this.place.y, SLACK.pointer) : null);
  }

  /** The rows are others now. */
  forget(): void {
    this.tell(null);
  }

  /** The row under a pointer: its disc, or else its label. */
  touched(x: number, y: number, slack: number): number | null {
    return this.rowAt(x, y, slack) ?? this.labelled(x, y);
  }

  rowAt(x: number, y: number, slack: number): number | null {
    const { places, lens, radius } = this.ground();
    return pick(places, lens, radius, { x, y, slack });
  }

  private tell(row: number | null): void {
    if (row === this.hovered) return;
    this.hovered = row;
    this.told(row);
  }
}
