/** What an exported page says of itself. A part of `words.ts`. */

export const site = {
  calm: "This page was exported: it shows what was computed then. To lay points out anew, add files or filter by expression, open the data with Hyperscope.",
  replay: "Replay",
  replayHelp: "Watch how this layout came about.",
  replayFits: "An iteration; the nearest picture that was kept is shown.",
  noServer: "a page with Hyperscope behind it",
  exported: "an exported page, where nothing is computed",
  openIt: "Open the data with Hyperscope for that.",
  filters: "a filter on an exported page",
  pattern: "a regular expression",
  patternFix: "Search for a substring, or put a backslash before a character that is meant literally.",
  bookmarks: "a file of bookmarks that Hyperscope saved",
  otherFile: "another file",
  broken: {
    expected: "every file of the exported page",
    fix: "Reload the page; if that does not help, export and upload the whole folder again.",
  },
  status: (status: number) => `an answer with status ${status}`,
  otherFormat: "a manifest of another version",
  damaged: "a damaged file",
  noFrame: (at: number) => `no picture ${at}`,
  otherRows: "positions of other data",
};
