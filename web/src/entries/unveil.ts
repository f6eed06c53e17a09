/** When the panels come: after the first picture, which needs the processor and the graphics card before they do. */

import { computed, effect } from "@preact/signals";
import type { Phase } from "../store/opening";
import type { Store } from "../store/store";

/** Milliseconds without a step toward the picture, after which it counts as waited for. */
const PATIENCE = 400;
const COMING: readonly Phase[] = ["starting", "opening", "open"];

/** Resolves when the panels are there; `painted` does when the first picture is. */
export function unveil(
  store: Store,
  painted: Promise<void>,
  life: AbortSignal,
  nextFrame: (then: () => void) => void = requestAnimationFrame,
): Promise<void> {
  const { opening, placed, panelsDue } = store;
  const steps = computed(() => [opening.session.value, opening.dataset.value, placed.value].map(Boolean));
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout>;
    const stop = effect(() => wait(steps.value, opening.phase.value));
    function wait(_: readonly boolean[], phase: Phase): void {
      clearTimeout(timer);
      timer = setTimeout(show, COMING.includes(phase) ? PATIENCE : 0);
    }
    function show(): void {
      end();
      panelsDue.value = true;
      setTimeout(resolve);
    }
    function end(): void {
      stop();
      clearTimeout(timer);
    }
    // In the frame after that of the picture, so that this one reaches the screen first.
    void painted.then(() => life.aborted || nextFrame(show));
    life.addEventListener("abort", end);
  });
}
