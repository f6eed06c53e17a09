/** The nearest neighbours of the selected row, in the original space or in the layout on show. */

import { Segments } from "../elements/choice";
import { SliderRow } from "../elements/slider";
import { VirtualList } from "../elements/virtual-list";
import { distance } from "../store/formats";
import { METRICS, MOST_NEIGHBORS, SPACES } from "../store/settings";
import { words } from "../words";
import { useLine, useStore } from "./context";
import { LINE, PointLine } from "./point-line";

/** The slider is logarithmic, so that 10 and 100 are as easy to reach as 1,000. */
const PLACES = 150;
const fromPlace = (place: number) => Math.round(MOST_NEIGHBORS ** (place / PLACES));
const toPlace = (k: number) => Math.round((Math.log(k) / Math.log(MOST_NEIGHBORS)) * PLACES);

export function Neighbors() {
  const { inspector, settings } = useStore();
  const found = inspector.neighbors.value;
  const type = (text: string) => {
    const k = Number(text);
    const fits = Number.isInteger(k) && k >= 1 && k <= MOST_NEIGHBORS;
    if (fits) settings.k.value = k;
    return fits;
  };
  return (
    <section class="neighbors" aria-label={words.inspector.neighbors}>
      <SliderRow
        heading={<h3 title={words.inspector.neighborsHint}>{words.inspector.neighbors}</h3>}
        title={words.inspector.k}
        place={toPlace(settings.k.value)}
        most={PLACES}
        text={String(settings.k.value)}
        fits={words.projection.fits({ kind: "int", low: 1, high: MOST_NEIGHBORS })}
        onSlide={(place) => (settings.k.value = fromPlace(place))}
        onType={type}
      />
      <Segments
        name={words.inspector.space}
        options={SPACES.map((space) => ({ value: space, text: words.inspector.spaces[space] }))}
        value={settings.space.value}
        onChoose={(space) => (settings.space.value = space)}
      />
      <Segments
        name={words.inspector.metric}
        options={METRICS.map((metric) => ({ value: metric, text: words.metrics[metric] }))}
        value={settings.metric.value}
        onChoose={(metric) => (settings.metric.value = metric)}
      />
      {found === null ? <p class="hint">{words.inspector.looking}</p> : <List />}
    </section>
  );
}

function List() {
  const { inspector } = useStore();
  const line = useLine(LINE);
  const { rows, distances } = inspector.neighbors.value ?? { rows: [], distances: [] };
  const size = distances.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return (
    <VirtualList
      name={words.inspector.neighbors}
      count={rows.length}
      line={line}
      reveal={inspector.cursor.value}
    >
      {(at, stop) => {
        const [row, away] = [rows[at], distances[at]];
        if (row === undefined || away === undefined) return null;
        return (
          <PointLine row={row} stop={stop} marked={inspector.cursor.value === at}>
            <span class="meter" aria-hidden="true">
              <span style={{ width: `${(100 * Math.abs(away)) / size}%` }} />
            </span>
            <span class="number">
              <span class="unseen">{words.inspector.distance("")}</span>
              {distance(away)}
            </span>
          </PointLine>
        );
      }}
    </VirtualList>
  );
}
