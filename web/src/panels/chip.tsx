/** The chip beside the hovered point. It follows the point while anything moves, and rests when nothing does. */

import { useEffect, useRef } from "preact/hooks";
import { Thumb } from "../elements/thumb";
import type { Spot } from "../stage/contract";
import { type Covered, insetsOf } from "../store/insets";
import { words } from "../words";
import { useStore } from "./context";

/** How far beside the point the chip stands. */
const [ASIDE, BELOW] = [12, 10] as const;
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

/** Right below the point, or on its other side where a rail or an edge would hide a part. */
export function placeOf(
  spot: Spot | undefined,
  box: { readonly offsetWidth: number; readonly offsetHeight: number } | null,
  covered: Covered,
): string {
  if (!spot?.visible || box === null) return "";
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  const across = spot.x + ASIDE + width > window.innerWidth - covered.right ? -ASIDE - width : ASIDE;
  const down = spot.y + BELOW + height > window.innerHeight - covered.bottom ? -BELOW - height : BELOW;
  return `translate(${Math.round(spot.x + across)}px, ${Math.round(spot.y + down)}px)`;
}

function useFollow(box: { readonly current: HTMLDivElement | null }, row: number | null): void {
  const store = useStore();
  const { view, projection } = store;
  useEffect(() => {
    if (row === null) return;
    let [frame, still, last] = [0, 0, ""];
    const look = () => {
      const place = placeOf(view.peek()?.locate(row), box.current, insetsOf(store));
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
