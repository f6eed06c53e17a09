/**
 * The resting picture, kept on the graphics card. It is drawn in portions, so that a hand that moves the camera never
 * waits for a million points; and what changes above it, like the hovered row, is drawn over a copy.
 */

import { Target } from "../card/target";
import type { Surface } from "./surface";

export class Plate {
  /** Rows that are on it already. */
  done = 0;
  private total = -1;
  private kept: Target | null = null;

  constructor(private readonly surface: Surface) {}

  /** Whether it shows what it should; false until it was begun, and after `spoil`. */
  get valid(): boolean {
    return this.total >= 0;
  }

  get complete(): boolean {
    return this.valid && this.done >= this.total;
  }

  /** What is on it is out of date. */
  spoil(): void {
    this.total = -1;
  }

  /** A picture of `total` rows begins. */
  begin(total: number): void {
    const { width, height } = this.surface.canvas;
    if (this.kept?.width !== width || this.kept.height !== height) {
      this.dispose();
      this.kept = new Target(this.surface.card, width, height);
    }
    this.total = total;
    this.done = 0;
  }

  /** Draw over what is there; the first portion on the bare ground. */
  add(draw: () => void, upTo: number): void {
    const { kept, surface } = this;
    if (!kept) return;
    kept.hold(() => {
      // Later portions know the depth of earlier ones.
      if (this.done === 0) surface.clear();
      draw();
    });
    this.done = upTo;
  }

  /** Put it on the canvas. */
  show(): void {
    // A canvas that was on the screen is emptied before it is drawn on next, which must not be after the copying.
    this.surface.clear();
    this.kept?.show();
  }

  /** The card lost everything. */
  forget(): void {
    this.kept = null;
    this.spoil();
  }

  dispose(): void {
    this.kept?.dispose();
    this.forget();
  }
}
