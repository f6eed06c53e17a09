/** The runs of the open dataset: starting them, steering them, and which one is on show. */

import { batch, computed, effect, type Signal, signal } from "@preact/signals";
import { asProblem } from "../source/problem";
import type { RunMove } from "../source/runs";
import type { Source } from "../source/source";
import type {
  DatasetMessage,
  Invitation,
  MethodMessage,
  PaceName,
  ParamMessage,
  Problem,
  RunMessage,
} from "../wire/messages";
import { type Draft, uninvited, type Value } from "./drafts";
import type { Isolation } from "./isolation";
import { makeLive } from "./live";
import type { Opening } from "./opening";
import { type Asked, NORMALIZE, Panel } from "./panel";
import { packed } from "./rows";
import { ENDED, layouts, newest, type Runs } from "./runs";
import { throttled } from "./tasks";

/** Milliseconds between two messages while a slider is moved. */
const LIVE_GAP = 150;
/** The first picture is left alone for this long before an invited run changes it. */
const FIRST_LOOK = 600;

export class Projection {
  readonly live = makeLive();
  readonly pace = signal<PaceName>("fast");
  readonly problem = signal<Problem | null>(null);
  readonly panel: Panel;
  /** Lay out only the rows that are shown alone, while some are. */
  readonly isolatedOnly = signal(false);
  private readonly shownId = signal<string | null>(null);
  /** What the command line asked for and nobody has overtaken yet. */
  private invitation: Invitation | null = null;
  /** A link says what to show: nothing is begun uninvited beside it. */
  private declined = false;

  /** The run that the panel steers: the one on show if it is of the panel's method, else the newest of that method. */
  readonly run = computed(() => {
    const [shown, method] = [this.shown.value, this.panel.method.value?.name ?? null];
    const entry = this.opening.dataset.value?.id ?? null;
    if (shown !== null && shown.method === method && shown.entry === entry && !shown.restored) return shown;
    return newest(this.runs.all.value, entry, method);
  });
  /** What ran over the open data and can be looked at again, newest first. */
  readonly layouts = computed(() => layouts(this.runs.all.value, this.opening.dataset.value?.id ?? null));
  /** The run whose frames are drawn; not always the panel's, and for a moment that of the training step before. */
  readonly shown = computed(() => this.runs.all.value.get(this.shownId.value ?? "") ?? null);
  /** The run that was on show last and had a picture. */
  private pictured: string | null = null;
  private over: DatasetMessage | null = null;
  /** The list of runs, asked for while a dataset is being opened. */
  private listed: Promise<void> | null = null;

