/** Keys, gestures, and how to read the picture. */

import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "../elements/button";
import { words } from "../words";
import { useStore } from "./context";
import { type Command, KEYMAP } from "./keymap";

export function HelpDialog() {
  const { settings } = useStore();
  const dialog = useRef<HTMLDialogElement>(null);
  const open = settings.help.value;
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  const close = () => {
    settings.help.value = false;
  };
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <div class="help-body">
        <div class="help-head">
          <h2 id="help-title">{words.help.title}</h2>
          <IconButton icon="close" title={words.page.close} onClick={close} />
        </div>
        <div class="help-columns">
          <Keys />
          <div>
            <Pairs title={words.help.pointer} pairs={words.help.gestures} />
            <h3>{words.help.trust}</h3>
            {words.help.trustText.map((text) => (
              <p key={text} class="hint">
                {text}
              </p>
            ))}
          </div>
        </div>
      </div>
    </dialog>
  );
}

function Keys() {
  const commands = Object.keys(words.help.list) as Command[];
  return (
    <div>
      <h3>{words.help.keys}</h3>
      <dl class="pairs keys">
        {commands.map((command) => (
          <div key={command}>
            <dt>
              {KEYMAP[command].map((key) => (
                <kbd key={key}>{words.help.cap(key)}</kbd>
              ))}
            </dt>
            <dd>{words.help.list[command]}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Pairs({ title, pairs }: { title: string; pairs: readonly (readonly string[])[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <dl class="pairs">
        {pairs.map(([name, meaning]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
