/** The projection panel of an exported page: nothing runs, what ran can be replayed. */

import { Button } from "../elements/button";
import { SliderRow } from "../elements/slider";
import { count } from "../store/formats";
import { words } from "../words";
import { useStore } from "./context";

export function ExportedForm() {
  const { run } = useStore().projection;
  const notes = run.value?.notes ?? [];
  return (
    <>
      <ReplayControls />
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <p class="hint">{words.site.calm}</p>
    </>
  );
}

function ReplayControls() {
  const { replay } = useStore();
  const [frames, at] = [replay.frames.value, replay.at.value];
  if (frames.length < 2) return null;
  const type = (text: string) => {
    const wanted = Number(text.replaceAll(",", ""));
    if (text.trim() === "" || !Number.isFinite(wanted)) return false;
    const away = frames.map((frame) => Math.abs(frame.iteration - wanted));
    void replay.seek(away.indexOf(Math.min(...away)));
    return true;
  };
  return (
    <>
      <SliderRow
        title={words.projection.iteration}
        place={at}
        most={frames.length - 1}
        text={count(frames[at]?.iteration ?? 0)}
        fits={words.site.replayFits}
        onSlide={(place) => void replay.seek(place)}
        onType={type}
      />
      <div class="buttons">
        <Button
          primary
          icon={replay.playing.value ? "pause" : "play"}
          title={words.site.replayHelp}
          onClick={() => replay.toggle()}
        >
          {replay.playing.value ? words.projection.pause : words.site.replay}
        </Button>
      </div>
    </>
  );
}
