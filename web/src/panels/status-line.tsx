/** The line at the bottom, and the quiet voice that tells a screen reader what changed. */

import { words } from "../words";
import { useStore } from "./context";
import { TableButton } from "./table";

export function StatusLine() {
  const { status, projection, inspector } = useStore();
  const run = projection.shown.value;
  const said = [run ? words.states[run.state] : "", words.selection(inspector.selected.value.length)];
  return (
    <footer class="status">
      <p>
        {status.value.map((part) => (
          <span key={part}>{part}</span>
        ))}
      </p>
      <p class="unseen" role="status">
        {said.filter(Boolean).join(". ")}
      </p>
      <TableButton />
    </footer>
  );
}

/** A calm bar while the server or the graphics card is away; what is on the page stays usable. */
export function LostBar() {
  const { opening, sceneGone } = useStore();
  const lost = opening.lost.value;
  const said = lost === "refused" ? words.page.refused : lost === "silent" ? words.page.lost : "";
  const text = said || (sceneGone.value ? words.page.sceneGone : "");
  if (text === "") return null;
  return (
    <div class="lost" role="status">
      {text}
    </div>
  );
}
