/** What a person's pointer does: it moves the camera, points at rows, picks them, marks regions; and how it looks. */

import type { OutlineLayer } from "../layers/outline";
import type { Keys, StageEvents, Tool } from "./contract";
import type { Intentions } from "./controls";
import { type Ground, Marking } from "./marking";
import { Pointing } from "./pointing";
import type { Rig } from "./rig";

/** What the hand needs of the stage, and what it tells. */
export interface Reach extends Pick<StageEvents, "hover" | "pick" | "region"> {
  ground(): Ground;
  /** The row whose label is at a place. */
  labelled(x: number, y: number): number | null;
  /** A button went down: nothing may turn by itself. */
  pressed(): void;
  /** The camera was moved. */
  moved(): void;
  /** The pointer is elsewhere: look what is under it with the next frame. */
  pointed(): void;
}

export class Hand {
  readonly marking: Marking;
  readonly pointing: Pointing;
  private hovered = false;
  private grabbed = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly rig: Rig,
    outline: OutlineLayer,
    private readonly reach: Reach,
  ) {
    this.marking = new Marking(outline, reach.ground);
    this.pointing = new Pointing(reach.ground, reach.labelled, (row) => this.tellHover(row));
  }

  /** Another tool; a region half drawn is dropped. */
  take(tool: Tool): void {
    this.marking.cancel();
    this.marking.tool = tool;
    this.showCursor();
  }

  /** The rows are others now. */
  forget(): void {
    this.marking.cancel();
    this.pointing.forget();
  }

  intentions(): Intentions {
    const { rig, reach, marking, pointing } = this;
    return {
      dimensions: () => rig.dimensions,
      orbit: (dx, dy) => {
        rig.turnBy(dx, dy);
        reach.moved();
      },
      pan: (dx, dy) => {
        rig.panBy(dx, dy);
        reach.moved();
      },
      zoom: (factor, x, y) => {
        rig.zoomBy(factor, x, y);
        reach.moved();
      },
      point: (place) => {
        pointing.move(place);
        reach.pointed();
      },
      grab: (on) => {
        this.grabbed = on;
        this.showCursor();
      },
      press: () => reach.pressed(),
      click: (x, y, keys, slack) => reach.pick(pointing.touched(x, y, slack), keys),
      mark: (x, y, keys) => marking.begin(x, y, keys.shift),
      marked: (x, y) => marking.drag(x, y),
      finish: (keys) => this.finish(keys),
    };
  }

  private finish(keys: Keys | null): void {
    const rows = keys === null ? null : this.marking.finish();
    if (keys !== null && rows !== null) this.reach.region(rows, keys);
    this.marking.cancel();
  }

  private tellHover(row: number | null): void {
    this.hovered = row !== null;
    this.showCursor();
    this.reach.hover(row);
  }

  private showCursor(): void {
    const marks = this.marking.tool !== "move";
    const idle = marks ? "crosshair" : this.hovered ? "pointer" : "";
    this.canvas.style.cursor = this.grabbed ? "grabbing" : idle;
  }
}
