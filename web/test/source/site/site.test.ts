/** An exported page answers as the server does: over a sample that the Python tests keep true. */

import { beforeEach, describe, expect, it } from "vitest";
import sample from "../../../../tests/site/sample.json";
import { ProblemError } from "../../../src/source/problem";
import { makeSite } from "../../../src/source/site/site";
import type { Source } from "../../../src/source/source";
import { decodeFrame } from "../../../src/wire/frames";
import type { MetricName, SearchRequest } from "../../../src/wire/messages";

interface Expected {
  /** The site, in base64. */
  readonly files: Readonly<Record<string, string>>;
  readonly near: readonly { row: number; metric: MetricName; rows: number[]; distances: number[] }[];
  readonly found: readonly { request: SearchRequest; rows: number[] }[];
  readonly cells: Readonly<Record<string, readonly string[]>>;
  readonly some: string;
}

const BASE = "http://host/under/some/path/";
const expected = sample as unknown as Expected;
const stop = new AbortController().signal;

/** The sample behind an address; `missing` files are not there, `broken` ones hold something else. */
function site(missing: readonly string[] = [], damaged: readonly string[] = []) {
  const asked: string[] = [];
  const fetcher = async (address: string) => {
    expect(address.startsWith(BASE)).toBe(true);
    const name = address.slice(BASE.length);
    asked.push(name);
    if (missing.includes(name)) return new Response("not here", { status: 404 });
    if (damaged.includes(name)) return new Response("<html>");
    const bytes = Uint8Array.from(atob(expected.files[name] ?? ""), (letter) => letter.charCodeAt(0));
    return new Response(bytes);
  };
  return { source: makeSite(`${BASE}manifest.json`, fetcher), asked };
}

