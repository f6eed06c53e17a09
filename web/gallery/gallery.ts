/** The stage alone: for screenshots, timings and browser tests. Not part of the page that ships. */

import type { Stage, StageEvents, Thumbnails } from "../src/stage/contract";
import { makeStage } from "../src/stage/stage";
import { cluster, clusters, colors, emphasis, thumbnails, WORDS, walks } from "./data";

declare global {
  interface Window {
    stage: Stage;
    told: string[];
    painted: Promise<void>;
    /** All pages of thumbnails have been handed over. */
    pictured: Promise<void>;
    clusters: typeof clusters;
    emphasis: typeof emphasis;
    again: () => Stage;
    measure: (frames: number) => Promise<number[]>;
  }
}

const query = new URLSearchParams(location.search);
const count = Number(query.get("n") ?? 1797);
const components = query.get("d") === "2" ? 2 : 3;
const show = (query.get("show") ?? "color").split(",");
const host = document.querySelector("main");
if (!host) throw new Error("no host");

window.told = [];
let arrive = (): void => {};
window.painted = new Promise((done) => {
  arrive = done;
});
let allCame = (): void => {};
window.pictured = new Promise((done) => {
  allCame = done;
});

function told(sheets: Thumbnails): Thumbnails {
  let left = sheets.pages;
  const page = async (index: number): Promise<ImageBitmap> => {
    const picture = await sheets.page(index);
    left -= 1;
    if (left === 0) allCame();
    return picture;
  };
  return { ...sheets, page };
}

const events: StageEvents = {
  hover: (row) => window.told.push(`hover ${row}`),
  pick: (row, keys) => window.told.push(`pick ${row} ${keys.shift} ${keys.meta}`),
  region: (rows, keys) => window.told.push(`region ${rows.join(" ")} ${keys.shift} ${keys.alt}`),
  camera: (camera) => window.told.push(`camera ${camera.dimensions}`),
  painted: () => {
    window.told.push("painted");
    arrive();
  },
  strained: (on) => window.told.push(`strained ${on}`),
  lost: (gone) => window.told.push(`lost ${gone}`),
};

const stage = makeStage(host, events);
const positions = clusters(count, components);
stage.setTheme(query.get("theme") === "night" ? "night" : "day");
stage.setMotion(query.get("motion") === "on");
stage.setDimensions(components);
stage.setPositions(positions, 0);
if (show.includes("color")) stage.setColors(colors(count));
if (show.includes("thumbnails")) stage.setThumbnails(told(thumbnails(count)));
if (show.includes("selection")) stage.setEmphasis(emphasis(positions, 0, 60));
if (show.includes("labels")) {
  stage.setLabels([], (row) => WORDS[row % WORDS.length] ?? "", true);
}
if (show.includes("text")) stage.setLabelMode("instead");
if (show.includes("axes"))
  stage.setAxisNames(query.get("axes")?.split(",") ?? ["Component 1", "Component 2", "Component 3"]);
if (show.includes("lines")) stage.setPolylines(walks(count));
if (show.includes("faint")) stage.setOpacity(0.3);
if (show.includes("few")) stage.setShown(Uint8Array.from({ length: count }, (_, row) => +(cluster(row) < 3)));
if (show.includes("rails")) stage.setInsets({ left: 300, right: 320, top: 44, bottom: 28 });

window.stage = stage;
window.again = () => makeStage(host, events);
window.clusters = clusters;
window.emphasis = emphasis;
/** Milliseconds between frames while the camera turns. */
window.measure = async (frames) => {
  const times: number[] = [];
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  let last = await frame();
  for (let i = 0; i < frames; i++) {
    stage.nudge(8, 0);
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  return times;
};
