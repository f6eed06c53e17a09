/** A few names over the picture, each on a small canvas that is moved, not drawn again, while the camera moves. */

import type { Box } from "../geometry/placement";
import type { Pen, Style } from "./writing";

/** Room round the text for its halo, in CSS pixels. */
const RIM = 3;

export class Names {
  private readonly tags: Tag[] = [];
  private used = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly pen: Pen,
  ) {}

  /** The names of the next picture follow. */
  begin(): void {
    this.used = 0;
  }

  /** `ratio`: device pixels in a CSS pixel. */
  put(text: string, box: Box, style: Style, ratio: number): void {
    const tag = this.tags[this.used] ?? this.added();
    this.used += 1;
    tag.show(text, box, style, ratio, this.pen);
  }

  /** There are no more. */
  end(): void {
    for (const tag of this.tags.slice(this.used)) tag.hide();
  }

  dispose(): void {
    for (const tag of this.tags) tag.canvas.remove();
  }

  private added(): Tag {
    const tag = new Tag();
    this.tags.push(tag);
    this.host.append(tag.canvas);
    return tag;
  }
}

class Tag {
  readonly canvas = document.createElement("canvas");
  private drawn = "";

  constructor() {
    const { style } = this.canvas;
    Object.assign(style, { position: "absolute", left: "0", top: "0", pointerEvents: "none" });
    this.canvas.setAttribute("aria-hidden", "true");
  }

  show(text: string, box: Box, style: Style, ratio: number, pen: Pen): void {
    const wanted = JSON.stringify([text, style, ratio, box.width, box.height]);
    if (wanted !== this.drawn) this.draw(text, box, style, ratio, pen);
    this.drawn = wanted;
    // On whole pixels, so that the text stays sharp.
    const [x, y] = [box.x, box.y].map((at) => Math.round(at * ratio) / ratio - RIM);
    this.canvas.style.transform = `translate(${x}px, ${y}px)`;
    this.canvas.style.display = "";
  }

  hide(): void {
    this.canvas.style.display = "none";
  }

  private draw(text: string, box: Box, style: Style, ratio: number, pen: Pen): void {
    const { canvas } = this;
    const [width, height] = [box.width + 2 * RIM, box.height + 2 * RIM];
    canvas.width = Math.ceil(width * ratio);
    canvas.height = Math.ceil(height * ratio);
    Object.assign(canvas.style, { width: `${canvas.width / ratio}px`, height: `${canvas.height / ratio}px` });
    const context = canvas.getContext("2d");
    context?.scale(ratio, ratio);
    if (context) pen.write(context, text, RIM + 1, height / 2, style);
  }
}
