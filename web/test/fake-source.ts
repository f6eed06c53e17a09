/** A server in memory: it keeps what it was asked, and answers from samples. */

import { ProblemError } from "../src/source/problem";
import type { Source } from "../src/source/source";
import type { RunMessage, RunRequest, SearchRequest, SessionMessage } from "../src/wire/messages";
import { dataset, run, session } from "./samples";

export interface FakeSource extends Source {
  readonly asked: string[];
  readonly requests: RunRequest[];
  readonly searches: SearchRequest[];
  readonly started: RunMessage[];
}

export function fakeSource(message: SessionMessage = session(), known: RunMessage[] = []): FakeSource {
  const asked: string[] = [];
  const requests: RunRequest[] = [];
  const searches: SearchRequest[] = [];
  const started = [...known];
  const find = (id: string) => started.find((one) => one.id === id) ?? run({ id });
  const note = <T>(what: string, answer: T): Promise<T> => {
    asked.push(what);
    return Promise.resolve(answer);
  };
  return {
    exported: null,
    asked,
    requests,
    searches,
    started,
    session: () => note("session", message),
    dataset: (id) => {
      const problem = message.entries.find((one) => one.id === id)?.problem;
      return problem
        ? Promise.reject(new ProblemError(problem, 400))
        : note(`dataset ${id}`, dataset({ id, name: id }));
    },
    columns: () => note("columns", new Map()),
    leave: (id) => note(`leave ${id}`, undefined),
    features: (_, text) => note(`features ${text}`, { total: 2, names: [`${text}1`, `${text}2`] }),
    feature: (_, name) => note(`feature ${name}`, { kind: "numeric", numbers: Float64Array.of(0, 1, 2) }),
    edit: (entry, { column, value }) => note(`edit ${column} ${value}`, dataset({ id: entry })),
    turnEdit: (entry, move) => note(`${move} ${entry}`, dataset({ id: entry })),
    row: (_, row) => note(`row ${row}`, { row, cells: { name: `point ${row}` } }),
    image: () => Promise.reject(new Error("no pictures here")),
    export: (entry, request, _, told) => {
      told(0.5);
      return note(`export ${entry} ${request.what} ${request.format} ${request.rows}`, new Blob(["x"]));
    },
    neighbors: (_, row, k, metric, run) =>
      note(`neighbors ${row} ${k} ${metric}${run === null ? "" : ` in ${run}`}`, {
        row,
        space: "original",
        metric,
        rows: [5, 6, 7],
        distances: [1, 2, 5],
      }),
    search: (_, request) => {
      searches.push(request);
      return note(`search ${request.text}`, Int32Array.of(3, 4));
    },
    bookmarks: () => note("bookmarks", []),
    readBookmarks: (_, text) => note("file", JSON.parse(text).bookmarks),
    restore: (entry, { name, layout }) => {
      const { method, n_components } = layout;
      const next = run({
        id: `r${started.length + 1}`, entry, method, n_components, name, restored: true, state: "done", seq: 1,
      }); // biome-ignore format: a sample
      started.push(next);
      return note(`restore ${name}`, next);
    },
    ends: (_, { text }) =>
      note(`ends ${text}`, { terms: [{ text, sign: 1, total: text.length }], problem: null }),
    thumbnails: () => Promise.reject(new Error("no thumbnails here")),
    runs: () => note("runs", known),
    run: (request) => {
      requests.push(request);
      const { method, n_components = 2, params = {}, entry } = request;
      const next = run({
        id: `r${started.length + 1}`,
        entry,
        method,
        n_components,
        params,
        state: method === "pca" ? "done" : "running",
      });
      started.push(next);
      return note(`run ${method}`, next);
    },
    move: (id, move) =>
      note(`${move} ${id}`, { ...find(id), state: move === "pause" ? "paused" : "running" }),
    pace: (id, pace) => note(`pace ${pace}`, { ...find(id), pace }),
    rename: (id, name) => note(`name ${name}`, { ...find(id), name }),
    forget: (id) => note(`forget ${id}`, undefined),
    python: (id) => note(`python ${id}`, `# ${id}\n`),
    params: (id, params) => note(`params ${JSON.stringify(params)}`, find(id)),
    quality: (id) =>
      note(`quality ${id}`, {
        run: id, seq: find(id).seq, label: null, scores: { neighbors_kept: 0.371 }, per_point: ["neighbors_kept"],
        space: "64 dimensions", sampled: 100, rows: 1_797, k: 15, worst_pairs: [],
      }), // biome-ignore format: a sample
    qualityPoints: (id, of) => note(`points ${id} ${of}`, Float64Array.of(0.5, Number.NaN, 1)),
    losses: (id) => note(`losses ${id}`, [{ iteration: 5, loss: 3 }, { iteration: 10, loss: 2 }]), // biome-ignore format: a sample
    frame: () => Promise.resolve(null),
    upload: (file, entry, { role, key, cell }) =>
      note(`upload ${[file.name, role, key, cell].filter(Boolean).join(" ")}`, {
        role: "metadata",
        entry: entry ?? "digits",
      }),
    detach: (id, number) => note(`detach ${id} ${number}`, dataset({ id })),
    changes: () => Promise.resolve(null),
  };
}
