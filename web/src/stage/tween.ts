/** How far the rows have come on their way to the newest positions. */

import { easeOut } from "../geometry/ease";

/** Tweens up to this long are streaming frames, which must flow evenly; longer ones arrive calmly. */
const STREAMING = 200;

export class Tween {
  private elapsed = 0;
  private milliseconds = 0;

  get mix(): number {
    const { elapsed, milliseconds } = this;
    if (elapsed >= milliseconds) return 1;
    const share = elapsed / milliseconds;
    return milliseconds <= STREAMING ? share : easeOut(share);
  }

  get moving(): boolean {
    return this.mix < 1;
  }

  start(milliseconds: number): void {
    this.elapsed = 0;
    this.milliseconds = Math.max(0, milliseconds);
  }

  finish(): void {
    this.start(0);
  }

  /** A hiccup may slow a motion down, never make it jump. */
  step(dt: number): void {
    this.elapsed += Math.min(dt, 100);
  }
}
