/** Frames on demand: nothing runs until someone asks, and nothing runs at rest. */

export class Clock {
  private pending = 0;
  private last = 0;
  private timer = 0;

  /** `tick` gets the milliseconds since the frame before (0 after a rest) and the time. */
  constructor(private readonly tick: (dt: number, now: number) => void) {}

  request(): void {
    if (this.pending === 0) this.pending = requestAnimationFrame(this.run);
  }

  /** One frame after `delay` milliseconds, unless asked again meanwhile. */
  later(delay: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.request(), delay);
  }

  stop(): void {
    cancelAnimationFrame(this.pending);
    clearTimeout(this.timer);
    this.pending = 0;
  }

  private readonly run = (now: number): void => {
    this.pending = 0;
    const dt = this.last > 0 ? now - this.last : 0;
    this.tick(dt, now);
    this.last = this.pending === 0 ? 0 : now;
  };
}
