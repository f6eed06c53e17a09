/**
 * A list of any length, of which only what can be seen is made. The arrow keys, Page Up and Down, Home and End move from
 * line to line; Tab enters the list once and leaves it again.
 */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface VirtualListProps {
  readonly name?: string;
  /** Its lines are rows of a table that has one row of headings before them. */
  readonly table?: boolean;
  readonly count: number;
  /** Height of one line in CSS pixels. */
  readonly line: number;
  /** Keep this line in view. */
  readonly reveal?: number;
  /** `stop` is the tabIndex of the line's own control. */
  readonly children: (at: number, stop: 0 | -1) => ComponentChildren;
}

/** Browsers draw nothing that lies farther down than about 17 million pixels. */
const TALLEST = 15_000_000;

/** The lines to make for a window of `height` at `top`, with a few beyond either edge. */
export function visibleRange(top: number, height: number, line: number, count: number): [number, number] {
  const beyond = 4;
  const first = Math.max(0, Math.floor(top / line) - beyond);
  const last = Math.min(count, Math.ceil((top + height) / line) + beyond);
  return [Math.min(first, last), last];
}

/** A list that would be too tall is scrolled in larger steps: from the scroll bar's place to the list's, and back. */
export function scrolling(count: number, line: number, height: number) {
  const whole = count * line;
  const tall = Math.min(whole, TALLEST);
  const ratio = tall > height ? (whole - height) / (tall - height) : 1;
  return {
    tall,
    /** How far down the list's window begins, where the scroll bar stands at `scrolled`. */
    topAt: (scrolled: number) => scrolled * ratio,
    scrolledTo: (top: number) => Math.min(Math.max(top, 0), Math.max(whole - height, 0)) / ratio,
  };
}

/** Where a key leads from line `at`; null for a key that is not the list's. */
export function stepped(key: string, at: number, count: number, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined ? null : Math.min(Math.max(next, 0), count - 1);
}

interface Lines {
  /** How many there are, and their height in CSS pixels. */
  readonly count: number;
  readonly line: number;
}

/** The part of the list that is in its box: how far down that is, and what brings another line there. */
function useWindow({ count, line }: Lines) {
  const box = useRef<HTMLDivElement>(null);
  const [{ scrolled, height }, setWindow] = useState({ scrolled: 0, height: 480 });
  const scroll = scrolling(count, line, height);
  const top = scroll.topAt(scrolled);
  const look = () => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    setWindow({ scrolled: scrollTop, height: clientHeight });
  };
  const bring = (at: number, middle: boolean) => {
    const above = at * line < top;
    if (!box.current || !(above || (at + 1) * line > top + height)) return;
    const edge = above ? at * line : (at + 1) * line - height;
    box.current.scrollTop = scroll.scrolledTo(middle ? at * line - height / 2 : edge);
    look();
  };
  useLayoutEffect(() => {
    const watcher = new ResizeObserver(look);
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  return { box, scrolled, height, top, tall: scroll.tall, look, bring };
}

/** The line that Tab enters and keys lead away from; what it is told to go to is focused as soon as that is made. */
function useActive({ count, line }: Lines, { box, height, bring }: ReturnType<typeof useWindow>) {
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  // Before the next key: whoever holds an arrow down goes on from the line that was reached.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const control = box.current?.querySelector<HTMLElement>(`[data-at="${wanted.current}"] :is(button, a)`);
    if (control) wanted.current = null;
    control?.focus({ preventScroll: true });
  });
  const step = (event: KeyboardEvent) => {
    const item = (event.target as Element).closest("[data-at]");
    const from = item instanceof HTMLElement ? Number(item.dataset.at) : active;
    const next = stepped(event.key, from, count, Math.max(1, Math.floor(height / line) - 1));
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    wanted.current = next;
    setActive(next);
    bring(next, false);
  };
  return { active, step };
}

export function VirtualList({ name, table, count, line, reveal, children }: VirtualListProps) {
  const seen = useWindow({ count, line });
  const { active, step } = useActive({ count, line }, seen);
  const { box, scrolled, height, top, tall, look, bring } = seen;
  useEffect(() => {
    if (reveal !== undefined && reveal >= 0) bring(reveal, true);
  }, [reveal]);
  const [List, Item] = table ? (["div", "div"] as const) : (["ul", "li"] as const);
  const [first, last] = visibleRange(top, height, line, count);
  const lines = Array.from({ length: last - first }, (_, at) => first + at);
  const entrance = active >= first && active < last ? active : Math.min(Math.ceil(top / line), count - 1);
  return (
    <div ref={box} class={table ? "list lines" : "list"} onScroll={look}>
      <List
        role={table ? "rowgroup" : undefined}
        aria-label={name}
        style={{ height: `${tall}px` }}
        onKeyDown={step}
      >
        {lines.map((at) => (
          <Item
            key={at}
            data-at={at}
            {...(table
              ? { role: "row", "aria-rowindex": at + 2 }
              : { "aria-setsize": count, "aria-posinset": at + 1 })}
            style={{ top: `${scrolled + at * line - top}px`, height: `${line}px` }}
          >
            {children(at, at === entrance ? 0 : -1)}
          </Item>
        ))}
      </List>
    </div>
  );
}
