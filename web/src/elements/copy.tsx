/** A command with a button that copies it. */

import { useState } from "preact/hooks";
import { words } from "../words";
import { IconButton } from "./button";

export function CopyCode({ code, title }: { code: string; title: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(code).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div class="code">
      <pre>
        <code>{code}</code>
      </pre>
      <IconButton
        icon={copied ? "check" : "copy"}
        title={copied ? words.empty.copied : words.empty.copyOf(title)}
        onClick={copy}
      />
    </div>
  );
}
