/** Buttons that copy, and say when they have. */

import { useState } from "preact/hooks";
import { words } from "../words";
import { IconButton } from "./button";

/** `text` is made when it is asked for: it may be long. */
export function CopyIcon({ title, text }: { title: string; text: () => string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(text()).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <IconButton icon={copied ? "check" : "copy"} title={copied ? words.empty.copied : title} onClick={copy} />
  );
}

/** A command with a button that copies it. */
export function CopyCode({ code, title }: { code: string; title: string }) {
  return (
    <div class="code">
      <pre>
        <code>{code}</code>
      </pre>
      <CopyIcon title={words.empty.copyOf(title)} text={() => code} />
    </div>
  );
}
