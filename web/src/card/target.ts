/** A picture on the card beside the canvas: colour and depth, drawn on, copied or read. */

import type { Card } from "./card";

export class Target {
  private readonly frame: WebGLFramebuffer | null;
  private readonly buffers: readonly (WebGLRenderbuffer | null)[];
  private readonly made: number;

  constructor(
    private readonly card: Card,
    readonly width: number,
    readonly height: number,
  ) {
    const { gl } = card;
    this.made = card.generation;
    this.frame = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
    this.buffers = [
      this.attach(gl.COLOR_ATTACHMENT0, gl.RGBA8),
      this.attach(gl.DEPTH_ATTACHMENT, gl.DEPTH_COMPONENT24),
    ];
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  /** What `draw` draws comes onto this. */
  hold(draw: () => void): void {
    const { gl } = this.card;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.frame);
    gl.viewport(0, 0, this.width, this.height);
    draw();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  /** Copies its colours onto the canvas, which is as large. */
  show(): void {
    const { gl } = this.card;
    const { width, height } = this;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.frame);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
  }

  dispose(): void {
    const { gl, generation } = this.card;
    if (this.made !== generation) return;
    gl.deleteFramebuffer(this.frame);
    for (const buffer of this.buffers) gl.deleteRenderbuffer(buffer);
  }

  private attach(place: number, format: number): WebGLRenderbuffer | null {
    const { gl } = this.card;
    const buffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
    gl.renderbufferStorage(gl.RENDERBUFFER, format, this.width, this.height);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, place, gl.RENDERBUFFER, buffer);
    return buffer;
  }
}
