/** How the points are looked at, as one value: taken for bookmarks and links, and looked at again. */

import { batch, type ReadonlySignal } from "@preact/signals";
import type { Camera } from "../stage/contract";
import type { SavedCameraMessage, SavedViewMessage } from "../wire/messages";
import type { Columns } from "./columns";
import type { Hiding } from "./hiding";
import type { Inspector } from "./inspector";
import type { Isolation } from "./isolation";
import type { Opening } from "./opening";
import { RAMPS } from "./palettes/ramps";
import { BY_QUALITY } from "./quality";
import type { Settings } from "./settings";

/** What looks: the scene's camera. */
export interface Looking {
  camera(): Camera;
  setCamera(camera: Camera): void;
}

export interface Seen {
  readonly view: SavedViewMessage;
  readonly selected: readonly number[];
  readonly isolated: readonly (readonly number[])[];
}

/** A view that says nothing of its own. */
export const PLAIN: SavedViewMessage = {
  dimensions: 3,
  camera: null,
  color: null,
  label: null,
  theme: "",
  categorical: null,
  scale: null,
  hidden: [],
};

interface Parts {
  readonly opening: Opening;
  readonly columns: Columns;
  readonly hiding: Hiding;
  readonly inspector: Inspector;
  readonly isolation: Isolation;
  readonly settings: Settings;
  readonly view: ReadonlySignal<Looking | null>;
}

export class Views {
  constructor(private readonly parts: Parts) {}

  present(): Seen {
    const { columns, hiding, inspector, isolation, settings, view } = this.parts;
    const camera = view.peek()?.camera() ?? null;
    return {
      view: {
        dimensions: settings.dimensions.peek(),
        camera: camera === null ? null : { ...camera },
        color: columns.colorBy.peek(),
        label: columns.labelBy.peek(),
        theme: settings.theme.peek(),
        categorical: columns.numeric.peek() ? columns.asCategories.peek() : null,
        scale: columns.numeric.peek() ? { ...columns.scale.peek() } : null,
        hidden: [...hiding.hidden.peek()],
      },
      selected: [...inspector.selected.peek()],
      isolated: isolation.levels.peek().map((level) => [...level.rows]),
    };
  }

  /** Columns that these data do not have are passed over, and so is a camera that sees nothing. */
  look({ view, selected, isolated }: Seen): void {
    const { opening, columns, hiding, inspector, isolation, settings } = this.parts;
    const names = opening.dataset.peek()?.columns.map((column) => column.name) ?? [];
    const has = (name: string | null) => name !== null && names.includes(name);
    batch(() => {
      columns.setColorBy(has(view.color) || view.color === BY_QUALITY ? view.color : null);
      if (columns.numeric.peek()) this.scaled(view);
      if (has(view.label)) columns.labelBy.value = view.label;
      if (["day", "night"].includes(view.theme) && view.theme !== settings.theme.peek())
        settings.toggleTheme();
      isolation.restore(isolated.map((rows) => [...rows]));
      inspector.select([...selected]);
      settings.dimensions.value = view.dimensions === 2 ? 2 : 3;
    });
    // After the batch: other colours bring every category back.
    hiding.hide(view.hidden);
    if (view.camera !== null) this.aim(view.dimensions, view.camera);
  }

  private scaled({ categorical, scale }: SavedViewMessage): void {
    const { columns } = this.parts;
    if (categorical !== null) columns.asCategories.value = categorical;
    if (scale === null) return;
    const ramp = RAMPS.find((one) => one === scale.ramp) ?? columns.scale.peek().ramp;
    columns.setScale({ ...scale, ramp });
  }

  /** The camera alone; one that sees nothing is passed over. */
  aim(dimensions: number, saved: SavedCameraMessage | null): void {
    this.parts.settings.dimensions.value = dimensions === 2 ? 2 : 3;
    const camera = cameraOf(saved);
    if (camera !== null) this.parts.view.peek()?.setCamera(camera);
  }
}

function cameraOf(saved: SavedCameraMessage | null): Camera | null {
  if (saved === null) return null;
  const numbers = [...saved.position, ...saved.target, ...saved.up, saved.extent];
  const sees = numbers.every(Number.isFinite) && saved.extent > 0;
  return sees ? { ...saved, dimensions: saved.dimensions === 2 ? 2 : 3 } : null;
}
