/** A button that copies a text which may have to be fetched first; where the browser refuses, the text stands below. */

import { useEffect, useState } from "preact/hooks";
import { words } from "../words";
import { Button } from "./button";
import type { IconName } from "./icon";

const THANKS = 2_000;

interface CopyButtonProps {
  readonly icon?: IconName;
  readonly text: () => string | Promise<string>;
  readonly children: string;
}

export function CopyButton({ icon = "copy", text, children }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), THANKS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const found = await Promise.resolve(text()).catch((error: unknown) => String(error));
    try {
      await navigator.clipboard.writeText(found);
      setCopied(true);
      setRefused(null);
    } catch {
      setRefused(found);
    }
  };
  return (
    <>
      <Button icon={copied ? "check" : icon} onClick={() => void copy()}>
        {copied ? words.empty.copied : children}
      </Button>
      {refused !== null && (
        <textarea class="refused" readOnly rows={4} aria-label={children} value={refused} />
      )}
    </>
  );
}
