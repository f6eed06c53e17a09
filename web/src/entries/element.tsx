/** `<hyperscope-app>`: the whole page in one element, so that it can stand anywhere and leave nothing behind. */

import { render } from "preact";
import { Frame, type Furnish } from "../panels/frame";
import type { Watch } from "../source/poller";
import { makeRequest } from "../source/request";
import { makeSite } from "../source/site/site";
import { makeSource, type Source } from "../source/source";
import { pageSurroundings } from "../source/surroundings";
import { makeStage } from "../stage/stage";
import { makeStore, type Store } from "../store/store";
import { sheets } from "../styles/sheets";
import { followChanges } from "./changes";
import { connect } from "./connect";
import { listen } from "./keys";
import { makePageApi } from "./page-api";
import { connectionWatch, filesWatch } from "./reconnect";
import { followFrames } from "./stream";
import { unveil } from "./unveil";
import { memoryOf, wishesOf } from "./wishes";

export const TAG = "hyperscope-app";

export class HyperscopeApp extends HTMLElement {
  #life: AbortController | null = null;

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets();
    this.#life = new AbortController();
    begin(root, this.dataset.manifest ?? null, this.#life.signal);
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#life = null;
  }
}

/** `manifest` names that of an exported page; without one a server answers. */
function begin(root: ShadowRoot, manifest: string | null, life: AbortSignal): void {
  const source =
    manifest === null
      ? makeSource(makeRequest(document.baseURI))
      : makeSite(new URL(manifest, document.baseURI).href);
  const store = makeStore(source, memoryOf(window), wishesOf(window, life));
  const around = pageSurroundings(document);
  const watch = store.exported ? filesWatch(store) : connectionWatch(source, store, () => location.reload());
  const opened = store.links.begin(location.hash);
  render(<Frame store={store} furnish={furnisher(root, source, store, watch, life)} />, root);
  void opened.then(() => {
    if (life.aborted || store.exported) return;
    const stop = followChanges(source, store, around, watch);
    life.addEventListener("abort", stop);
  });
  window.addEventListener("hashchange", () => void store.links.open(location.hash), { signal: life });
  life.addEventListener("abort", () => render(null, root));
}

function furnisher(root: ShadowRoot, source: Source, store: Store, watch: Watch, life: AbortSignal): Furnish {
  return (host) => {
    const connection = connect(host, store, makeStage);
    if (connection === null) return () => undefined;
    const { stage, painted } = connection;
    const furnished = unveil(store, painted, life);
    const stream = followFrames(source, stage, store, pageSurroundings(document), watch);
    listen(document, root, store, stage, life);
    window.__hyperscope = makePageApi(store, {
      stage,
      ready: Promise.all([painted, furnished]).then(() => undefined),
      positions: stream.positions,
    });
    return () => {
      stream.stop();
      connection.stop();
      delete window.__hyperscope;
    };
  };
}
