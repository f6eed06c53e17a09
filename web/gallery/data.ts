/** Seeded data for pictures: Gaussian clusters, drawn thumbnails, words in many scripts. */

import { random } from "../src/geometry/shuffle";
import type { Colors, Emphasis, Positions, Rgb, Thumbnails } from "../src/stage/contract";

/** Okabe & Ito (2008) without black, and two more: ten calm hues. */
const HUES: readonly Rgb[] = [
  [0, 114, 178],
  [230, 159, 0],
  [0, 158, 115],
  [213, 94, 0],
  [86, 180, 233],
  [204, 121, 167],
  [120, 94, 200],
  [148, 160, 60],
  [170, 80, 80],
  [90, 140, 140],
];

export const WORDS = [
  "mountain", "東京", "الصحراء", "Straße", "река", "горы", "ծով", "naïve", "ἀστήρ", "שלום", "λόγος", "forest 🌲",
  "hopeful monsters and other long names that go on", "köprü", "海の音", "قهوة", "orchard", "Nairobi", "ơn", "ჩაი",
]; // biome-ignore format: a word list

function gauss(draw: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

export function cluster(row: number): number {
  return (row * 7919) % HUES.length;
}

export function clusters(count: number, components: 2 | 3, seed = 3): Positions {
  const draw = random(seed);
  const centers = HUES.map(() => [gauss(draw) * 6, gauss(draw) * 6, gauss(draw) * 6]);
  const data = new Float32Array(count * components);
  for (let row = 0; row < count; row++) {
    const center = centers[cluster(row)] as number[];
    const spread = 0.7 + 0.12 * cluster(row);
    for (let k = 0; k < components; k++)
      data[row * components + k] = (center[k] as number) + spread * gauss(draw);
  }
  return { data, components, count };
}

export function colors(count: number): Colors {
  return { index: Uint16Array.from({ length: count }, (_, row) => cluster(row)), table: HUES };
}

/** A selected row with its nearest rows as neighbours. */
export function emphasis(positions: Positions, row: number, k: number): Emphasis {
  const { data, components, count } = positions;
  const distance = (other: number): number => {
    let sum = 0;
    for (let i = 0; i < components; i++) {
      sum += ((data[row * components + i] as number) - (data[other * components + i] as number)) ** 2;
    }
    return Math.sqrt(sum);
  };
  const others = Array.from({ length: count }, (_, other) => other).filter((other) => other !== row);
  const neighbors = others.sort((a, b) => distance(a) - distance(b)).slice(0, k);
  const farthest = distance(neighbors.at(-1) ?? row) || 1;
  const strengths = neighbors.map((other) => 1 - distance(other) / farthest);
  return { hovered: null, selected: [row], neighbors, strengths };
}

const CELL = 28;
const COLUMNS = 64;

/** Pages of digits, white on black like MNIST, each a little different. */
export function thumbnails(count: number): Thumbnails {
  const perPage = COLUMNS * COLUMNS;
  const draw = random(5);
  return {
    size: [CELL, CELL],
    columns: COLUMNS,
    perPage,
    pages: Math.ceil(count / perPage),
    async page(index) {
      const canvas = new OffscreenCanvas(COLUMNS * CELL, COLUMNS * CELL);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no 2-D canvas");
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.fillStyle = "#fff";
      context.textAlign = "center";
      context.textBaseline = "middle";
      for (let cell = 0; cell < perPage; cell++) {
        const row = index * perPage + cell;
        context.save();
        context.translate(((cell % COLUMNS) + 0.5) * CELL, (Math.floor(cell / COLUMNS) + 0.55) * CELL);
        context.rotate((draw() - 0.5) * 0.6);
        context.font = `${18 + Math.floor(draw() * 7)}px "DejaVu Sans", sans-serif`;
        context.fillText(String(cluster(row)), 0, 0);
        context.restore();
      }
      return createImageBitmap(canvas);
    },
  };
}

/** Four lines from cluster to cluster, thirty rows long; the last one is closed. */
export function walks(count: number): number[][] {
  return [0, 1, 2, 3].map((start) => {
    const line = Array.from({ length: 30 }, (_, i) => (start * 211 + i * 13) % count);
    return start === 3 ? [...line, line[0] as number] : line;
  });
}
