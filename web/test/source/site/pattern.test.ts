import { expect, test } from "vitest";
import { compiled } from "../../../src/source/site/pattern";

const fits = (text: string, cell: string, exact = false) => compiled(text, exact).test(cell);

test("case is told apart where that was asked for, or where the pattern says so itself", () => {
  expect(fits("pol", "Politics")).toBe(true);
  expect(fits("pol", "Politics", true)).toBe(false);
  expect(fits("(?i)pol", "Politics", true)).toBe(true);
  expect(fits("(?-i)pol", "Politics")).toBe(false);
});

test("RE2's spellings mean what they mean on the server", () => {
  expect(fits("\\Aa.z\\z", "abz")).toBe(true);
  expect(fits("(?m)\\Aa", "b\na")).toBe(false);
  expect(fits("(?P<year>\\d{4})", "in 1912")).toBe(true);
  expect(fits("^[[:alpha:]]+$", "word")).toBe(true);
  expect(fits("^[[:alpha:]]+$", "w0rd")).toBe(false);
  expect(fits("^[^[:space:][:punct:]]+$", "a-b")).toBe(false);
  expect(fits("(?s)a.b", "a\nb")).toBe(true);
});

test("a backslash before any mark takes it literally, within brackets and outside", () => {
  expect(fits('^a\\-b\\@c\\:\\"$', 'a-b@c:"')).toBe(true);
  expect(fits("^[a\\-c]+$", "a-c")).toBe(true);
  expect(fits("^[a\\-c]+$", "b")).toBe(false);
  expect(fits("^\\[:alpha:\\]$", "[:alpha:]")).toBe(true);
});

test("letters beyond ASCII are single letters, and their classes have their names", () => {
  expect(fits("^.$", "🙂")).toBe(true);
  expect(fits("^\\p{L}+$", "слово")).toBe(true);
});

test("what is no pattern is refused", () => {
  expect(() => compiled("[", false)).toThrow(SyntaxError);
});
