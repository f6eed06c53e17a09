/** Thumbnail pages on the GPU: one texture array, filled page by page as the pictures arrive. */

import type { Card } from "../../card/card";
import { Sheets } from "../../card/texture";
import type { Thumbnails } from "../../stage/contract";

/** Half of what a small graphics card may have. Pages beyond it stay discs. */
const BUDGET = 256 * 2 ** 20;
/** The shader knows 256 pages. */
const MOST = 256;
const AT_ONCE = 2;

export class Pages {
  readonly texture: Sheets;
  /** One bit a page. */
  readonly loaded = new Uint32Array(MOST / 32);
  readonly pageSize: readonly [width: number, height: number];
  private readonly count: number;
  private next = 0;
  private gone = false;

  constructor(
    private readonly card: Card,
    readonly thumbnails: Thumbnails,
    private readonly arrived: () => void,
  ) {
    const { gl } = card;
    const { size, columns, perPage, pages } = thumbnails;
    this.pageSize = [columns * size[0], Math.ceil(perPage / columns) * size[1]];
    const bytes = this.pageSize[0] * this.pageSize[1] * 4;
    const layers = Number(gl.getParameter(gl.MAX_ARRAY_TEXTURE_LAYERS));
    this.count = Math.max(1, Math.min(pages, MOST, layers, Math.floor(BUDGET / bytes)));
    this.texture = new Sheets(card, this.pageSize[0], this.pageSize[1], this.count);
    for (let lane = 0; lane < AT_ONCE; lane++) void this.fetchNext();
  }

  dispose(): void {
    this.gone = true;
    this.texture.dispose();
  }

  /** One page after the other, so that the first pictures appear early. A page that fails stays discs. */
  private async fetchNext(): Promise<void> {
    while (!this.gone && this.next < this.count) {
      const page = this.next++;
      const bitmap = await this.thumbnails.page(page).catch(() => null);
      if (this.gone || this.card.gl.isContextLost()) bitmap?.close();
      else if (bitmap) this.upload(page, bitmap);
    }
  }

  private upload(page: number, bitmap: ImageBitmap): void {
    this.texture.fill(page, bitmap);
    bitmap.close();
    const word = page >> 5;
    this.loaded[word] = (this.loaded[word] as number) | (1 << (page & 31));
    this.arrived();
  }
}
