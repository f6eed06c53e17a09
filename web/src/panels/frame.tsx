/** The whole page: the scene behind, bars and rails around it. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Store } from "../store/store";
import { words } from "../words";
import { BookmarksPanel } from "./bookmarks";
import { Chip } from "./chip";
import { StoreProvider, useStore } from "./context";
import { DataCounts, DataPanel } from "./data";
import { HelpDialog } from "./help";
import { InspectorHead, InspectorPanel } from "./inspector";
import { Breadcrumb } from "./isolation";
import { LayoutsPanel } from "./layouts";
import { useDrop } from "./load";
import { ProjectionPanel } from "./projection";
import { Rail } from "./rail";
import { LinkBar } from "./share";
import { LostBar, StatusLine } from "./status-line";
import { PointsTable } from "./table";
import { TopBar } from "./top-bar";
import { Welcome } from "./welcome";

/** Fills the scene's box; returns what empties it again. */
export type Furnish = (host: HTMLElement) => () => void;

export function Frame({ store, furnish }: { store: Store; furnish: Furnish }) {
  return (
    <StoreProvider value={store}>
      <Page furnish={furnish} />
    </StoreProvider>
  );
}

function Page({ furnish }: { furnish: Furnish }) {
  const { settings, opening, panelsDue } = useStore();
  const drop = useDrop();
  const due = panelsDue.value;
  const open = due && opening.phase.value === "open";
  const choice = opening.entries.value.length > 1 && opening.phase.value !== "unreadable";
  const menus = open || (due && choice);
  return (
    <div class="page" data-theme={settings.theme.value} data-motion={settings.motion.value} {...drop}>
      {due && <TopBar />}
      {menus && (
        <Rail side="left" head={<DataCounts />}>
          <DataPanel />
          <ProjectionPanel />
          <LayoutsPanel />
        </Rail>
      )}
      <main>
        <Scene furnish={furnish} />
        {open && <Breadcrumb />}
        {open && <PointsTable />}
        {due && <Chip />}
        {due && <Welcome />}
      </main>
      {open && (
        <Rail side="right" head={<InspectorHead />}>
          <InspectorPanel />
          <BookmarksPanel />
        </Rail>
      )}
      {open && <StatusLine />}
      {due && <LostBar />}
      {open && <LinkBar />}
      {due && <HelpDialog />}
      <p class="dropping" aria-hidden="true">
        {words.load.drop}
      </p>
    </div>
  );
}

function Scene({ furnish }: { furnish: Furnish }) {
  const { status, inspector } = useStore();
  const host = useRef<HTMLDivElement>(null);
  // At once: the graphics card prepares itself while the session is on its way.
  useLayoutEffect(() => (host.current ? furnish(host.current) : undefined), []);
  const summary = words.canvas(status.value.join(", "), words.selection(inspector.selected.value.length));
  return (
    <div
      ref={host}
      class="scene"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keyboard (arrows, plus, minus).
      tabIndex={0}
      aria-label={summary}
      // Only a focus that came by keyboard has a ring: browsers also draw it after a click, at the next key.
      onFocus={(event) => ring(event.currentTarget, event.currentTarget.matches(":focus-visible"))}
      onBlur={(event) => ring(event.currentTarget, false)}
      onPointerDown={(event) => ring(event.currentTarget, false)}
    />
  );
}

function ring(scene: HTMLElement, shown: boolean): void {
  scene.dataset.ring = String(shown);
}
