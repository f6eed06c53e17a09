/** A list of any length, of which only what can be seen is made. */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface VirtualListProps {
  readonly name: string;
  readonly count: number;
  /** Height of one line in CSS pixels. */
  readonly line: number;
  /** Keep this line in view. */
  readonly reveal?: number;
  readonly children: (at: number) => ComponentChildren;
}

/** The lines to make for a window of `height` at `top`, with a few beyond either edge. */
export function visibleRange(top: number, height: number, line: number, count: number): [number, number] {
  const beyond = 4;
  const first = Math.max(0, Math.floor(top / line) - beyond);
  const last = Math.min(count, Math.ceil((top + height) / line) + beyond);
  return [Math.min(first, last), last];
}

export function VirtualList({ name, count, line, reveal, children }: VirtualListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [{ top, height }, setWindow] = useState({ top: 0, height: 480 });
  const look = () => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    setWindow({ top: scrollTop, height: clientHeight });
  };
  useLayoutEffect(() => {
    const watcher = new ResizeObserver(look);
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    const list = box.current;
    if (!list || reveal === undefined || reveal < 0) return;
    const above = reveal * line < list.scrollTop;
    const below = (reveal + 1) * line > list.scrollTop + list.clientHeight;
    if (above || below) list.scrollTop = reveal * line - list.clientHeight / 2;
  }, [reveal]);
  const [first, last] = visibleRange(top, height, line, count);
  const lines = Array.from({ length: last - first }, (_, at) => first + at);
  return (
    <div ref={box} class="list" onScroll={look}>
      <ul aria-label={name} style={{ height: `${count * line}px` }}>
        {lines.map((at) => (
          <li
            key={at}
            aria-setsize={count}
            aria-posinset={at + 1}
            style={{ top: `${at * line}px`, height: `${line}px` }}
          >
            {children(at)}
          </li>
        ))}
      </ul>
    </div>
  );
}
