/** Marking a region by a drag: what is drawn meanwhile, and which rows it holds in the end. */

import { frontmost } from "../geometry/occlusion";
import { pick } from "../geometry/pick";
import { inside, type Places, placeOf } from "../geometry/places";
import { type Projection, project } from "../geometry/projection";
import { boxOutline, type Outline, rowsNear, rowsWithin } from "../geometry/region";
import type { Vec3 } from "../geometry/vector";
import type { OutlineLayer } from "../layers/outline";
import type { Tool } from "./contract";

/** Where everything is at this moment. `radius`: of a plain disc, in pixels at the target's distance. */
export interface Ground {
  readonly places: Places;
  readonly lens: Projection;
  readonly radius: number;
  readonly dimensions: 2 | 3;
}

type Point = readonly [x: number, y: number];

interface Mark {
  readonly tool: Exclude<Tool, "move">;
  readonly start: Point;
  /** Of a sphere: the row it was pressed on. */
  readonly row: number;
  corners: Point[];
  end: Point;
}

/** How far beside a disc a sphere may be begun (CSS pixels). */
const SLACK = 8;
/** A lasso takes a new corner after so many pixels. */
const STRIDE = 3;

export class Marking {
  tool: Tool = "move";
  visibleOnly = false;
  private mark: Mark | null = null;

  constructor(
    private readonly layer: OutlineLayer,
    private readonly ground: () => Ground,
  ) {}

  get active(): boolean {
    return this.mark !== null;
  }

  /** A drag begins. False: it is the camera's. */
  begin(x: number, y: number, asBox: boolean): boolean {
    const tool = this.tool === "move" && asBox ? "box" : this.tool;
    if (tool === "move") return false;
    const row = tool === "sphere" ? this.centerAt(x, y) : 0;
    if (row === null) return false;
    this.mark = { tool, row, start: [x, y], end: [x, y], corners: [[x, y]] };
    return true;
  }

  drag(x: number, y: number): void {
    const { mark } = this;
    if (!mark) return;
    mark.end = [x, y];
    const [lastX, lastY] = mark.corners.at(-1) ?? mark.start;
    if (Math.hypot(x - lastX, y - lastY) >= STRIDE) mark.corners.push(mark.end);
    if (mark.tool === "sphere") this.drawBall(mark);
    else this.layer.outline(outlineOf(mark));
  }

  /** The drag ended: the rows in the region, or null if none was drawn. */
  finish(): Int32Array | null {
    const { mark } = this;
    this.cancel();
    if (!mark) return null;
    const { places, lens, radius, dimensions } = this.ground();
    const ball = mark.tool === "sphere" ? this.ballOf(mark) : null;
    const rows = ball
      ? rowsNear(places, ball.center, ball.radius, dimensions)
      : rowsWithin(places, lens, outlineOf(mark));
    return this.visibleOnly ? frontmost(places, lens, radius, rows) : rows;
  }

  cancel(): void {
    this.mark = null;
    this.layer.clear();
  }

  private centerAt(x: number, y: number): number | null {
    const { places, lens, radius } = this.ground();
    return pick(places, lens, radius, { x, y, slack: SLACK });
  }

  /** The ball round the row it was pressed on, whose edge is as far away as the pointer, at the row's depth. */
  private ballOf(mark: Mark) {
    const { places, lens } = this.ground();
    if (!inside(places, mark.row)) return { center: [0, 0, 0] as Vec3, radius: 0, x: 0, y: 0, pixels: 0 };
    const at = new Float64Array(3);
    placeOf(places, mark.row, at);
    const center: Vec3 = [at[0] as number, at[1] as number, at[2] as number];
    const spot = project(lens, ...center, { x: 0, y: 0, w: 1, z: 0 });
    const pixels = Math.hypot(mark.end[0] - spot.x, mark.end[1] - spot.y);
    const unit = (spot.w * 2) / (lens.height * lens.scale[1]);
    return { center, radius: pixels * unit, x: spot.x, y: spot.y, pixels };
  }

  private drawBall(mark: Mark): void {
    const { x, y, pixels } = this.ballOf(mark);
    this.layer.ball({ x, y, radius: pixels }, this.ground().dimensions === 3);
  }
}

function outlineOf({ tool, start, end, corners }: Mark): Outline {
  return tool === "box" ? boxOutline(...start, ...end) : corners;
}
