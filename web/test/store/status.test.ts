import { expect, test } from "vitest";
import { statusParts } from "../../src/store/status";
import { dataset, method, run } from "../samples";

const drawn = { points: 1_797, drawn: 1_797 };

test("says what is on the screen", () => {
  const parts = statusParts(
    dataset(),
    method({ name: "tsne", title: "t-SNE" }),
    run({ method: "tsne", params: { perplexity: 30 } }),
    { seq: 9, state: "running", iteration: 412, loss: 1.2104 },
    drawn,
    3,
  );
  expect(parts.join(" · ")).toBe(
    "1,797 points · 64 dimensions · t-SNE, perplexity 30, iteration 412, KL 1.21 · drawn 1,797 of 1,797",
  );
});

test("names a state that is not simply going on, and leaves out what is not known", () => {
  const paused = run({ method: "tsne", state: "paused", iteration: 3, params: { perplexity: "auto" } });
  const parts = statusParts(
    dataset(),
    method({ name: "tsne", title: "t-SNE" }),
    paused,
    null,
    {
      points: 0,
      drawn: 0,
    },
    3,
  );
  expect(parts[2]).toBe("t-SNE, iteration 3, paused");
  expect(parts).toHaveLength(3);
});

test("says so where the picture is seen in other dimensions than it was laid out in", () => {
  const tsne = method({ name: "tsne", title: "t-SNE" });
  const seen = (laid: number, dimensions: 2 | 3) =>
    statusParts(dataset(), tsne, run({ method: "tsne", n_components: laid }), null, drawn, dimensions)[3];
  expect(seen(2, 3)).toBe("a 2-D layout, seen in 3-D");
  expect(seen(3, 2)).toBe("a 3-D layout, seen from the front");
  expect(seen(2, 2)).toBe("drawn 1,797 of 1,797");
});

test("is empty while nothing is open", () => {
  expect(statusParts(null, null, null, null, drawn, 3)).toEqual([]);
});
