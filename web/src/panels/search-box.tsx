/** The search field in the middle of the bar, with its column and its regular expressions. */

import { IconButton } from "../elements/button";
import { Menu } from "../elements/choice";
import { Icon } from "../elements/icon";
import { words } from "../words";
import { useStore } from "./context";

export function SearchBox() {
  const { search, opening, settings } = useStore();
  const columns = opening.dataset.value?.columns ?? [];
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
        placeholder={words.bar.searchHint}
        aria-label={words.bar.search}
        aria-keyshortcuts="/"
        aria-invalid={search.problem.value !== null}
        spellcheck={false}
        value={search.text.value}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {search.text.value === "" ? (
        <kbd>/</kbd>
      ) : (
        <IconButton icon="close" title={words.bar.clear} onClick={() => search.clear()} />
      )}
      <button
        type="button"
        class="icon-button mono"
        title={words.bar.regex}
        aria-label={words.bar.regex}
        aria-pressed={search.regex.value}
        onClick={() => (search.regex.value = !search.regex.value)}
      >
        .*
      </button>
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
    </search>
  );
}
