/** Messages as a server would send them, for tests to change in a word. */

import type {
  DatasetMessage,
  EntryMessage,
  MethodMessage,
  ParamMessage,
  RunMessage,
  SessionMessage,
} from "../src/wire/messages";

export function param(change: Partial<ParamMessage> = {}): ParamMessage {
  return {
    name: "perplexity", kind: "float", default: "auto", title: "Perplexity", help: "How many.", low: 1, high: 500,
    step: null, scale: "log", choices: [], meanings: [], auto: true, live: false, when: null, advanced: false, ...change,
  }; // biome-ignore format: a sample
}

export function method(change: Partial<MethodMessage> = {}): MethodMessage {
  return {
    name: "tsne", title: "t-SNE", summary: "Neighbours.", heavy: true, steps: true, loss: "KL", perturbs: true, params: [param()], axes: [],
    default_components: 2, ...change,
  }; // biome-ignore format: a sample
}

export const pca = method({ name: "pca", title: "PCA", heavy: false, steps: false, loss: "", params: [] });

export function entry(change: Partial<EntryMessage> = {}): EntryMessage {
  return {
    id: "digits", source: "demo", run: "", name: "digits", tensor: "digits", step: null, shape: [1_797, 64], dtype: "uint8", problem: null, notes: [],
    revision: 0,
    ...change,
  }; // biome-ignore format: a sample
}

export function dataset(change: Partial<DatasetMessage> = {}): DatasetMessage {
  return {
    id: "digits", name: "digits", n: 1_797, d: 64, dtype: "uint8", fingerprint: "f", columns: [], label: null,
    thumbnails: null, left_out: [], notes: [], features: 0, revision: 0, attached: [],
    edits: { count: 0, undo: null, redo: null }, ...change,
  }; // biome-ignore format: a sample
}

export function session(change: Partial<SessionMessage> = {}): SessionMessage {
  return {
    version: "0", revision: 0, entries: [entry()], problems: [], methods: [pca, method()], invitation: null, ...change,
  }; // biome-ignore format: a sample
}

export function run(change: Partial<RunMessage> = {}): RunMessage {
  return {
    id: "r1", entry: "digits", method: "pca", name: "", n_rows: 1_797, axis_names: [], restored: false,
    n_components: 3, params: {}, asked: {}, random_state: 0, state: "running",
    pace: "fast", seq: 0, iteration: 0, loss: null, stage: "", progress: null, explained_variance_ratio: null,
    problem: null, notes: [], seconds: 0, told: 0, ...change,
  }; // biome-ignore format: a sample
}
