/** Thumbnail pages on the GPU: one texture array, filled page by page as the pictures arrive. */

import { ExternalTexture, type WebGLRenderer } from "three";
import type { Thumbnails } from "../../stage/contract";

/** Half of what a small graphics card may have. Pages beyond it stay discs. */
const BUDGET = 256 * 2 ** 20;
/** The shader knows 256 pages. */
const MOST = 256;
const AT_ONCE = 2;

export class Pages {
  readonly texture: ExternalTexture;
  /** One bit a page. */
  readonly loaded = new Uint32Array(MOST / 32);
  readonly pageSize: readonly [width: number, height: number];
  private readonly gl: WebGL2RenderingContext;
  private readonly raw: WebGLTexture;
  private readonly count: number;
  private next = 0;
  private gone = false;

  constructor(
    private readonly renderer: WebGLRenderer,
    readonly thumbnails: Thumbnails,
    private readonly arrived: () => void,
  ) {
    this.gl = renderer.getContext() as WebGL2RenderingContext;
    const { gl } = this;
    const { size, columns, perPage, pages } = thumbnails;
    this.pageSize = [columns * size[0], Math.ceil(perPage / columns) * size[1]];
    const bytes = this.pageSize[0] * this.pageSize[1] * 4;
    const layers = Number(gl.getParameter(gl.MAX_ARRAY_TEXTURE_LAYERS));
    this.count = Math.max(1, Math.min(pages, MOST, layers, Math.floor(BUDGET / bytes)));
    this.raw = this.allocate();
    this.texture = new ExternalTexture(this.raw);
    for (let lane = 0; lane < AT_ONCE; lane++) void this.fetchNext();
  }

  dispose(): void {
    this.gone = true;
    this.gl.deleteTexture(this.raw);
    this.renderer.resetState();
    this.texture.dispose();
  }

  private allocate(): WebGLTexture {
    const { gl } = this;
    const raw = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, raw);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA8, this.pageSize[0], this.pageSize[1], this.count);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    // three.js remembers what it bound; after calls of our own it must look again.
    this.renderer.resetState();
    return raw;
  }

  /** One page after the other, so that the first pictures appear early. A page that fails stays discs. */
  private async fetchNext(): Promise<void> {
    while (!this.gone && this.next < this.count) {
      const page = this.next++;
      const bitmap = await this.thumbnails.page(page).catch(() => null);
      if (this.gone || this.gl.isContextLost()) bitmap?.close();
      else if (bitmap) this.upload(page, bitmap);
    }
  }

  private upload(page: number, bitmap: ImageBitmap): void {
    const { gl } = this;
    const width = Math.min(bitmap.width, this.pageSize[0]);
    const height = Math.min(bitmap.height, this.pageSize[1]);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, this.raw);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, page, width, height, 1, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    this.renderer.resetState();
    bitmap.close();
    const word = page >> 5;
    this.loaded[word] = (this.loaded[word] as number) | (1 << (page & 31));
    this.arrived();
  }
}