  private readonly send = throttled<{ run: string; params: Record<string, Value> }>(LIVE_GAP, (change) => {
    void this.attempt(() => this.source.params(change.run, change.params));
  });

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
    private readonly runs: Runs,
    private readonly dimensions: Signal<2 | 3>,
    private readonly isolation: Isolation,
  ) {
    this.panel = new Panel(computed(() => opening.session.value?.methods ?? []));
    effect(() => this.fallBack());
  }

  /** Puts a method on the panel and shows its last run; one that may draw uninvited and has none is run. */
  async choose(method: string): Promise<void> {
    batch(() => {
      this.panel.choose(method);
      this.problem.value = null;
    });
    const there = this.run.peek();
    if (there !== null) this.panel.adopt(there);
    const table = this.panel.method.peek();
    const light = table !== null && uninvited(table);
    const stale = there !== null && this.source.exported === null && this.panel.normalizesOtherwise(there);
    if (light && (there === null || stale)) await this.launch();
    else if (there !== null) this.show(there);
  }

  /** Normalises for every method; one that may draw uninvited does so at once, in as many dimensions as are shown. */
  async normalize(value: Value): Promise<void> {
    const entry = this.opening.dataset.peek()?.id ?? null;
    batch(() => {
      for (const { name } of this.panel.methods.peek()) {
        const there = newest(this.runs.all.peek(), entry, name);
        if (there !== null) this.panel.adopt(there);
      }
      this.panel.setEverywhere(NORMALIZE, value);
    });
    const table = this.panel.method.peek();
    if (table === null || !uninvited(table)) return;
    const size = this.dimensions.peek();
    if ((await this.start()) !== null) this.dimensions.value = size;
  }

  /** Puts a layout that is there on show, and what it was asked for on the panel. */
  showRun(id: string): void {
    const run = this.runs.all.peek().get(id);
    if (run === undefined) return;
    this.invitation = null;
    const table = this.panel.methods.peek().find((one) => one.name === run.method);
    batch(() => {
      if (table !== undefined && !run.restored)
        this.panel.fill(table, { params: run.asked, components: run.n_components === 3 ? 3 : 2 });
      this.problem.value = null;
      this.show(run);
    });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.attempt(() => this.source.rename(id, name));
  }

  /** Lets a layout go; where it was on show, the newest of the others takes its place. */
  async forget(id: string): Promise<void> {
    this.problem.value = null;
    try {
      await this.source.forget(id);
    } catch (error) {
      this.problem.value = asProblem(error);
      return;
    }
    const next = this.layouts.peek().find((run) => run.id !== id);
    if (this.shownId.peek() === id && next !== undefined) this.showRun(next.id);
    this.runs.drop([id]);
  }

  /** The program that makes a layout again, with the selected rows if there are any. */
  async python(id: string, rows: ArrayLike<number> | null = null): Promise<string> {
    const code = await this.source.python(id);
    return rows === null ? code : `${code}selected = [${Array.from(rows).join(", ")}]\n`;
  }

  /** Starts a method: as the panel says, or as `asked`. Null if the server refuses; `problem` then says why. */
  start(method?: string, asked?: Asked): Promise<RunMessage | null> {
    this.invitation = null;
    return this.launch(method, asked);
  }

  private async launch(
    method = this.panel.method.peek()?.name ?? "",
    asked: Asked = {},
    after: string | null = null,
  ): Promise<RunMessage | null> {
    const entry = this.opening.dataset.peek()?.id;
    if (entry === undefined) return null;
    const table = this.panel.methods.peek().find((one) => one.name === method);
    if (table !== undefined) this.panel.fill(table, asked);
    const request = {
      entry,
      method,
      n_components: asked.components ?? this.panel.components.peek(),
      params: asked.params ?? this.panel.changed(),
      random_state: asked.seed ?? 0,
      pace: this.pace.peek(),
      after,
      rows: this.isolatedRows(),
    };
    const answer = await this.attempt(() => this.source.run(request));
    if (answer === null) return null;
    this.show(answer);
    const known = table?.steps && ENDED.has(answer.state);
    return known ? this.again(answer, request.pace) : answer;
  }

  private isolatedRows(): string | null {
    const [rows, n] = [this.isolation.rows.peek(), this.opening.dataset.peek()?.n ?? 0];
    return rows !== null && this.isolatedOnly.peek() ? packed(rows, n) : null;
  }

  /** The server knows this very run already, ended: whoever asks for it wants to watch it from the beginning. */
  private async again(run: RunMessage, pace: PaceName): Promise<RunMessage | null> {
    if (run.pace !== pace) await this.attempt(() => this.source.pace(run.id, pace));
    return this.attempt(() => this.source.move(run.id, "restart"));
  }

  async move(move: RunMove): Promise<void> {
    const target = this.run.peek();
    if (target === null) return;
    const answer = await this.attempt(() => this.source.move(target.id, move));
    if (answer !== null) this.show(answer);
  }

  /** Axes change the picture of any run; other parameters reach a run only if they are live and it goes on. */
  set(param: ParamMessage, value: Value): void {
    this.panel.set(param, value);
    const [table, target] = [this.panel.method.peek(), this.run.peek()];
    if (table === null || target === null) return;
    const isAxis = table.axes.some((one) => one.name === param.name);
    const rows = isAxis ? table.axes : table.params.filter((one) => one.live);
    const reaches = isAxis || (param.live && !ENDED.has(target.state));
    if (reaches) this.send({ run: target.id, params: only(rows, this.panel.draft.peek()) });
  }

  setComponents(size: 2 | 3): void {
    this.panel.setComponents(size);
    const [table, there] = [this.panel.method.peek(), this.run.peek()];
    if (table === null || table.heavy) return;
    const begun = there !== null && there.state !== "failed";
    if (begun && there.n_components >= size) this.dimensions.value = size;
    else if (begun || uninvited(table)) void this.start();
  }

  /** The view turns at once; what is laid out only when run takes the same number of dimensions then. */
  look(size: 2 | 3): void {
    this.dimensions.value = size;
    if (this.panel.method.peek()?.heavy) this.panel.setComponents(size);
  }

  setPace(pace: PaceName): void {
    this.pace.value = pace;
    const target = this.run.peek();
    if (target !== null && !ENDED.has(target.state))
      void this.attempt(() => this.source.pace(target.id, pace));
  }

  /** Shows what there is for a dataset that was just opened; one that goes on from another keeps its picture. */
  async turnTo(dataset: DatasetMessage): Promise<void> {
    const [before, last] = [this.over, this.shown.peek()];
    this.over = dataset;
    this.invitation = null;
    const same = before?.id === dataset.id;
    if (same && before.fingerprint === dataset.fingerprint) return;
    if (same) this.runs.forgetEntry(dataset.id);
    if (this.opening.continued.peek() && last !== null) return this.proceed(dataset.id, last);
    this.clear();
    await this.begin(dataset.id);
  }

  /** What the command line asked for is not run: a person asked for something else. */
  decline(): void {
    this.declined = true;
    this.invitation = null;
  }

  /** A dataset is being opened: what ran is asked for meanwhile. */
  expect(): void {
    this.listed = this.list();
  }

  private list(): Promise<void> {
    return this.source.runs().then(this.runs.take, () => undefined);
  }

  private clear(): void {
    this.shownId.value = null;
    this.live.forget();
  }

  /** The same method over other vectors of the same rows: its last run there, or a new one from where the points are. */
  private async proceed(entry: string, last: RunMessage): Promise<void> {
    const anew = last.entry === entry;
    if (!anew && !ENDED.has(last.state)) await this.attempt(() => this.source.move(last.id, "stop"));
    await this.list();
    if (this.opening.dataset.peek()?.id !== entry) return;
    const there = newest(this.runs.all.peek(), entry, last.method);
    if (there !== null && there.state !== "failed") return this.showAgain(there);
    const steps = this.panel.methods.peek().find((one) => one.name === last.method)?.steps;
    const components = last.n_components === 2 ? 2 : 3;
    const asked = { params: last.asked, components, seed: last.random_state } as const;
    await this.launch(last.method, asked, steps && last.seq > 0 && !anew ? last.id : null);
  }

  /** What there is for a dataset that was opened anew; follows the invitation. */
  private async begin(entry: string): Promise<void> {
    await (this.listed ?? this.list());
    const known = [...this.runs.all.peek().values()].filter(
      (one) => one.entry === entry && one.state !== "failed",
    );
    const methods = this.panel.methods.peek();
    const first = known.at(-1)?.method ?? opening(methods)?.name;
    if (first === undefined || this.opening.dataset.peek()?.id !== entry) return;
    const invited = this.declined ? null : this.opening.session.peek()?.invitation;
    const open = invited?.entry === entry && !known.some((one) => one.method === invited.method);
    this.invitation = invited && open ? invited : null;
    const light = methods.some((one) => one.name === this.invitation?.method && uninvited(one));
    if (!light) await this.choose(first);
    if (this.invitation !== null) await this.follow(this.invitation, light);
  }

  /** At once, or after the first look, unless the person has begun something else or another dataset was opened. */
  private async follow(invitation: Invitation, atOnce: boolean): Promise<void> {
    if (!atOnce) await this.ended();
    if (this.invitation !== invitation) return;
    const { method, params, random_state: seed, n_components: size } = invitation;
    await this.start(method, { params, seed, components: size === 3 ? 3 : 2 });
  }

  /** Until the run on show has ended, and a moment longer. */
  private ended(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.shown.subscribe((run) => {
        if (run !== null && !ENDED.has(run.state)) return;
        setTimeout(() => {
          stop();
          resolve();
        }, FIRST_LOOK);
      });
    });
  }

  /** A run that ended before its first picture leaves the picture that is there, which is another run's. */
  private fallBack(): void {
    const run = this.shown.value;
    if (run === null || run.seq > 0) return;
    const before = this.runs.all.peek().get(this.pictured ?? "");
    const ended = run.state === "stopped" || run.state === "failed";
    if (ended && before?.entry === run.entry) this.show(before);
  }

  private showAgain(run: RunMessage): void {
    this.panel.adopt(run);
    this.show(run);
  }

  private show(next: RunMessage): void {
    const last = this.shown.peek();
    if (last?.id === next.id) return;
    if (last !== null && last.seq > 0) this.pictured = last.id;
    batch(() => {
      this.live.forget();
      this.shownId.value = next.id;
      this.dimensions.value = next.n_components === 2 ? 2 : 3;
    });
    if (next.loss !== null) void this.recall(next.id);
  }

  /** The loss curve of a run that had begun before it was shown; without it the curve begins here. */
  private async recall(id: string): Promise<void> {
    const losses = await this.source.losses(id).catch(() => []);
    if (this.shownId.peek() === id) this.live.recall(losses);
  }

  private async attempt(work: () => Promise<RunMessage>): Promise<RunMessage | null> {
    this.problem.value = null;
    try {
      const answer = await work();
      this.runs.take([answer]);
      return answer;
    } catch (error) {
      this.problem.value = asProblem(error);
      return null;
    }
  }
}

/** The method that a dataset opens with. */
function opening(methods: readonly MethodMessage[]): MethodMessage | undefined {
  return methods.find(uninvited) ?? methods[0];
}

function only(rows: readonly ParamMessage[], draft: Draft): Record<string, Value> {
  return Object.fromEntries(rows.map((row) => [row.name, draft[row.name] ?? null]));
}
