/** The method on the panel, what was set for it, and the run on show. */

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { asProblem } from "../source/problem";
import type { RunMove, Source } from "../source/source";
import type { MethodMessage, PaceName, ParamMessage, Problem, RunMessage } from "../wire/messages";
import { changedParams, type Draft, freshDraft, type Value } from "./drafts";
import { type Live, makeLive } from "./live";
import type { Opening } from "./opening";
import { ENDED, newest, type Runs } from "./runs";
import { throttled } from "./tasks";

export interface Projection {
  readonly methods: ReadonlySignal<readonly MethodMessage[]>;
  readonly method: ReadonlySignal<MethodMessage | null>;
  readonly draft: ReadonlySignal<Draft>;
  readonly components: ReadonlySignal<2 | 3>;
  readonly pace: ReadonlySignal<PaceName>;
  /** The newest run of the method on the panel. */
  readonly run: ReadonlySignal<RunMessage | null>;
  /** The run whose frames are drawn; not always the panel's. */
  readonly shown: ReadonlySignal<RunMessage | null>;
  readonly problem: ReadonlySignal<Problem | null>;
  readonly live: Live;
  choose(method: string): Promise<void>;
  set(param: ParamMessage, value: Value): void;
  setComponents(components: 2 | 3): void;
  setPace(pace: PaceName): void;
  /** Starts the method; `asked` replaces what the panel says, and is written into it. */
  start(
    method?: string,
    asked?: Readonly<Record<string, unknown>>,
    components?: 2 | 3,
  ): Promise<RunMessage | null>;
  move(move: RunMove): Promise<void>;
  /** Shows what there is for a dataset that was just opened, and follows the invitation. */
  begin(entry: string): Promise<void>;
}

export function makeProjection(
  source: Source,
  opening: Opening,
  runs: Runs,
  dimensions: Signal<2 | 3>,
): Projection {
  const name = signal<string | null>(null);
  const drafts = signal<Readonly<Record<string, Draft>>>({});
  const sizes = signal<Readonly<Record<string, 2 | 3>>>({});
  const pace = signal<PaceName>("fast");
  const shownId = signal<string | null>(null);
  const problem = signal<Problem | null>(null);
  const live = makeLive();

  const methods = computed(() => opening.session.value?.methods ?? []);
  const method = computed(() => methods.value.find((one) => one.name === name.value) ?? null);
  const draft = computed<Draft>(() => {
    const table = method.value;
    return table === null ? {} : (drafts.value[table.name] ?? freshDraft(table));
  });
  const components = computed<2 | 3>(() => sizes.value[name.value ?? ""] ?? (method.value?.heavy ? 2 : 3));
  const run = computed(() => newest(runs.all.value, opening.dataset.value?.id ?? null, name.value));
  const shown = computed(() => runs.all.value.get(shownId.value ?? "") ?? null);

  async function attempt(work: () => Promise<RunMessage>): Promise<RunMessage | null> {
    problem.value = null;
    try {
      const answer = await work();
      runs.take([answer]);
      return answer;
    } catch (error) {
      problem.value = asProblem(error);
      return null;
    }
  }

  function show(next: RunMessage): void {
    if (shownId.peek() === next.id) return;
    batch(() => {
      live.forget();
      shownId.value = next.id;
      dimensions.value = next.n_components === 2 ? 2 : 3;
    });
  }

  async function start(
    wanted = name.peek() ?? "",
    asked?: Readonly<Record<string, unknown>>,
    size?: 2 | 3,
  ): Promise<RunMessage | null> {
    const entry = opening.dataset.peek()?.id;
    const table = methods.peek().find((one) => one.name === wanted);
    if (entry === undefined || (table === undefined && asked === undefined)) return null;
    batch(() => {
      if (table !== undefined) name.value = table.name;
      if (size !== undefined) sizes.value = { ...sizes.peek(), [wanted]: size };
      if (asked !== undefined && table !== undefined) {
        drafts.value = { ...drafts.peek(), [wanted]: { ...freshDraft(table), ...(asked as Draft) } };
      }
    });
    const rows = table === undefined ? [] : [...table.params, ...table.axes];
    const params = asked ?? changedParams(rows, draft.peek());
    const request = { entry, method: wanted, n_components: components.peek(), params, pace: pace.peek() };
    const answer = await attempt(() => source.run({ random_state: 0, after: null, ...request }));
    if (answer !== null) show(answer);
    return answer;
  }

  const sendParam = throttled<{ run: string; params: Record<string, Value> }>(150, (change) => {
    void attempt(() => source.params(change.run, change.params));
  });

  function set(param: ParamMessage, value: Value): void {
    const table = method.peek();
    if (table === null) return;
    drafts.value = { ...drafts.peek(), [table.name]: { ...draft.peek(), [param.name]: value } };
    const target = run.peek();
    if (target === null) return;
    const axis = table.axes.some((one) => one.name === param.name);
    const rows = axis ? table.axes : table.params.filter((one) => one.live);
    const goesOn = param.live && !ENDED.has(target.state);
    if (axis || goesOn) sendParam({ run: target.id, params: only(rows, draft.peek()) });
  }

  async function choose(wanted: string): Promise<void> {
    batch(() => {
      name.value = wanted;
      problem.value = null;
    });
    const there = run.peek();
    if (there !== null) show(there);
    else if (method.peek()?.heavy === false) await start();
  }

  function setComponents(size: 2 | 3): void {
    sizes.value = { ...sizes.peek(), [name.peek() ?? ""]: size };
    if (method.peek()?.heavy !== false) return;
    const there = run.peek();
    if (there === null || there.n_components < size) void start();
    else dimensions.value = size;
  }

  async function begin(entry: string): Promise<void> {
    shownId.value = null;
    live.forget();
    await source.runs().then(runs.take, () => undefined);
    const known = [...runs.all.peek().values()].filter(
      (one) => one.entry === entry && one.state !== "failed",
    );
    const last = known.at(-1);
    const first = last?.method ?? methods.peek().find((one) => !one.heavy)?.name ?? methods.peek()[0]?.name;
    if (first === undefined) return;
    await choose(first);
    const asked = opening.session.peek()?.invitation;
    if (!asked || asked.entry !== entry || known.some((one) => one.method === asked.method)) return;
    await settled(shown);
    await start(asked.method, asked.params, asked.n_components === 2 ? 2 : 3);
  }

  return {
    methods, method, draft, components, pace, run, shown, problem, live,
    choose, set, setComponents, start, begin,
    setPace: (wanted) => {
      pace.value = wanted;
      const target = run.peek();
      if (target !== null && !ENDED.has(target.state)) void attempt(() => source.pace(target.id, wanted));
    },
    move: async (move) => {
      const target = run.peek();
      if (target === null) return;
      const answer = await attempt(() => source.move(target.id, move));
      if (answer !== null) show(answer);
    },
  }; // biome-ignore format: one line a group
}

function only(rows: readonly ParamMessage[], draft: Draft): Record<string, Value> {
  return Object.fromEntries(rows.map((row) => [row.name, draft[row.name] ?? null]));
}

/** Until the run on show has ended and its picture has had a moment to be seen. */
function settled(shown: ReadonlySignal<RunMessage | null>): Promise<void> {
  return new Promise((resolve) => {
    const stop = shown.subscribe((run) => {
      const going = run !== null && !ENDED.has(run.state);
      if (going) return;
      setTimeout(() => {
        stop();
        resolve();
      }, 600);
    });
  });
}
