import { expect, test } from "vitest";
import { encoded } from "../../src/store/bookmarks";
import { asStates, decoded, expressible } from "../../src/store/states";
import { PLAIN } from "../../src/store/views";
import type { BookmarkMessage, SavedLayoutMessage } from "../../src/wire/messages";

const camera = {
  dimensions: 3, position: [5, 3, 10], target: [5, 3, 0], up: [0, 1, 0], extent: 2 * Math.tan((35 * Math.PI) / 180),
} as const; // biome-ignore format: a sample
const view = { ...PLAIN, camera, color: "digit", label: "name", theme: "day" };

function bookmark(layout: Partial<SavedLayoutMessage>, rest: Partial<BookmarkMessage> = {}): BookmarkMessage {
  return {
    label: "mine",
    data: { name: "digits", n: 3, d: 64, fingerprint: "f" },
    layout: {
      method: "tsne", params: { perplexity: 12, learning_rate: 100 }, random_state: 0, iteration: 40, n_components: 3,
      positions: encoded(Float32Array.of(3, 2, 1, 7, 4, -1, Number.NaN, Number.NaN, Number.NaN)), rows: null, ...layout,
    },
    view, selected: [1], isolated: [], ...rest,
  }; // biome-ignore format: a sample
}

const states = (...bookmarks: BookmarkMessage[]) => JSON.parse(asStates(bookmarks, ["digit"]));

test("positions stand under the method's own keys, and points without a place are null", () => {
  const [state] = states(bookmark({}));
  expect(state).toMatchObject({ selectedProjection: "tsne", tSNEis3d: true, dataSetDimensions: [3, 64] });
  expect(state).toMatchObject({ tSNEIteration: 40, tSNEPerplexity: 12, tSNELearningRate: 2 });
  expect(state.projections).toEqual([
    { "tsne-0": 3, "tsne-1": 2, "tsne-2": 1 },
    { "tsne-0": 7, "tsne-1": 4, "tsne-2": -1 },
    { "tsne-0": null, "tsne-1": null, "tsne-2": null },
  ]);
  expect([state.filteredPoints, state.selectedPoints]).toEqual([null, [1]]);
});

test("components count from 0, and a flat picture has two", () => {
  const [state] = states(
    bookmark({ method: "pca", params: { x: 2, y: 3, z: 1 } }, { view: { ...view, dimensions: 2 } }),
  );
  expect(state.pcaComponentDimensions).toEqual([1, 2]);
  expect(state.projections[0]).toEqual({ "pca-1": 3, "pca-2": 2, "pca-0": 1 });
  expect(state.cameraDef.orthographic).toBe(true);
});

test("what is shown alone is all there is, and rows are counted in it", () => {
  const [state] = states(bookmark({}, { isolated: [[0, 1, 2], [1]], selected: [0, 1] }));
  expect(state).toMatchObject({ filteredPoints: [1], selectedPoints: [0], dataSetDimensions: [1, 64] });
  expect(state.projections).toHaveLength(1);
});

test("the camera stands where the projector's own field of view sees as much", () => {
  const [{ cameraDef }] = states(bookmark({}));
  expect(cameraDef).toMatchObject({ orthographic: false, target: [0, 0, 0] });
  expect(cameraDef.position[2]).toBeCloseTo(1);
});

test("ends of custom axes are words or patterns; colours of our own are none", () => {
  const custom = bookmark(
    { method: "custom", params: { x_from: "good", x_to: "/^b/", column: "word" } },
    { view: { ...view, color: "\u0002a feature" } },
  );
  expect(states(custom)[0]).toMatchObject({
    customXLeftText: "good", customXLeftRegex: false, customXRightText: "^b", customXRightRegex: true, customYUpText: "",
    customSelectedSearchByMetadataOption: "word", selectedColorOptionName: "No color map",
  }); // biome-ignore format: a sample
  expect(states(custom)[0].projections[1]).toEqual({ "linear-x": 7, "linear-y": 4 });
});

test("methods it does not have, and layouts without positions, are left out", () => {
  expect(expressible(bookmark({ method: "parametric-tsne" }))).toBe(false);
  expect(states(bookmark({ positions: null }), bookmark({}))).toHaveLength(1);
});

test("base64 comes back as the numbers it was made of", () => {
  expect([...decoded(encoded(Float32Array.of(1.5, -2)))]).toEqual([1.5, -2]);
});
