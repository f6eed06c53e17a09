/** The search field in the middle of the bar: how it searches, where, and what is wrong with what was typed. */

import { useId } from "preact/hooks";
import { IconButton } from "../elements/button";
import { Menu } from "../elements/choice";
import { Icon } from "../elements/icon";
import { MODES } from "../store/search";
import type { Problem } from "../wire/messages";
import { words } from "../words";
import { useStore } from "./context";
import { KEYMAP } from "./keymap";

export function SearchBox() {
  const { search, settings } = useStore();
  const [problem, filters] = [search.problem.value, search.mode.value === "filter"];
  const id = useId();
  const type = (text: string) => {
    search.text.value = text;
    if (text !== "" && !settings.right.peek()) settings.toggleRail("right");
  };
  return (
    <search class="search">
      <Icon name="search" />
      <input
        type="search"
        data-search
        placeholder={filters ? words.search.filterHint : words.bar.searchHint}
        aria-label={words.bar.search}
        aria-keyshortcuts="/"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        spellcheck={false}
        value={search.text.value}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {search.text.value === "" ? (
        <kbd>{KEYMAP.search[0]}</kbd>
      ) : (
        <IconButton icon="close" title={words.bar.clear} onClick={() => search.clear()} />
      )}
      <How />
      {problem && <Wrong id={id} problem={problem} />}
    </search>
  );
}

function How() {
  const { exported, search, opening } = useStore();
  const modes = MODES.filter((mode) => !exported || mode !== "filter");
  const columns = opening.dataset.value?.columns ?? [];
  return (
    <>
      <button
        type="button"
        class="icon-button mono"
        title={words.search.case}
        aria-label={words.search.case}
        aria-pressed={search.case.value}
        onClick={() => (search.case.value = !search.case.value)}
      >
        Aa
      </button>
      <Menu
        hidden
        label={words.search.mode}
        value={search.mode.value}
        options={modes.map((mode) => ({ value: mode, text: words.search.modes[mode] }))}
        onChoose={(mode) => (search.mode.value = MODES.find((one) => one === mode) ?? "substring")}
      />
      {search.mode.value !== "filter" && (
        <Menu
          hidden
          label={words.bar.column}
          value={search.column.value ?? ""}
          options={[
            { value: "", text: words.bar.everywhere },
            ...columns.map((column) => ({ value: column.name, text: column.name })),
          ]}
          onChoose={(name) => (search.column.value = name || null)}
        />
      )}
    </>
  );
}

function Wrong({ id, problem }: { id: string; problem: Problem }) {
  const { search } = useStore();
  const pattern = search.mode.value === "regex";
  return (
    <div id={id} class="search-wrong" role="alert">
      <p class="wrong">{pattern ? words.inspector.badRegex : words.search.expected(problem.expected)}</p>
      <p class="hint">{`${words.search.got(problem.got)} ${problem.fix}`}</p>
    </div>
  );
}
