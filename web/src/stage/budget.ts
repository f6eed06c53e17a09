/** How many points a moving picture may have: all of them, unless frames get slow. A resting one always has all. */

/** Frames that take longer (milliseconds) shed points; frames faster than the second bound win them back. */
const SLOW = 40;
const QUICK = 22;
const FEWEST = 2_000;

export class Budget {
  private share = 1;
  private average = 0;

  /** Points to draw out of `total`, given the milliseconds since the frame before (0 after a rest). */
  grant(total: number, moving: boolean, dt: number): number {
    if (!moving) {
      this.average = 0;
      return total;
    }
    // A pause is not a slow frame: single values count for at most 250 ms.
    if (dt > 0) {
      const value = Math.min(dt, 250);
      this.average = this.average > 0 ? this.average + 0.3 * (value - this.average) : value;
    }
    if (this.average > SLOW) this.share = Math.max(0.02, this.share * 0.85);
    else if (this.average > 0 && this.average < QUICK) this.share = Math.min(1, this.share * 1.1);
    return Math.min(total, Math.max(FEWEST, Math.round(total * this.share)));
  }
}
