/** Pointer, wheel and touch, told as intentions. Everything stops with the signal. */

import type { Keys } from "./contract";

export interface Intentions {
  /** 2-D drags pan with every button; in 3-D the left button orbits. */
  dimensions(): 2 | 3;
  orbit(dx: number, dy: number): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  /** The pointer is here, or gone. Not told while dragging. */
  point(place: { readonly x: number; readonly y: number } | null): void;
  /** The picture is in someone's hand, or not. */
  grab(on: boolean): void;
  /** A hand is on the picture: whatever moves by itself should stop. */
  press(): void;
  /** `slack`: how far beside a disc it still counts (CSS pixels). */
  click(x: number, y: number, keys: Keys, slack: number): void;
  /** A drag with the main button begins: true if it marks a region rather than moving the camera. */
  mark(x: number, y: number, keys: Keys): boolean;
  marked(x: number, y: number): void;
  /** The region is finished, or given up. */
  finish(keys: Keys | null): void;
}

/** A press that moved less than this (CSS pixels) is a click; a fingertip is no needle. */
const STEADY = { pointer: 4, finger: 10 } as const;
/** How far beside a disc a click still counts (CSS pixels). */
export const SLACK = { pointer: 4, finger: 14 } as const;
/** A finger that rests so long (milliseconds) asks what is under it, as a hovering pointer does. */
const LONG = 450;

const toolOf = (event: PointerEvent) => (event.pointerType === "touch" ? "finger" : "pointer");

interface Press {
  x: number;
  y: number;
  readonly startX: number;
  readonly startY: number;
  readonly pans: boolean;
}

class Gestures {
  private readonly presses = new Map<number, Press>();
  private dragging = false;
  private marking = false;
  private resting = 0;
  /** A finger has rested: what it touches is told, and nothing is moved or chosen. */
  private asking = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly intentions: Intentions,
  ) {}

  down(event: PointerEvent): void {
    if (event.button > 2) return;
    const { x, y } = this.place(event);
    const pans = event.button !== 0 || event.ctrlKey || event.metaKey;
    if (this.presses.size === 0) this.dragging = false;
    else {
      // A second finger: both move the camera now.
      this.dragging = true;
      this.giveUp();
    }
    this.presses.set(event.pointerId, { x, y, startX: x, startY: y, pans });
    this.canvas.setPointerCapture(event.pointerId);
    this.intentions.press();
    if (event.pointerType === "touch") this.await(x, y);
  }

  move(event: PointerEvent): void {
    const { x, y } = this.place(event);
    const press = this.presses.get(event.pointerId);
    if (!press) {
      if (event.pointerType !== "touch") this.intentions.point({ x, y });
      return;
    }
    if (!this.dragging && Math.hypot(x - press.startX, y - press.startY) < STEADY[toolOf(event)]) return;
    clearTimeout(this.resting);
    this.asking = false;
    if (!this.dragging) this.begin(press, event);
    if (this.marking) this.intentions.marked(x, y);
    else if (this.presses.size === 1) this.drag(press, x, y);
    else this.pinch(press, x, y);
    press.x = x;
    press.y = y;
  }

  up(event: PointerEvent): void {
    const press = this.presses.get(event.pointerId);
    if (!press) return;
    this.presses.delete(event.pointerId);
    clearTimeout(this.resting);
    if (this.presses.size > 0) return;
    this.intentions.grab(false);
    const { x, y } = this.place(event);
    const whole = event.type === "pointerup";
    if (this.marking && whole) this.intentions.finish(keysOf(event));
    else if (this.marking) this.intentions.finish(null);
    else if (whole && !this.dragging && !this.asking && event.button === 0)
      this.intentions.click(x, y, keysOf(event), SLACK[toolOf(event)]);
    this.marking = false;
    this.dragging = false;
    this.asking = false;
    if (whole && event.pointerType !== "touch") this.intentions.point({ x, y });
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const { x, y } = this.place(event);
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
    // Browsers report a pinch on a touchpad as a wheel with Ctrl, in much smaller steps.
    const speed = event.ctrlKey ? 0.01 : 0.0016;
    this.intentions.zoom(Math.exp(-Math.max(-240, Math.min(240, pixels)) * speed), x, y);
  }

  /** A finger that is lifted leaves, too, but what it asked for stays to be read. */
  leave(event: PointerEvent): void {
    if (this.presses.size === 0 && event.pointerType !== "touch") this.intentions.point(null);
  }

  /** Nothing is awaited any more. */
  stop(): void {
    clearTimeout(this.resting);
  }

  /** A single finger that stays where it is asks what is there; the answer stays until the next touch. */
  private await(x: number, y: number): void {
    clearTimeout(this.resting);
    this.asking = false;
    this.intentions.point(null);
    if (this.presses.size > 1) return;
    this.resting = window.setTimeout(() => {
      this.asking = true;
      this.intentions.point({ x, y });
    }, LONG);
  }

  /** Give up the region that is being marked; the rest of the drag moves nothing. */
  giveUp(): void {
    if (!this.marking) return;
    this.marking = false;
    this.intentions.finish(null);
  }

  private begin(press: Press, event: PointerEvent): void {
    this.dragging = true;
    this.marking = !press.pans && this.intentions.mark(press.startX, press.startY, keysOf(event));
    this.intentions.grab(!this.marking);
    this.intentions.point(null);
  }

  private drag(press: Press, x: number, y: number): void {
    if (press.pans || this.intentions.dimensions() === 2) this.intentions.pan(x - press.x, y - press.y);
    else this.intentions.orbit(x - press.x, y - press.y);
  }

  /** Two fingers: their middle pans, their distance zooms. */
  private pinch(press: Press, x: number, y: number): void {
    const other = [...this.presses.values()].find((candidate) => candidate !== press);
    if (!other) return;
    const before = Math.hypot(press.x - other.x, press.y - other.y);
    const after = Math.hypot(x - other.x, y - other.y);
    this.intentions.pan((x - press.x) / 2, (y - press.y) / 2);
    if (before > 1 && after > 1) this.intentions.zoom(after / before, (x + other.x) / 2, (y + other.y) / 2);
  }

  private place(event: MouseEvent): { x: number; y: number } {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

function keysOf(event: PointerEvent): Keys {
  return { shift: event.shiftKey, meta: event.metaKey || event.ctrlKey, alt: event.altKey };
}

export function listen(canvas: HTMLCanvasElement, intentions: Intentions, signal: AbortSignal): void {
  const gestures = new Gestures(canvas, intentions);
  canvas.style.touchAction = "none";
  signal.addEventListener("abort", () => gestures.stop(), { once: true });
  canvas.addEventListener("pointerdown", (event) => gestures.down(event), { signal });
  canvas.addEventListener("pointermove", (event) => gestures.move(event), { signal });
  canvas.addEventListener("pointerup", (event) => gestures.up(event), { signal });
  canvas.addEventListener("pointercancel", (event) => gestures.up(event), { signal });
  canvas.addEventListener("pointerleave", (event) => gestures.leave(event), { signal });
  canvas.addEventListener("wheel", (event) => gestures.wheel(event), { signal, passive: false });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
}
