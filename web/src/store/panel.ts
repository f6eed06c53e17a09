/** The method on the panel and what a person has set for each method so far. */

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { MethodMessage, ParamMessage, RunMessage } from "../wire/messages";
import { changedParams, type Draft, freshDraft, type Value } from "./drafts";

/** What a run is to be started with instead of what the panel says. */
export interface Asked {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly components?: 2 | 3 | undefined;
  readonly seed?: number;
}

/** The parameter that every method has and the data panel shows, since it is about the data. */
export const NORMALIZE = "normalize";

export class Panel {
  private readonly name = signal<string | null>(null);
  private readonly drafts = signal<Readonly<Record<string, Draft>>>({});
  private readonly sizes = signal<Readonly<Record<string, 2 | 3>>>({});

  readonly method = computed(() => this.methods.value.find((one) => one.name === this.name.value) ?? null);
  readonly draft = computed<Draft>(() => {
    const table = this.method.value;
    return table === null ? {} : (this.drafts.value[table.name] ?? freshDraft(table));
  });
  /** A picture of something light is 3-D at first; what takes long is laid out in 2-D unless asked otherwise. */
  readonly components = computed<2 | 3>(
    () => this.sizes.value[this.name.value ?? ""] ?? (this.method.value?.heavy ? 2 : 3),
  );

  /** What may be done to the vectors before any method begins. */
  readonly normalize = computed(
    () => this.method.value?.params.find((param) => param.name === NORMALIZE) ?? null,
  );

  constructor(readonly methods: ReadonlySignal<readonly MethodMessage[]>) {}

  choose(name: string): void {
    this.name.value = name;
  }

  set(param: ParamMessage, value: Value): void {
    const table = this.method.peek();
    if (table === null) return;
    this.drafts.value = {
      ...this.drafts.peek(),
      [table.name]: { ...this.draft.peek(), [param.name]: value },
    };
  }

  /** The same for every method that has a parameter of that name. */
  setEverywhere(name: string, value: Value): void {
    const having = this.methods.peek().filter((table) => table.params.some((param) => param.name === name));
    this.drafts.value = {
      ...this.drafts.peek(),
      ...Object.fromEntries(
        having.map((table) => [
          table.name,
          { ...(this.drafts.peek()[table.name] ?? freshDraft(table)), [name]: value },
        ]),
      ),
    };
  }

  setComponents(size: 2 | 3): void {
    this.size(this.name.peek() ?? "", size);
  }

  /** What a run was asked for, where nothing was set yet: so that Run makes the same again. */
  adopt(run: RunMessage): void {
    if (this.drafts.peek()[run.method] !== undefined) return;
    const table = this.methods.peek().find((one) => one.name === run.method);
    const components = this.sizes.peek()[run.method] ?? (run.n_components === 3 ? 3 : 2);
    if (table !== undefined) this.write(table, { params: run.asked, components });
  }

  /** Whether the panel asks for other vectors than `run` was made of. */
  normalizesOtherwise(run: RunMessage): boolean {
    const table = this.methods.value.find((one) => one.name === run.method);
    const param = table?.params.find((one) => one.name === NORMALIZE);
    if (table === undefined || param === undefined) return false;
    const draft = this.drafts.value[table.name] ?? freshDraft(table);
    return (run.asked[NORMALIZE] ?? param.default) !== draft[NORMALIZE];
  }

  /** Writes what was asked from elsewhere into the panel, so that it shows what runs. */
  fill(table: MethodMessage, asked: Asked): void {
    batch(() => {
      this.choose(table.name);
      this.write(table, asked);
    });
  }

  private write(table: MethodMessage, { components, params }: Asked): void {
    if (components !== undefined) this.size(table.name, components);
    if (params === undefined) return;
    const draft = { ...freshDraft(table), ...(params as Draft) };
    this.drafts.value = { ...this.drafts.peek(), [table.name]: draft };
  }

  private size(method: string, size: 2 | 3): void {
    this.sizes.value = { ...this.sizes.peek(), [method]: size };
  }

  /** The panel's parameters and axes that differ from the table. */
  changed(): Record<string, Value> {
    const table = this.method.peek();
    return table === null ? {} : changedParams([...table.params, ...table.axes], this.draft.peek());
  }
}
