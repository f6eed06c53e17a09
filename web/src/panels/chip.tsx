/** The chip beside the hovered point. It follows the point while anything moves, and rests when nothing does. */

import { useEffect, useRef } from "preact/hooks";
import { Thumb } from "../elements/thumb";
import { words } from "../words";
import { useStore } from "./context";

/** Frames without movement after which the chip stops looking. */
const PATIENCE = 20;

export function Chip() {
  const { inspector, columns, pictures } = useStore();
  const box = useRef<HTMLDivElement>(null);
  const row = inspector.hovered.value;
  useFollow(box, row);
  if (row === null) return null;
  const sheets = pictures.cells.value;
  const label = columns.label.value(row);
  return (
    <div ref={box} class="chip" role="tooltip">
      {sheets && <Thumb row={row} sheets={sheets} />}
      <span class="text" dir="auto">
        {label || words.row(row)}
      </span>
    </div>
  );
}

function useFollow(box: { readonly current: HTMLDivElement | null }, row: number | null): void {
  const { view, projection } = useStore();
  useEffect(() => {
    if (row === null) return;
    let [frame, still, last] = [0, 0, ""];
    const look = () => {
      const spot = view.peek()?.locate(row);
      const place = spot?.visible ? `translate(${Math.round(spot.x)}px, ${Math.round(spot.y)}px)` : "";
      still = place === last ? still + 1 : 0;
      last = place;
      box.current?.style.setProperty("transform", place);
      box.current?.style.setProperty("visibility", place === "" ? "hidden" : "visible");
      frame = still < PATIENCE ? requestAnimationFrame(look) : 0;
    };
    const wake = () => {
      still = 0;
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    const stop = new AbortController();
    for (const event of ["pointermove", "wheel", "keydown"]) {
      window.addEventListener(event, wake, { signal: stop.signal, passive: true });
    }
    const forget = projection.live.beat.subscribe(wake);
    look();
    return () => {
      stop.abort();
      forget();
      cancelAnimationFrame(frame);
    };
  }, [row]);
}
