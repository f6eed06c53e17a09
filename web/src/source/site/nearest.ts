/** The rows nearest to one row: read from a file, or measured against vectors or positions. Pure. */

import type { MetricName, SiteNeighborsMessage } from "../../wire/messages";

export interface Near {
  readonly rows: readonly number[];
  readonly distances: readonly number[];
}

const STEPS = 4_095;

/** The neighbours at `place` of a file, as `SiteNeighborsMessage` describes it. */
export function fromFile(
  bytes: ArrayBuffer,
  table: Pick<SiteNeighborsMessage, "k" | "index_bytes">,
  place: number,
): Near {
  const { k, index_bytes: width } = table;
  const m = bytes.byteLength / (8 + k * (width + 2));
  const [low, high] = [new Float32Array(bytes, 0, m), new Float32Array(bytes, 4 * m, m)];
  const kinds = width === 2 ? Uint16Array : Uint32Array;
  const indices = new kinds(bytes, 8 * m, m * k);
  const steps = new Uint16Array(bytes, 8 * m + m * k * width, m * k);
  const none = width === 2 ? 0xffff : 0xffffffff;
  const [from, to] = [low[place] ?? 0, high[place] ?? 0];
  const rows: number[] = [];
  const distances: number[] = [];
  let at = 0;
  for (let i = place * k; i < (place + 1) * k; i++) {
    const row = indices[i] ?? none;
    if (row === none) break;
    at += steps[i] as number;
    rows.push(row);
    distances.push(from + (at / STEPS) * (to - from));
  }
  return { rows, distances };
}

export interface Scale {
  readonly base: Float32Array;
  readonly zero: Float32Array;
  readonly step: Float32Array;
}

/** (n, d) numbers in pieces of `rowsPerPiece` rows: each stands for base + (number − zero) · step of its dimension. */
export interface Numbers {
  readonly n: number;
  readonly d: number;
  readonly pieces: readonly (Uint8Array | Float32Array)[];
  readonly rowsPerPiece: number;
  readonly scale: Scale | null;
  readonly leftOut: ReadonlySet<number>;
}

/** The k rows nearest to `row`, itself left out, nearest first, ties by row; distances as on the server. */
export function measured(numbers: Numbers, row: number, k: number, metric: MetricName): Near {
  if (numbers.leftOut.has(row)) return { rows: [], distances: [] };
  const distances = new Float64Array(numbers.n).fill(Number.NaN);
  const vector = new Float64Array(numbers.d);
  read(numbers, row, vector);
  const other = new Float64Array(numbers.d);
  for (let i = 0; i < numbers.n; i++) {
    if (i === row || numbers.leftOut.has(i)) continue;
    read(numbers, i, other);
    distances[i] = distance(vector, other, metric);
  }
  const order = Int32Array.from(distances.keys()).filter((i) => !Number.isNaN(distances[i]));
  order.sort((a, b) => (distances[a] as number) - (distances[b] as number) || a - b);
  const rows = Array.from(order.subarray(0, k));
  return { rows, distances: rows.map((i) => distances[i] as number) };
}

function read({ d, pieces, rowsPerPiece, scale }: Numbers, row: number, into: Float64Array): void {
  const piece = pieces[Math.floor(row / rowsPerPiece)];
  const start = (row % rowsPerPiece) * d;
  for (let j = 0; j < d; j++) {
    const number = piece?.[start + j] ?? Number.NaN;
    into[j] = scale === null ? number : at(scale.base, j) + (number - at(scale.zero, j)) * at(scale.step, j);
  }
}

function distance(a: Float64Array, b: Float64Array, metric: MetricName): number {
  let [product, apart, mine, other] = [0, 0, 0, 0];
  for (let j = 0; j < a.length; j++) {
    const [x, y] = [a[j] as number, b[j] as number];
    product += x * y;
    apart += (x - y) ** 2;
    mine += x * x;
    other += y * y;
  }
  if (metric === "dot") return -product;
  if (metric === "euclidean") return Math.sqrt(apart);
  const lengths = Math.sqrt(mine * other);
  return lengths > 0 ? Math.max(0, 1 - product / lengths) : 1 + 0 * product;
}

function at(numbers: Float32Array, place: number): number {
  return numbers[place] as number;
}
