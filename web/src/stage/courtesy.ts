/** The opening turn is a courtesy: it ends where it would cost smoothness, and where the processor draws it the page is told. */

import type { Motion } from "./motion";

/** So many more of its frames than not may be slower than so many milliseconds. */
const PATIENCE = 4;
const SLOW = 60;

export class Courtesy {
  private slow = 0;
  private strained = false;

  /** `software`: the processor draws. */
  constructor(
    private readonly motion: Motion,
    private readonly software: boolean,
    private readonly strain: (on: boolean) => void,
  ) {}

  /** In every frame. */
  look(): void {
    const on = this.software && this.motion.turning;
    if (on === this.strained) return;
    this.strained = on;
    this.strain(on);
  }

  /** A frame of it took so long. The first ones come while the page is still being put together. */
  spent(milliseconds: number): void {
    this.slow = Math.max(0, this.slow + (milliseconds > SLOW ? 1 : -1));
    if (this.slow > PATIENCE) this.motion.orbit(0);
  }
}