describe("an exported page", () => {
  let source: Source;
  let asked: string[];
  beforeEach(() => {
    ({ source, asked } = site());
  });

  it("tells what is open, and fetches the manifest once", async () => {
    expect((await source.session()).entries.map((entry) => entry.name)).toEqual(["sample"]);
    const dataset = await source.dataset("data");
    expect([dataset.n, dataset.d, dataset.left_out]).toEqual([20, 3, [4]]);
    expect(asked).toEqual(["manifest.json"]);
  });

  it("lists the first layout last, so that the page begins with it", async () => {
    expect((await source.runs()).map((run) => run.method)).toEqual(["pca", "custom"]);
  });

  it("gives each picture once", async () => {
    const run = (await source.runs()).at(-1)?.id ?? "";
    const bytes = await source.frame(run, 0, stop);
    const frame = decodeFrame(bytes as ArrayBuffer);
    expect([frame.state, frame.positions.count, frame.seq]).toEqual(["done", 20, 1]);
    expect(Number.isNaN(frame.positions.data[8])).toBe(true);
    expect(await source.frame(run, 1, stop)).toBeNull();
  });

  it.each(expected.found)("finds what the server finds: $request.text", async ({ request, rows }) => {
    expect(Array.from(await source.search("data", request))).toEqual(rows);
  });

  it.each(expected.near)("knows the neighbours of row $row by $metric", async (one) => {
    for (const k of [3, 5, 8]) {
      const found = await source.neighbors("data", one.row, k, one.metric, null);
      // The file by cosine is exact; the rest is measured in vectors of a byte a number, which may swap near ties.
      // Row 9 is all zeros: every other row is as far.
      if (one.row === 9) expect(found.rows).not.toContain(4);
      else if (one.metric === "cosine" && k <= 5) expect(found.rows).toEqual(one.rows.slice(0, k));
      else expect(shared(found.rows, one.rows)).toBeGreaterThanOrEqual(found.rows.length - 1);
      expect(found.rows.length).toBe(Math.min(k, one.rows.length));
      found.distances.forEach((away, at) => {
        expect(away).toBeCloseTo(one.distances[at] as number, 1);
      });
    }
  });

  it("fetches one file for the neighbours of one row", async () => {
    await source.neighbors("data", 19, 5, "cosine", null);
    expect(asked).toEqual(["manifest.json", "data/neighbors-2.bin"]);
  });

  it("measures neighbours in the layout on show", async () => {
    const run = (await source.runs()).at(-1)?.id ?? "";
    const found = await source.neighbors("data", 0, 19, "euclidean", run);
    expect([found.space, found.rows.length]).toEqual(["layout", 18]);
    const { data } = decodeFrame((await source.frame(run, 0, stop)) as ArrayBuffer).positions;
    const away = (row: number) =>
      Math.hypot(at(data, 2 * row) - at(data, 0), at(data, 2 * row + 1) - at(data, 1));
    expect(found.distances).toEqual(found.rows.map((row) => expect.closeTo(away(row), 6)));
    expect(found.distances).toEqual(found.distances.toSorted((a, b) => a - b));
  });

  it("tells a row's cells as their file wrote them", async () => {
    const { cells } = await source.row("data", 7);
    expect(cells).toEqual({ word: expected.cells.word?.[7], code: "007" });
  });

  it("writes rows as CSV, quoting what needs it", async () => {
    const blob = await source.export(
      "data",
      { what: "rows", format: "csv", rows: expected.some },
      stop,
      () => undefined,
    );
    expect(await blob.text()).toBe('row,word,code\n0,ant,000\n3,"a ""quoted"", man",003\n19,word 12,019\n');
    const ids = await source.export(
      "data",
      { what: "ids", format: "csv", rows: expected.some },
      stop,
      () => undefined,
    );
    expect(await ids.text()).toBe("row\n0\n3\n19\n");
  });

  it("shows saved positions as a layout beside the others", async () => {
    const numbers = Float32Array.of(1, 2, 3, 4);
    const positions = btoa(String.fromCharCode(...new Uint8Array(numbers.buffer)));
    const layout = {
      method: "umap",
      params: {},
      random_state: 0,
      iteration: 7,
      n_components: 2,
      positions,
      rows: [3, 19],
    };
    const run = await source.restore("data", { name: "mine", layout });
    expect((await source.runs()).at(-1)).toEqual(run);
    const { data } = decodeFrame((await source.frame(run.id, 0, stop)) as ArrayBuffer).positions;
    expect([data[6], data[7], data[38], data[39]]).toEqual([1, 2, 3, 4]);
    expect(Number.isNaN(data[0])).toBe(true);
    await expect(source.restore("data", { name: "x", layout: { ...layout, rows: null } })).rejects.toThrow(
      "other data",
    );
  });

  it("reads its own bookmarks and says which it cannot", async () => {
    const file = JSON.stringify({
      format: "hyperscope bookmarks",
      version: 1,
      bookmarks: [{ label: "one" }],
    });
    expect(await source.readBookmarks("data", file)).toEqual([{ label: "one" }]);
    await expect(source.readBookmarks("data", "[]")).rejects.toThrow("bookmarks that Hyperscope saved");
  });

  it("refuses what nothing can compute here, in words", async () => {
    const refused = [
      () => source.run({ entry: "data", method: "tsne" }),
      () =>
        source.upload(new File([], "x"), null, {
          role: "auto",
          key: "",
          cell: "",
          told: () => undefined,
          signal: stop,
        }),
      () => source.search("data", { text: "code > 3", mode: "filter" }),
      () => source.export("data", { what: "vectors", format: "npy" }, stop, () => undefined),
    ];
    for (const ask of refused) await expect(ask()).rejects.toBeInstanceOf(ProblemError);
  });

  it("says what is wrong with a pattern", async () => {
    await expect(source.search("data", { text: "[", mode: "regex" })).rejects.toThrow("a regular expression");
  });

  it("says which file is missing or damaged", async () => {
    const bad = site(["data/columns.bin"], ["data/layout-1.bin"]).source;
    await expect(bad.columns("data")).rejects.toThrow(
      "data/columns.bin: expected every file of the exported page, got an answer with status 404",
    );
    await expect(bad.frame("r1", 0, stop)).rejects.toThrow(
      "data/layout-1.bin: expected every file of the exported page, got a damaged file",
    );
    await expect(site([], ["manifest.json"]).source.session()).rejects.toThrow(
      "a manifest of another version",
    );
  });
});

function shared(some: readonly number[], others: readonly number[]): number {
  return some.filter((row) => others.slice(0, some.length).includes(row)).length;
}

function at(data: Float32Array, place: number): number {
  return data[place] as number;
}
