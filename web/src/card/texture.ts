/** Pictures on the card that programs read from. */

import type { Card } from "./card";

export interface Texture {
  /** Binds it to a place; made anew where the card has lost it. */
  bind(place: number): void;
  dispose(): void;
}

/** A table of colours, `columns` a row, read texel by texel. */
export class Table implements Texture {
  private raw: WebGLTexture | null = null;
  private made = -1;

  constructor(
    private readonly card: Card,
    private readonly texels: Uint8Array,
    private readonly columns: number,
  ) {}

  bind(place: number): void {
    const { gl, generation } = this.card;
    gl.activeTexture(gl.TEXTURE0 + place);
    if (this.made !== generation) this.make();
    else gl.bindTexture(gl.TEXTURE_2D, this.raw);
  }

  dispose(): void {
    if (this.made === this.card.generation) this.card.gl.deleteTexture(this.raw);
    this.made = -1;
  }

  private make(): void {
    const { gl, generation } = this.card;
    const { texels, columns } = this;
    this.raw = gl.createTexture();
    this.made = generation;
    gl.bindTexture(gl.TEXTURE_2D, this.raw);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    const rows = texels.length / 4 / columns;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, columns, rows, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
  }
}

/** Pages of one size, empty until they are filled. It does not come back by itself when the card lost it. */
export class Sheets implements Texture {
  private readonly raw: WebGLTexture | null;
  private readonly made: number;

  constructor(
    private readonly card: Card,
    private readonly width: number,
    private readonly height: number,
    count: number,
  ) {
    const { gl } = card;
    this.made = card.generation;
    this.raw = gl.createTexture();
    this.bind(0);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA8, width, height, count);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }

  bind(place: number): void {
    const { gl } = this.card;
    gl.activeTexture(gl.TEXTURE0 + place);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, this.raw);
  }

  fill(page: number, picture: ImageBitmap): void {
    const { gl } = this.card;
    const [width, height] = [Math.min(picture.width, this.width), Math.min(picture.height, this.height)];
    this.bind(0);
    gl.texSubImage3D(
      gl.TEXTURE_2D_ARRAY, 0, 0, 0, page, width, height, 1, gl.RGBA, gl.UNSIGNED_BYTE, picture,
    ); // biome-ignore format: the card's own long row
  }

  dispose(): void {
    if (this.made === this.card.generation) this.card.gl.deleteTexture(this.raw);
  }
}
