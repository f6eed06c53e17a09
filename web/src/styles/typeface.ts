/**
 * Inter (SIL Open Font License 1.1), the page's typeface, from files of the page: Linux has no typeface that one could
 * count on. A file is fetched when a character of its range is first written; other scripts are the system's.
 */

import latinExtended from "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url";
import latin from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import vietnamese from "@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2?url";
import ranges from "@fontsource-variable/inter/unicode.json";

const FAMILY = "Inter";
const FILES = { latin, "latin-ext": latinExtended, vietnamese } as const;

export function typefaces(): FontFace[] {
  return Object.entries(FILES).map(
    ([script, file]) =>
      new FontFace(FAMILY, `url("${new URL(file, document.baseURI).href}")`, {
        weight: "100 900",
        display: "swap",
        unicodeRange: ranges[script as keyof typeof FILES],
      }),
  );
}
