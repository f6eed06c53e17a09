/** Numbers of every corner, here and on the card: what was changed here is sent when it is drawn next. */

import type { Card, Feed } from "./card";

export type Held = Float32Array | Uint32Array | Uint16Array | Uint8Array;

interface Form {
  /** Bytes stand for 0 … 1. */
  readonly normalized?: boolean;
  /** They say in which order corners are drawn. */
  readonly order?: boolean;
}

export class Numbers<A extends Held = Held> {
  private buffer: WebGLBuffer | null = null;
  private made = -1;
  /** The stretch that has to be sent. */
  private low = 0;
  private high: number;

  constructor(
    private readonly card: Card,
    readonly array: A,
    private readonly size: number,
    private readonly form: Form = {},
  ) {
    this.high = array.length;
  }

  /** What is in this stretch has changed. */
  touch(low = 0, high = this.array.length): void {
    if (this.low === this.high) [this.low, this.high] = [low, high];
    else [this.low, this.high] = [Math.min(low, this.low), Math.max(high, this.high)];
  }

  /** On the card, as a program reads it. */
  get feed(): Feed {
    this.send();
    const { buffer, size, form } = this;
    return { buffer, size, type: typeOf(this.card.gl, this.array), normalized: form.normalized ?? false };
  }

  /** Room for them on the card; what they are is sent when they are drawn. */
  reserve(): void {
    const { gl, generation } = this.card;
    if (this.made === generation) return;
    this.buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.array.byteLength, gl.DYNAMIC_DRAW);
    this.made = generation;
    this.touch(0, this.array.length);
  }

  /** On the card, bound. */
  send(): void {
    const { gl, generation } = this.card;
    const target = this.form.order ? gl.ELEMENT_ARRAY_BUFFER : gl.ARRAY_BUFFER;
    const fresh = this.made !== generation;
    if (fresh) this.buffer = gl.createBuffer();
    gl.bindBuffer(target, this.buffer);
    if (fresh) gl.bufferData(target, this.array, gl.DYNAMIC_DRAW);
    else if (this.low < this.high)
      gl.bufferSubData(
        target,
        this.low * this.array.BYTES_PER_ELEMENT,
        this.array,
        this.low,
        this.high - this.low,
      );
    this.made = generation;
    this.low = this.high = 0;
  }

  dispose(): void {
    if (this.made === this.card.generation) this.card.gl.deleteBuffer(this.buffer);
    this.buffer = null;
    this.made = -1;
  }
}

function typeOf(gl: WebGL2RenderingContext, array: Held): number {
  if (array instanceof Float32Array) return gl.FLOAT;
  if (array instanceof Uint32Array) return gl.UNSIGNED_INT;
  return array instanceof Uint16Array ? gl.UNSIGNED_SHORT : gl.UNSIGNED_BYTE;
}
