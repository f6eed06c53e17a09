/** What bars and rails cover of the window, in CSS pixels. The style sheet reads the same numbers. */

import type { Opening } from "./opening";
import type { Settings } from "./settings";
import type { Table } from "./table";

export const SIZES = { left: 300, right: 320, edge: 44, top: 44, bottom: 28, table: 264 } as const;

export interface Covered {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Parts {
  readonly settings: Settings;
  readonly opening: Opening;
  readonly table: Table;
}

export function insetsOf({ settings, opening, table }: Parts): Covered {
  const open = opening.phase.value === "open";
  const side = (wide: number, isOpen: boolean) => (isOpen && !settings.narrow.value ? wide : SIZES.edge);
  if (!open) return { left: 0, right: 0, top: SIZES.top, bottom: 0 };
  return {
    left: side(SIZES.left, settings.left.value),
    right: side(SIZES.right, settings.right.value),
    top: SIZES.top,
    bottom: SIZES.bottom + (table.open.value ? SIZES.table : 0),
  };
}
