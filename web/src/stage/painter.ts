/** Which pictures are drawn: quick ones while anything moves, the resting one in portions, and what lies above it. */

import type { Moment } from "./moment";
import { Plate } from "./plate";
import type { Scenery } from "./scenery";
import type { Surface } from "./surface";

export class Painter {
  /** Rows in the last picture, and pictures so far. */
  drawn = 0;
  frames = 0;
  private readonly plate: Plate;
  /** Whether the last picture had fewer labels than it could have. */
  private hasty = false;
  /** Whether labels have to be set anew. */
  private unwritten = false;

  constructor(
    private readonly surface: Surface,
    private readonly scenery: Scenery,
    private readonly moment: () => Moment,
  ) {
    this.plate = new Plate(surface);
  }

  /** Whether the resting picture is not on the canvas, or not whole. */
  get sketchy(): boolean {
    return this.drawn < this.scenery.buffers.drawable || this.hasty || this.developing;
  }

  /** Whether portions of the resting picture are missing. */
  get developing(): boolean {
    return this.plate.valid && !this.plate.complete;
  }

  /** Whether all of the resting picture is there. */
  get whole(): boolean {
    return this.plate.complete;
  }

  /** The resting picture is out of date. */
  spoil(): void {
    this.plate.spoil();
  }

  rewrite(): void {
    this.unwritten = true;
  }

  forget(): void {
    this.plate.forget();
  }

  /** One whole picture of the first `limit` rows, on the canvas alone. */
  sketch(limit: number, moving: boolean): void {
    const { scenery, surface } = this;
    const moment = this.moment();
    this.plate.spoil();
    surface.render(scenery.arrange(moment, moment.lens, limit, surface.pixelRatio));
    this.write(moment, moving);
    this.drawn = limit;
    this.frames += 1;
  }

  /** The next portion of the resting picture, of so many rows, if any is missing; then what lies above it. */
  develop(portion: number): void {
    const { scenery, surface, plate } = this;
    const moment = this.moment();
    const { drawable } = scenery.buffers;
    scenery.arrange(moment, moment.lens, drawable, surface.pixelRatio);
    const before = plate.complete;
    if (!plate.valid) plate.begin(drawable * scenery.strokes);
    if (!before) this.addPortion(portion);
    plate.show();
    surface.renderOver(scenery.foremost());
    this.drawn = plate.complete ? drawable : Math.min(plate.done, drawable);
    this.frames += 1;
    if (!plate.complete) {
      if (plate.done <= portion) this.write(moment, true);
    } else if (!before || this.unwritten) this.write(moment, false);
  }

  dispose(): void {
    this.plate.dispose();
  }

  private addPortion(portion: number): void {
    const { scenery, plate } = this;
    const { drawable } = scenery.buffers;
    const layer = drawable > 0 ? Math.floor(plate.done / drawable) : 0;
    const from = plate.done - layer * drawable;
    const to = Math.min(drawable, from + portion);
    plate.add(scenery.portion(layer, from, to), layer * drawable + to);
  }

  private write(moment: Moment, moving: boolean): void {
    this.scenery.write(moment, moving);
    this.hasty = moving && this.scenery.captions.busy;
    this.unwritten = false;
  }
}
