/** Files from the person's own disk: chosen here or dropped anywhere on the page. */

import { useRef } from "preact/hooks";
import { Button, IconButton } from "../elements/button";
import { Field } from "../elements/field";
import { Popover } from "../elements/popover";
import { ProblemCard } from "../elements/problem";
import { Underway } from "../elements/underway";
import type { AddedMessage, Problem } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";

export function Load() {
  const { loading, opening } = useStore();
  const input = useRef<HTMLInputElement>(null);
  const { busy, taken, problem } = loading;
  const said = taken.value;
  const added = opening.dataset.value?.attached ?? [];
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
        {opening.dataset.value !== null && <How />}
      </div>
      {added.length > 0 && <Added files={added} />}
      <div role="status">
        {busy.value !== null && <Busy {...busy.value} />}
        {said !== null && <p class="hint">{words.load.taken(said.file.name, said.role)}</p>}
      </div>
      {said !== null && said.role !== "vectors" && (
        <Button onClick={() => void loading.take([said.file], "vectors")}>{words.load.asVectors}</Button>
      )}
      {problem.value && <Refused {...problem.value} />}
    </div>
  );
}

/** The files that were joined with the open dataset, each with a way to take it off again. */
function Added({ files }: { files: readonly AddedMessage[] }) {
  const { loading } = useStore();
  return (
    <ul class="added" aria-label={words.load.added}>
      {files.map(({ number, name, role }) => (
        <li key={number}>
          <span class="text" dir="auto" title={name}>
            {name}
          </span>
          <span class="muted">{words.load.roles[role]}</span>
          <IconButton
            icon="close"
            title={words.load.detach(name)}
            onClick={() => void loading.detach(number)}
          />
        </li>
      ))}
    </ul>
  );
}

/** What cannot be found by itself: it holds for the files that are taken next. */
function How() {
  const { key, cell } = useStore().loading;
  return (
    <Popover icon="options" title={words.load.how}>
      <Field
        label={words.load.key}
        hint={words.load.keyHint}
        value={key.value}
        onType={(text) => (key.value = text)}
      />
      <Field
        label={words.load.cell}
        hint={words.load.cellHint}
        value={cell.value}
        onType={(text) => (cell.value = text)}
      />
      <p class="hint">{words.load.howHint}</p>
    </Popover>
  );
}

function Busy({ name, sent }: { name: string; sent: number }) {
  const { loading } = useStore();
  return (
    <Underway
      said={sent < 1 ? words.load.sending(name, sent) : words.load.reading(name)}
      share={sent < 1 ? sent : null}
      cancel={words.cancel}
      onCancel={() => loading.cancel()}
    />
  );
}

function Refused({ file, problem }: { file: File | null; problem: Problem }) {
  const { loading } = useStore();
  return (
    <>
      <ProblemCard problem={problem} title={file?.name ?? words.load.added} />
      {file !== null && <Button onClick={() => void loading.take([file])}>{words.load.again}</Button>}
    </>
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
    onDragLeave: (event: DragEvent & { currentTarget: HTMLElement }) => {
      // From one part of the page to another is no leaving.
      const to = event.relatedTarget;
      if (!(to instanceof Node && event.currentTarget.contains(to))) mark(event, false);
    },
    onDrop: (event: DragEvent & { currentTarget: HTMLElement }) => {
      mark(event, false);
      if (!files(event)) return;
      event.preventDefault();
      if (!exported) void loading.take([...(event.dataTransfer?.files ?? [])]);
    },
  };
}
