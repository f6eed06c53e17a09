/** Files that a person drops on the page or chooses: sent one after another, and what became of the last. */

import { batch, signal } from "@preact/signals";
import { asProblem } from "../source/problem";
import type { Source, UploadRole } from "../source/source";
import type { Problem, UploadMessage } from "../wire/messages";
import type { Opening } from "./opening";

export interface Taken {
  readonly file: File;
  readonly role: UploadMessage["role"];
}

export class Loading {
  /** The name of the file that is on its way. */
  readonly busy = signal<string | null>(null);
  readonly taken = signal<Taken | null>(null);
  readonly problem = signal<{ readonly name: string; readonly problem: Problem } | null>(null);

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

  /** Takes off everything that was joined with the open dataset. */
  async detach(): Promise<void> {
    const entry = this.opening.dataset.peek()?.id;
    if (entry === undefined) return;
    this.taken.value = null;
    try {
      await this.source.detach(entry);
      await this.opening.goOn(entry);
    } catch (error) {
      this.problem.value = { name: entry, problem: asProblem(error) };
    }
  }

  private async send(file: File, role: UploadRole): Promise<boolean> {
    batch(() => {
      this.busy.value = file.name;
      this.taken.value = null;
      this.problem.value = null;
    });
    try {
      const entry = this.opening.dataset.peek()?.id ?? null;
      const answer = await this.source.upload(file, entry, role);
      this.taken.value = { file, role: answer.role };
      if (answer.role === "vectors") await this.opening.open(answer.entry);
      else await this.opening.goOn(answer.entry);
      return true;
    } catch (error) {
      this.problem.value = { name: file.name, problem: asProblem(error) };
      return false;
    } finally {
      this.busy.value = null;
    }
  }
}
