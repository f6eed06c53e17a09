/** How many points a moving picture may have: all of them, unless frames get slow. A resting one always has all. */

/** What a moving frame may cost (milliseconds until the graphics card is done with it). */
const TARGET = 32;

export class Budget {
  private share = 1;

  /** Points to draw out of `total`; a moving picture has at least `fewest` of them. */
  grant(total: number, moving: boolean, fewest: number): number {
    return moving ? Math.min(total, Math.max(fewest, Math.round(total * this.share))) : total;
  }

  /** A frame with the granted points took this long. Sheds quickly, wins back slowly. */
  spent(milliseconds: number): void {
    const ratio = Math.min(1.15, Math.max(0.4, TARGET / Math.max(1, milliseconds)));
    if (ratio < 0.8 || ratio > 1.1) this.share = Math.min(1, Math.max(0.01, this.share * ratio));
  }
}

/** Measures how long the graphics card works on a frame: a fence behind it, looked at every few milliseconds. */
export class Stopwatch {
  private timer = 0;
  private fence: WebGLSync | null = null;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly done: (milliseconds: number) => void,
  ) {}

  /** Call right after drawing. A frame that is drawn while another is measured goes unmeasured. */
  start(): void {
    if (this.fence) return;
    this.fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.gl.flush();
    this.look(performance.now());
  }

  stop(): void {
    clearTimeout(this.timer);
    this.gl.deleteSync(this.fence);
    this.fence = null;
  }

  private look(since: number): void {
    this.timer = window.setTimeout(() => {
      if (!this.fence || this.gl.isContextLost()) return this.stop();
      if (this.gl.getSyncParameter(this.fence, this.gl.SYNC_STATUS) !== this.gl.SIGNALED)
        return this.look(since);
      this.stop();
      this.done(performance.now() - since);
    }, 4);
  }
}
