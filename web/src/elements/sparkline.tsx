/** A small curve of the loss. */

import type { LossMessage } from "../wire/messages";

const [WIDTH, HEIGHT, EDGE] = [272, 36, 2];

/** An SVG path through the points; the axes reach from the least to the largest values. */
export function sparkPath(points: readonly LossMessage[]): string {
  const [xs, ys] = [points.map((point) => point.iteration), points.map((point) => point.loss)];
  const scale = (values: readonly number[], size: number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const span = high - low || 1;
    return (value: number) => EDGE + ((value - low) / span) * (size - 2 * EDGE);
  };
  const [x, y] = [scale(xs, WIDTH), scale(ys, HEIGHT)];
  const corners = points.map(
    (point) => `${x(point.iteration).toFixed(1)} ${(HEIGHT - y(point.loss)).toFixed(1)}`,
  );
  return corners.length === 0 ? "" : `M${corners.join("L")}`;
}

export function Sparkline({ points, name }: { points: readonly LossMessage[]; name: string }) {
  if (points.length < 2) return null;
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={name}
    >
      <path d={sparkPath(points)} />
    </svg>
  );
}
