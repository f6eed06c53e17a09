/** Files from the person's own disk: chosen here or dropped anywhere on the page. */

import { useRef } from "preact/hooks";
import { Button } from "../elements/button";
import { ProblemCard } from "../elements/problem";
import { words } from "../words";
import { useStore } from "./context";

export function Load() {
  const { loading, opening } = useStore();
  const input = useRef<HTMLInputElement>(null);
  const { busy, taken, problem } = loading;
  const said = taken.value;
  return (
    <div class="load">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={words.load.choose}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void loading.take(files);
        }}
      />
      <div class="load-buttons">
        <button type="button" class="quiet" title={words.load.hint} onClick={() => input.current?.click()}>
          {words.load.choose}
        </button>
        {(opening.dataset.value?.attached ?? 0) > 0 && (
          <button type="button" class="quiet" onClick={() => void loading.detach()}>
            {words.load.detach}
          </button>
        )}
      </div>
      <div role="status">
        {busy.value !== null && (
          <p class="hint">
            {words.load.busy(busy.value)} <progress aria-label={words.load.busy(busy.value)} />
          </p>
        )}
        {said !== null && <p class="hint">{words.load.taken(said.file.name, said.role)}</p>}
      </div>
      {said !== null && said.role !== "vectors" && (
        <Button onClick={() => void loading.take([said.file], "vectors")}>{words.load.asVectors}</Button>
      )}
      {problem.value && <ProblemCard problem={problem.value.problem} title={problem.value.name} />}
    </div>
  );
}

/** What makes an element take dropped files. */
export function useDrop() {
  const { exported, loading } = useStore();
  const files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  const mark = (event: DragEvent & { currentTarget: HTMLElement }, over: boolean) => {
    event.currentTarget.dataset.drop = String(over);
  };
  return {
    onDragOver: (event: DragEvent & { currentTarget: HTMLElement }) => {
      if (!files(event)) return;
      event.preventDefault();
      if (!exported) mark(event, true);
    },
    onDragLeave: (event: DragEvent & { currentTarget: HTMLElement }) => mark(event, false),
    onDrop: (event: DragEvent & { currentTarget: HTMLElement }) => {
      mark(event, false);
      if (!files(event)) return;
      event.preventDefault();
      if (!exported) void loading.take([...(event.dataTransfer?.files ?? [])]);
    },
  };
}
