/** How many points a moving picture may have: as many as the card draws in time. A resting one always has all. */

/** What a moving frame may cost (milliseconds until the graphics card is done with it). */
const TARGET = 32;
/** Points that may be drawn in that time, before anything was measured: by a processor alone, and by a graphics card. */
const GUESS = { software: 12_000, hardware: 500_000 } as const;
const FEWEST = 1_000;
/** The opening turn, which has all points, is tried with so many times the points of a moving picture. */
const TURNED = 10;
/** A resting picture comes in portions of so many times as many points, but not less than so many. */
const PORTION = { times: 4, fewest: 150_000 } as const;

export class Budget {
  private points: number;

  /** `software`: the processor draws. */
  constructor(software: boolean) {
    this.points = software ? GUESS.software : GUESS.hardware;
  }

  /** Points to draw out of `total`; a moving picture has at least `fewest` of them. */
  grant(total: number, moving: boolean, fewest: number): number {
    return moving ? Math.min(total, Math.max(fewest, Math.round(this.points))) : total;
  }

  /** How many points a portion of a resting picture has. */
  get portion(): number {
    return Math.max(PORTION.fewest, Math.round(this.points * PORTION.times));
  }

  /** Whether a picture of all points may turn for a look at least. */
  affords(total: number): boolean {
    return total <= this.points * TURNED;
  }

  /** A moving frame with `drawn` points took this long. Sheds quickly, wins back slowly. */
  spent(milliseconds: number, drawn: number): void {
    // What a frame of hardly any points took, as before the data came, was not theirs.
    if (drawn < FEWEST) return;
    const ratio = Math.min(1.15, Math.max(0.4, TARGET / Math.max(1, milliseconds)));
    if (ratio < 0.8) this.points = Math.max(FEWEST, Math.min(this.points, drawn) * ratio);
    // A frame of fewer points than were granted says nothing about more.
    else if (ratio > 1.1 && drawn >= this.points * 0.9) this.points *= ratio;
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

  /** Call right after drawing. A frame that is drawn while another is measured goes unmeasured: false. */
  start(): boolean {
    if (this.fence) return false;
    this.fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.gl.flush();
    this.look(performance.now());
    return true;
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
