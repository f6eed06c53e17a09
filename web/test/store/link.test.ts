import { expect, test } from "vitest";
import { type Link, nameable, read, rowsOf, spansOf, written } from "../../src/store/link";

const camera = {
  dimensions: 3,
  position: [1.5, -2, 3],
  target: [0, 0, 1e-7],
  up: [0, 1, 0],
  extent: 4.25,
} as const;
const link = (change: Partial<Link> = {}): Link => ({
  data: "iris", fingerprint: "9f3a", dimensions: 3, camera, color: "species & co", label: "名前=1",
  layout: {
    method: "tsne", components: 2, seed: 7, rows: 120,
    params: { perplexity: 30, metric: "cosine", x_from: "#3, #20-25", on: true, off: null, text: "30", auto: '"auto"' },
  },
  categorical: false, scale: { ramp: "magma", log: true, low: 0.5, high: null }, hidden: ["a & b", ""],
  labels: true, thumbnails: false, size: 2.5, opacity: 0.35, search: { text: "a & =é", mode: "regex", column: "name, 2", case: true },
  selected: [[3, 3], [7, 9], [1, 1]], isolated: [[[0, 99]], [[5, 6], [8, 8]]], ...change,
}); // biome-ignore format: a sample

test("what is written is read again, word for word", () => {
  expect(read(written(link()))).toEqual({ link: link(), wrong: [] });
  const bare = link({
    data: null, camera: null, color: null, layout: null, categorical: null, scale: null, hidden: [], selected: [], isolated: [],
    labels: null, thumbnails: null, size: null, opacity: null, search: null,
  }); // biome-ignore format: a sample
  expect(read(`#${written(bare)}`)).toEqual({ link: bare, wrong: [] });
});

test("it can be read by people", () => {
  const plain = link({
    layout: { method: "tsne", components: 2, seed: 0, rows: null, params: { perplexity: 30 } },
  });
  const colours = {
    categorical: null,
    scale: { ramp: "cividis", log: false, low: null, high: null },
    hidden: ["setosa"],
    thumbnails: null,
    search: { text: "set", mode: "substring", column: null, case: false },
  } as const;
  expect(written({ ...plain, ...colours, label: null, camera: null, isolated: [] })).toBe(
    "view=1&data=iris&of=9f3a&method=tsne&in=2&param.perplexity=30&seen=3&color=species%20%26%20co&scale=cividis&hide=setosa&labels=yes&size=2.5&opacity=0.35&find=set&select=3,7-9,1",
  );
});

test("rows keep their order, and a stretch is cut where the data end", () => {
  expect(spansOf([5, 6, 7, 2, 9])).toEqual([[5, 7], [2, 2], [9, 9]]); // biome-ignore format: short
  expect(rowsOf([[2, 2], [1, 9e14], [0, 3]], 5)).toEqual([2, 1, 3, 4, 0]); // biome-ignore format: short
});

test.each([
  ["camera", "view=1&camera=3_1,2_0,0,0_0,1,0_4"],
  ["camera", "view=1&camera=3_1,2,NaN_0,0,0_0,1,0_4"],
  ["camera", "view=1&camera=3_1,2,_0,0,0_0,1,0_4"],
  ["camera", "view=1&camera=3_1,2,3_0,0,0_0,1,0_-4"],
  ["camera", "view=1&camera=4_1,2,3_0,0,0_0,1,0_4"],
  ["select", "view=1&select=5-2"],
  ["select", "view=1&select=-1"],
  ["select", "view=1&select=1e9"],
  ["select", "view=1&select=1-2-3"],
  ["select", `view=1&select=${Array.from({ length: 2_001 }, (_, at) => 2 * at).join(",")}`],
  ["alone", "view=1&alone=1&alone=x"],
  ["alone", `view=1${"&alone=1".repeat(17)}`],
  ["color", "view=1&color=%E0%A4%A"],
  ["classes", "view=1&classes=1"],
  ["scale", "view=1&scale=viridis,log,x"],
  ["scale", "view=1&scale=,log"],
  ["labels", "view=1&labels=on"],
  ["thumbnails", "view=1&thumbnails=1"],
  ["size", "view=1&size=9"],
  ["size", "view=1&size="],
  ["opacity", "view=1&opacity=0.01"],
  ["opacity", "view=1&opacity=NaN"],
  ["by", "view=1&find=x&by=magic"],
  ["case", "view=1&find=x&case=upper"],
  ["find", "view=1&find="],
  ["seed", "view=1&method=tsne&seed=0x10"],
  ["in", "view=1&method=tsne&in=4"],
  ["param.p", "view=1&method=tsne&param.p={}"],
])("a wrong %s is named and left out: %s", (part, text) => {
  const found = read(`${text}&label=name`);
  expect(found).toMatchObject({ link: { label: "name" }, wrong: [part] });
});

test("a fragment of something else is none, a later or endless one is refused", () => {
  expect(read("")).toBeNull();
  expect(read("#section-2")).toBeNull();
  expect(read("#view=2&data=iris")).toEqual({ refused: "later" });
  expect(read("#view=&data=iris")).toEqual({ refused: "later" });
  expect(read(`#view=1&color=${"x".repeat(270_000)}`)).toEqual({ refused: "long" });
});

test("a parameter can be called anything", () => {
  const found = read("view=1&method=tsne&param.__proto__=1");
  expect(found).toMatchObject({ wrong: [] });
  expect(Object.getPrototypeOf(found && "link" in found ? found.link.layout?.params : null)).toBe(
    Object.prototype,
  );
});

test("hidden categories are named as long as the link stays short enough to be read", () => {
  const names = (count: number, length: number) => Array.from({ length: count }, () => "海".repeat(length));
  expect(nameable(names(500, 20))).toBe(true);
  expect(nameable(names(501, 1))).toBe(false);
  expect(nameable(names(400, 60))).toBe(false);
  const much = link({
    hidden: names(500, 29),
    selected: Array.from({ length: 2_000 }, (_, at) => [at * 5e4, at * 5e4 + 9]),
  });
  expect(nameable(much.hidden)).toBe(true);
  expect(read(written(much))).toEqual({ link: much, wrong: [] });
});
