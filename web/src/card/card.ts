/** The graphics card as the layers use it: what it was told last, and how often it has lost everything. */

/** The names and forms of numbers that a program reads for each corner, at the places 0, 1, …. */
export interface Feed {
  readonly buffer: WebGLBuffer | null;
  readonly size: number;
  readonly type: number;
  readonly normalized: boolean;
}

export class Card {
  /** Grows when the card has lost everything that was made on it; whoever made something makes it anew. */
  generation = 0;
  private fed = 0;

  constructor(readonly gl: WebGL2RenderingContext) {
    this.settle();
  }

  /** The card is back, and empty. */
  renew(): void {
    this.generation += 1;
    this.fed = 0;
    this.settle();
  }

  /** From the next drawing on, corners are read from these. */
  feed(feeds: readonly Feed[]): void {
    const { gl } = this;
    feeds.forEach(({ buffer, size, type, normalized }, place) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.vertexAttribPointer(place, size, type, normalized, 0, 0);
      if (place >= this.fed) gl.enableVertexAttribArray(place);
    });
    for (let place = feeds.length; place < this.fed; place++) gl.disableVertexAttribArray(place);
    this.fed = feeds.length;
  }

  /** Whether what is drawn next is hidden by what is nearer, and hides what is farther. */
  depth(on: boolean): void {
    const { gl } = this;
    if (on) gl.enable(gl.DEPTH_TEST);
    else gl.disable(gl.DEPTH_TEST);
  }

  /** Empties the canvas or target that is bound; `color` null: only its depth. */
  clear(color: readonly number[] | null): void {
    const { gl } = this;
    if (color) gl.clearColor(color[0] ?? 0, color[1] ?? 0, color[2] ?? 0, color[3] ?? 1);
    gl.clear(color ? gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT : gl.DEPTH_BUFFER_BIT);
  }

  /** Everything is drawn premultiplied over what is there; nearer or equally near rows win. */
  private settle(): void {
    const { gl } = this;
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthFunc(gl.LEQUAL);
  }
}
