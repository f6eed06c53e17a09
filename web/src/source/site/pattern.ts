/** Regular expressions as the server reads them (RE2's syntax), for a page that has only the browser's own. Pure. */

/** What a POSIX class is within brackets; RE2's are ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  blank: "\\t ",
  cntrl: "\\0-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\t-\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};
const ESCAPES: Readonly<Record<string, string>> = {
  A: "(?<![\\s\\S])",
  z: "(?![\\s\\S])",
  a: "\\x07",
  "-": "\\x2d",
};
const SPELLED = /\\([\s\S])|\(\?P<|\[:(\w+):\]/g;
/** What may stand behind a backslash in the browser's syntax without being a letter or a digit. */
const ESCAPED = /[\w^$\\.*+?()[\]{}|/]/;

/** The pattern made ready; `exact` tells upper and lower case apart, unless it begins with flags of its own. Throws SyntaxError. */
export function compiled(text: string, exact: boolean): RegExp {
  const own = /^\(\?([ims]*)(?:-([ims]+))?\)/.exec(text);
  const flags = new Set(exact ? "u" : "ui");
  for (const flag of own?.[1] ?? "") flags.add(flag);
  for (const flag of own?.[2] ?? "") flags.delete(flag);
  return new RegExp(text.slice(own?.[0].length ?? 0).replace(SPELLED, translated), [...flags].join(""));
}

function translated(whole: string, escaped?: string, posix?: string): string {
  if (whole === "(?P<") return "(?<";
  if (posix !== undefined) return CLASSES[posix] ?? whole;
  if (escaped === undefined) return whole;
  return ESCAPES[escaped] ?? (ESCAPED.test(escaped) ? whole : escaped);
}
