/** The dataset that is being opened. Beside other things only once it takes longer than a blink: what comes at once moves nothing. */

import { useEffect, useState } from "preact/hooks";
import { Underway } from "../elements/underway";
import { words } from "../words";
import { useStore } from "./context";

const BLINK = 300;

export function OpeningUnderway({ alone = false }: { alone?: boolean }) {
  const { opening } = useStore();
  const entry = opening.reading.value;
  const long = useLong(entry);
  if (entry === null || !(alone || long)) return null;
  return (
    <div role="status">
      <Underway
        said={words.page.opening(opening.nameOf(entry))}
        share={null}
        cancel={words.cancel}
        onCancel={() => void opening.cancel()}
      />
    </div>
  );
}

/** Whether `what` has been the same for longer than a blink. */
function useLong(what: unknown): boolean {
  const [since, setSince] = useState<unknown>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => setSince(what), BLINK);
    return () => clearTimeout(timer);
  }, [what]);
  return since === what;
}
