/** The page as a whole, and what keeps it from being there. A part of `words.ts`. */

export const problems = {
  title: "Nothing here can be opened",
  lead: "This is what was found, and what would help.",
  none: "Nothing can be opened yet",
  waiting: "This is what was found, and what would help. What is written there later appears here by itself.",
  one: (name: string) => `${name} cannot be opened`,
  expected: "Expected",
  got: "Got",
  fix: "What to do",
  retry: "Try again",
};

export const page = {
  starting: "Opening…",
  opening: (name: string) => `Opening ${name}…`,
  cancelled: (name: string) => `Opening ${name} was cancelled`,
  cancelledHint: "Nothing of it is kept. Open it again, or something else.",
  again: "Open it again",
  lost: "Connection lost. Trying again…",
  refused: "Hyperscope was started anew. Open the address that its terminal shows.",
  sceneGone: "The graphics card let go of the picture. It returns by itself; nothing is lost.",
  unreachable: "The server does not answer",
  unreachableHint: "Is Hyperscope still running in its terminal? Start it again, then try again here.",
  noWebGL: "This browser cannot draw the points",
  noWebGLHint:
    "Hyperscope needs WebGL2. Turn on hardware acceleration in the browser's settings, or use a recent Firefox, Chrome, Edge or Safari.",
  close: "Close",
};
