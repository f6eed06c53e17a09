/** A link to the view on show: made here, and answered for when one was opened. */

import { useEffect, useState } from "preact/hooks";
import { Button, IconButton } from "../elements/button";
import type { Store } from "../store/store";
import { words } from "../words";
import { useStore } from "./context";
import { KEYMAP } from "./keymap";

const THANKS = 2_000;

/** Copies the link and puts it into the address bar: the page's own address, so that no token is in it. */
export async function share({ links }: Store): Promise<boolean> {
  const made = links.fragment();
  if (made === null) return false;
  const address = `${location.origin}${location.pathname}#${made.text}`;
  history.replaceState(history.state, "", address);
  const copied = await writeText(address);
  links.made(copied ? null : address, made.left);
  return copied;
}

/** Browsers refuse the clipboard to pages that came by plain HTTP from another machine. */
async function writeText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function ShareButton() {
  const store = useStore();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), THANKS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <IconButton
        icon={copied ? "check" : "chain"}
        title={words.link.copy}
        keys={KEYMAP.link[0]}
        onClick={() => void share(store).then(setCopied)}
      />
      <span class="unseen" role="status">
        {copied && words.link.copied}
      </span>
    </>
  );
}

/** What a link could not say or show, and the run it asks for; it stays until it is answered. */
export function LinkBar() {
  const { links } = useStore();
  const notice = links.notice.value;
  if (notice === null) return null;
  const { lines, address, offer } = notice;
  return (
    <section class="notice" aria-label={words.link.title}>
      <div class="said">
        <div role="status">
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {offer && <p>{offer.question}</p>}
        </div>
        {address !== null && (
          <input
            class="typed wordy"
            readOnly
            aria-label={words.link.title}
            value={address}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </div>
      {offer && (
        <Button primary icon="play" onClick={() => void links.accept()}>
          {words.link.run}
        </Button>
      )}
      <IconButton icon="close" title={words.link.dismiss} onClick={() => links.dismiss()} />
    </section>
  );
}
