/** A picture of the scene as a file: any size, drawn in tiles, with the labels set anew at its own resolution. */

import { type Insets, part, type Viewport } from "../geometry/projection";
import type { PictureSize } from "./contract";
import type { Moment } from "./moment";
import type { Scenery } from "./scenery";
import type { Surface } from "./surface";

const BARE: Insets = { left: 0, right: 0, top: 0, bottom: 0 };
/** Pixels a tile is wide and high, with a rim on each side in which discs of its neighbours may begin. */
const TILE = 2048;
const RIM = 160;
/** More pixels than a browser gives one canvas. */
const MOST_PIXELS = 120_000_000;
const LONGEST_SIDE = 16_384;

export interface Format {
  /** Pixels of the file. */
  readonly width: number;
  readonly height: number;
  /** Pixels in a CSS pixel: by so much everything is larger than on the screen. */
  readonly ratio: number;
}

/** The file's pixels for the free part of a canvas. Throws RangeError for more pixels than a canvas can have. */
export function formatOf(size: PictureSize, { width, height, insets }: Viewport): Format {
  const free = [
    Math.max(1, width - insets.left - insets.right),
    Math.max(1, height - insets.top - insets.bottom),
  ] as const;
  const format =
    "scale" in size
      ? {
          width: Math.round(free[0] * size.scale),
          height: Math.round(free[1] * size.scale),
          ratio: size.scale,
        }
      : { ...size, ratio: Math.min(size.width / free[0], size.height / free[1]) };
  const whole = Number.isInteger(format.width) && Number.isInteger(format.height);
  const pixels = format.width * format.height;
  if (!whole || pixels < 1 || pixels > MOST_PIXELS || Math.max(format.width, format.height) > LONGEST_SIDE)
    throw new RangeError(`a picture of ${format.width} × ${format.height} pixels cannot be made`);
  return format;
}

/** How much of the canvas' visible height the file's shows: the camera's extent times this. */
export function reachOf(format: Format, { height }: Viewport): number {
  return format.height / format.ratio / height;
}

export function viewportOf({ width, height, ratio }: Format): Viewport {
  return { width: width / ratio, height: height / ratio, insets: BARE };
}

/** `moment` is seen through `viewportOf(format)`. */
export async function photograph(
  surface: Surface,
  scenery: Scenery,
  moment: Moment,
  format: Format,
  opaque: boolean,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = format.width;
  canvas.height = format.height;
  const context = canvas.getContext("2d");
  if (!context) throw new RangeError(`a picture of ${format.width} × ${format.height} pixels cannot be made`);
  const inner = TILE - 2 * RIM;
  for (let y = 0; y < format.height; y += inner)
    for (let x = 0; x < format.width; x += inner)
      context.putImageData(tile(surface, scenery, moment, format.ratio, x, y, opaque), x, y);
  scenery.write(moment, false, {
    context,
    viewport: moment.viewport,
    ratio: format.ratio,
    names: null,
  });
  const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!file) throw new RangeError(`a picture of ${format.width} × ${format.height} pixels cannot be made`);
  return file;
}

/** The square whose top left corner is at (x, y) of the file, without its rim. */
function tile(
  surface: Surface,
  scenery: Scenery,
  moment: Moment,
  ratio: number,
  x: number,
  y: number,
  opaque: boolean,
): ImageData {
  const side = TILE / ratio;
  const lens = part(moment.lens, (x - RIM) / ratio, (y - RIM) / ratio, side, side);
  const draw = scenery.arrange(moment, lens, scenery.buffers.drawable, ratio);
  const pixels = surface.renderApart(draw, TILE, TILE, opaque);
  const inner = TILE - 2 * RIM;
  const image = new ImageData(inner, inner);
  for (let row = 0; row < inner; row++) {
    const from = ((TILE - 1 - RIM - row) * TILE + RIM) * 4;
    image.data.set(pixels.subarray(from, from + inner * 4), row * inner * 4);
  }
  if (!opaque) straighten(image.data);
  return image;
}

/** Colours as a file holds them: not multiplied with their opacity. */
function straighten(data: Uint8ClampedArray): void {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] as number;
    if (alpha === 0 || alpha === 255) continue;
    for (let k = 0; k < 3; k++) data[i + k] = ((data[i + k] as number) * 255) / alpha;
  }
}
