/** Entries as a person thinks of them: a tensor, and the training steps at which it was saved. */

import type { EntryMessage } from "../wire/messages";

export interface Tensor {
  readonly name: string;
  /** The same tensor by rising step; one that knows no step stands alone. */
  readonly steps: readonly EntryMessage[];
}

/** The tensors among the entries of one run, in the entries' order. */
export function tensors(entries: readonly EntryMessage[]): Tensor[] {
  const found = new Map<string, EntryMessage[]>();
  for (const entry of entries) {
    const name = entry.step === null ? entry.name : entry.tensor;
    found.set(name, [...(found.get(name) ?? []), entry]);
  }
  return [...found].map(([name, steps]) => ({
    name,
    steps: steps.toSorted((one, other) => (one.step ?? 0) - (other.step ?? 0)),
  }));
}

/** The tensor that an entry belongs to. */
export function tensorOf(all: readonly Tensor[], entry: EntryMessage | null): Tensor | null {
  return all.find((tensor) => tensor.steps.some((one) => one.id === entry?.id)) ?? null;
}

/** Which of `steps` is meant by another tensor or run: the same step, else the last one that can be opened. */
export function likeStep(steps: readonly EntryMessage[], step: number | null): EntryMessage | undefined {
  const readable = steps.filter((one) => one.problem === null);
  return readable.find((one) => one.step === step) ?? readable.at(-1) ?? steps.at(-1);
}
