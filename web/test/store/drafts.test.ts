import { describe, expect, test } from "vitest";
import {
  changedParams,
  differs,
  fromSlider,
  parsed,
  SLIDER_STEPS,
  shownParams,
  toSlider,
} from "../../src/store/drafts";
import type { ParamMessage } from "../../src/wire/messages";

const row = (change: Partial<ParamMessage> = {}): ParamMessage => ({
  name: "perplexity",
  kind: "float",
  default: "auto",
  title: "Perplexity",
  help: "",
  low: 1,
  high: 500,
  step: null,
  scale: "log",
  choices: [],
  meanings: [],
  auto: true,
  live: false,
  when: null,
  advanced: false,
  ...change,
});

describe("the slider", () => {
  const ranges = [
    row(),
    row({ scale: "linear", low: 0, high: 1 }),
    row({ low: 0, high: 10_000, kind: "int" }),
    row({ low: 0.001, high: 1e6 }),
  ];
  test.each(ranges)("reaches both ends of $low to $high ($scale)", (param) => {
    expect(fromSlider(param, 0)).toBe(param.low);
    expect(fromSlider(param, SLIDER_STEPS)).toBe(param.high);
    expect(toSlider(param, param.low ?? 0)).toBe(0);
    expect(toSlider(param, param.high ?? 0)).toBe(SLIDER_STEPS);
  });

  test("comes back near to where it was", () => {
    for (const place of [20, 90, 150])
      expect(Math.abs(toSlider(row(), fromSlider(row(), place)) - place)).toBeLessThan(3);
  });

  test("gives whole numbers where the row is whole, and steps where it has them", () => {
    expect(Number.isInteger(fromSlider(row({ kind: "int" }), 77))).toBe(true);
    const stepped = fromSlider(row({ scale: "linear", low: 0, high: 1, step: 0.05 }), 67);
    expect(stepped).toBe(0.35);
  });
});

describe("what is typed", () => {
  test.each([
    ["30", 30],
    ["1,0", 10],
    ["auto", "auto"],
    ["", "auto"],
    ["0", undefined],
    ["501", undefined],
    ["many", undefined],
  ])("%j becomes %j", (text, value) => expect(parsed(row(), text)).toBe(value));

  test("a fraction does not fit a whole parameter", () => {
    expect(parsed(row({ kind: "int", auto: false }), "2.5")).toBeUndefined();
    expect(parsed(row({ auto: false }), "")).toBeUndefined();
  });
});

test("only what differs from the table is sent", () => {
  const rows = [row(), row({ name: "theta", default: 0.5 })];
  expect(changedParams(rows, { perplexity: "auto", theta: 0.2, stranger: 1 })).toEqual({ theta: 0.2 });
});

test("a row is shown only while its condition holds", () => {
  const rows = [row({ name: "a" }), row({ name: "b", when: ["mode", "fine"] })];
  expect(shownParams(rows, { mode: "coarse" }).map(({ name }) => name)).toEqual(["a"]);
  expect(shownParams(rows, { mode: "fine" }).map(({ name }) => name)).toEqual(["a", "b"]);
});

test("a run differs from the panel where a parameter was set anew, and nowhere else", () => {
  const rows = [row(), row({ name: "learning_rate" })];
  const asked = { perplexity: 12, learning_rate: "auto", x: 1 };
  expect(differs(rows, { perplexity: 12, learning_rate: "auto" }, asked)).toBe(false);
  expect(differs(rows, { perplexity: 13, learning_rate: "auto" }, asked)).toBe(true);
});
