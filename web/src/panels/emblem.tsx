/** The picture of the empty page: a few dozen points in three groups, placed by a fixed golden-angle spiral. */

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const GROUPS = [
  { x: 78, y: 62, n: 34, spread: 6.4 },
  { x: 182, y: 52, n: 26, spread: 6.0 },
  { x: 140, y: 104, n: 30, spread: 6.2 },
] as const;

export function Emblem() {
  return (
    <svg class="emblem" viewBox="0 0 260 148" width="260" height="148" aria-hidden="true" focusable="false">
      {GROUPS.map((group, colour) =>
        Array.from({ length: group.n }, (_, at) => {
          const radius = group.spread * Math.sqrt(at);
          const [x, y] = [radius * Math.cos(at * GOLDEN), 0.72 * radius * Math.sin(at * GOLDEN)];
          const size = 3.4 - at / (group.n * 0.8);
          return (
            <circle
              key={at}
              class={`group-${colour}`}
              cx={group.x + x}
              cy={group.y + y}
              r={Math.max(size, 1.4)}
            />
          );
        }),
      )}
    </svg>
  );
}
