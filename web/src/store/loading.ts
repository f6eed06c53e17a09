/** Files that a person drops on the page or chooses: sent one after another, and what became of the last. */

import { batch, signal } from "@preact/signals";
import { asProblem, isAbort } from "../source/problem";
import type { Source, UploadRole } from "../source/source";
import type { Problem, UploadMessage } from "../wire/messages";
import type { Opening } from "./opening";

export interface Taken {
  readonly file: File;
  readonly role: UploadMessage["role"];
}

export class Loading {
  /** The file that is on its way, and the share of it that was sent; then it is read. */
  readonly busy = signal<{ readonly name: string; readonly sent: number } | null>(null);
  /** By which column a table is joined, and how large a sprite's cells are (28x28); "": as it is found by itself. */
  readonly key = signal("");
  readonly cell = signal("");
  readonly taken = signal<Taken | null>(null);
  readonly problem = signal<{ readonly file: File | null; readonly problem: Problem } | null>(null);
  private way = new AbortController();

  constructor(
    private readonly source: Source,
    private readonly opening: Opening,
  ) {}

  /** Vectors are opened; a table or a picture is joined with what is open. The first file that is refused ends it. */
  async take(files: readonly File[], role: UploadRole = "auto"): Promise<void> {
    for (const file of files) {
      if (!(await this.send(file, role))) return;
    }
  }

  /** Stops the file that is being sent or read, and lets those behind it be. */
  cancel(): void {
    this.way.abort();
  }

  /** Takes off one of the files that were joined with the open dataset. */
  async detach(number: number): Promise<void> {
    const entry = this.opening.dataset.peek()?.id;
    if (entry === undefined) return;
    batch(() => {
      this.taken.value = null;
      this.problem.value = null;
    });
    try {
      await this.source.detach(entry, number);
      await this.opening.renew(entry);
    } catch (error) {
      this.problem.value = { file: null, problem: asProblem(error) };
    }
  }

  private async send(file: File, role: UploadRole): Promise<boolean> {
    this.way = new AbortController();
    const { signal } = this.way;
    const told = (sent: number) => {
      if (!signal.aborted) this.busy.value = { name: file.name, sent };
    };
    batch(() => {
      told(0);
      this.taken.value = null;
      this.problem.value = null;
    });
    try {
      const entry = this.opening.dataset.peek()?.id ?? null;
      const [key, cell] = [this.key.peek().trim(), this.cell.peek().trim()];
      const answer = await this.source.upload(file, entry, { role, key, cell, told, signal });
      batch(() => {
        this.busy.value = null;
        this.taken.value = { file, role: answer.role };
      });
      if (answer.role === "vectors") await this.opening.open(answer.entry);
      else await this.opening.renew(answer.entry);
      return true;
    } catch (error) {
      if (!isAbort(error)) this.problem.value = { file, problem: asProblem(error) };
      return false;
    } finally {
      this.busy.value = null;
    }
  }
}
