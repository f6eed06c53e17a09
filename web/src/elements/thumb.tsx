/** The thumbnail of one row, drawn from its page. */

import { useEffect, useRef } from "preact/hooks";
import type { Thumbnails } from "../stage/contract";
import { cellOf } from "../store/pictures";

/** Small pictures keep their pixels; larger ones are smoothed by the browser. */
const CRISP_BELOW = 48;

export function Thumb({ row, sheets, name }: { row: number; sheets: Thumbnails; name?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, height] = sheets.size;
  useEffect(() => {
    const cell = cellOf(row, sheets);
    let wanted = true;
    const draw = (page: ImageBitmap) => {
      const context = wanted ? canvas.current?.getContext("2d") : null;
      context?.clearRect(0, 0, width, height);
      context?.drawImage(page, cell.x, cell.y, width, height, 0, 0, width, height);
    };
    sheets.page(cell.page).then(draw, () => undefined);
    return () => {
      wanted = false;
    };
  }, [row, sheets]);
  const crisp = Math.max(width, height) < CRISP_BELOW;
  return (
    <canvas
      ref={canvas}
      class={crisp ? "thumb crisp" : "thumb"}
      width={width}
      height={height}
      role={name ? "img" : undefined}
      aria-label={name}
      aria-hidden={name ? undefined : "true"}
    />
  );
}
