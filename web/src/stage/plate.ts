/**
 * The resting picture, kept on the graphics card. It is drawn in portions, so that a hand that moves the camera never
 * waits for a million points; and what changes above it, like the hovered row, is drawn over a copy.
 */

import { type Scene, type WebGLRenderer, WebGLRenderTarget } from "three";
import type { Surface } from "./surface";

export class Plate {
  /** Rows that are on it already. */
  done = 0;
  private total = -1;
  private kept: Kept | null = null;

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
    if (this.kept?.target.width !== width || this.kept.target.height !== height) {
      this.dispose();
      this.kept = keep(this.surface, width, height);
    }
    this.total = total;
    this.done = 0;
  }

  /** Draw over what is there; the first portion on the bare ground. */
  add(scene: Scene, upTo: number): void {
    if (!this.kept) return;
    this.surface.renderOnto(scene, this.kept.target, this.done === 0);
    this.done = upTo;
  }

  /** Put it on the canvas. */
  show(): void {
    if (!this.kept) return;
    const { gl, renderer } = this.surface;
    const { width, height } = this.kept.target;
    // A canvas that was on the screen is emptied before it is drawn on next, which must not be after the copying.
    renderer.clear();
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.kept.frame);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.disable(gl.SCISSOR_TEST);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    // three.js remembers what it bound; after calls of our own it must look again.
    renderer.resetState();
  }

  /** The card lost everything. */
  forget(): void {
    this.kept = null;
    this.spoil();
  }

  dispose(): void {
    const { gl } = this.surface;
    gl.deleteFramebuffer(this.kept?.frame ?? null);
    for (const buffer of this.kept?.buffers ?? []) gl.deleteRenderbuffer(buffer);
    this.forget();
  }
}

/** What three.js has for XR, and its types leave out: a frame buffer that somebody else made. */
interface Adopting {
  setRenderTargetFramebuffer(target: WebGLRenderTarget, frame: WebGLFramebuffer): void;
}

interface Kept {
  readonly frame: WebGLFramebuffer;
  readonly buffers: readonly WebGLRenderbuffer[];
  /** The same for three.js. */
  readonly target: WebGLRenderTarget;
}

function keep({ gl, renderer }: Surface, width: number, height: number): Kept {
  const frame = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  const buffers = [
    [gl.COLOR_ATTACHMENT0, gl.RGBA8],
    [gl.DEPTH_ATTACHMENT, gl.DEPTH_COMPONENT24],
  ].map(([place, format]) => {
    const buffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
    gl.renderbufferStorage(gl.RENDERBUFFER, format as number, width, height);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, place as number, gl.RENDERBUFFER, buffer);
    return buffer;
  });
  const target = new WebGLRenderTarget(width, height);
  renderer.resetState();
  (renderer as WebGLRenderer & Adopting).setRenderTargetFramebuffer(target, frame);
  return { frame, buffers, target };
}
