/** What is written on the picture: labels of rows, and the axes' names. */

import { Sieve } from "../geometry/placement";
import { magnification, NEAREST, type Projected, project } from "../geometry/projection";
import { plus, type Vec3 } from "../geometry/vector";
import { type Candidate, type Limits, type Page, type Placed, Typesetting } from "../layers/labels";
import type { Theme } from "../layers/theme";
import { Pen } from "../layers/writing";
import type { Emphasis, Rgb } from "./contract";
import { inside, type Moment, spotOf } from "./moment";

/** Labels that emphasised rows may claim before the others. */
const MOST_SELECTED = 40;
const MOVING: Limits = { most: 250, patience: 4_000 };
const RESTING: Limits = { most: 2_000, patience: 40_000 };
/** Rows that are looked at for a label while the camera moves. */
const GLANCE = 20_000;
/** From so many candidates on only the first few of each part of the picture are looked at closely. */
const CROWD = 10_000;
/** Text that stands for a point is no larger or smaller than so, however near or far. */
const NEAR_TEXT = 1.7;
const FAR_TEXT = 0.75;

/** What a caption needs to know about the rows. */
export interface Rows {
  readonly emphasis: Emphasis;
  /** Those that can be drawn, in a mixed order that stays the same. */
  readonly order: Uint32Array;
  /** Radius of what is drawn for a row, in pixels at the target's distance. */
  readonly radius: number;
  colorAt(row: number): Rgb;
}

const NOWHERE = { x: -1, y: -1, width: 0, height: 0 } as const;

export class Captions {
  size = 12;
  mode: "beside" | "instead" = "beside";
  axes: readonly string[] = [];
  private rows: readonly number[] = [];
  private own: ReadonlySet<number> = new Set();
  private all = false;
  private text: (row: number) => string = () => "";
  private placed: readonly Placed[] = [];
  /** The label that is not there because its row is hovered. */
  private withheld: Placed | null = null;
  readonly pen: Pen;

  constructor(family: string) {
    this.pen = new Pen(family);
  }

  say(rows: readonly number[], text: (row: number) => string, all: boolean): void {
    this.rows = rows;
    this.own = new Set(rows);
    this.text = text;
    this.all = all;
  }

  /** Whether a moving picture may have fewer labels than a resting one. */
  get busy(): boolean {
    return this.all || this.rows.length > MOVING.most;
  }

  /** Whether the last picture would have other labels if this row were hovered. */
  concern(hovered: number | null): boolean {
    return this.withheld !== null || this.placed.some(({ row }) => row === hovered);
  }

  /** Whether the last picture has any labels. */
  get written(): boolean {
    return this.placed.length > 0;
  }

  /** Whether text stands in the points' place. */
  get instead(): boolean {
    return this.all && this.mode === "instead";
  }

  /** The row whose label is at a place of the last picture. */
  rowAt(x: number, y: number): number | null {
    // A hovered label is gone, but where it was it goes on being hovered.
    const found = [...(this.withheld ? [this.withheld] : []), ...this.placed].find(
      ({ box }) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height,
    );
    return found?.row ?? null;
  }

  /** Write everything on a page. `moving`: fewer labels, so that the picture keeps up. */
  write(page: Page, moment: Moment, rows: Rows, theme: Theme, moving: boolean): void {
    const setting = new Typesetting(
      page,
      this.pen,
      theme,
      this.size,
      this.instead ? "instead" : "beside",
      moving ? MOVING : RESTING,
    );
    page.names?.begin();
    this.nameAxes(setting, moment);
    page.names?.end();
    const { hovered } = rows.emphasis;
    const before = [this.withheld, ...this.placed].find((label) => label?.row === hovered) ?? null;
    this.withheld = null;
    this.label(setting, moment, rows, theme, moving);
    if (before && this.withheld) this.withheld = before;
    this.placed = setting.placed;
  }

  private nameAxes(setting: Typesetting, moment: Moment): void {
    const shown = moment.view.lens > 0.5 ? 3 : 2;
    this.axes.slice(0, shown).forEach((name, axis) => {
      const tip = axisTip(moment, axis);
      const spot = project(moment.lens, ...tip, { x: 0, y: 0, w: 1, z: 0 });
      if (spot.w > NEAREST) setting.name(name, spot.x, spot.y, lean(moment, axis, spot));
    });
  }

  /** The hovered row is left to whoever asked for it to be hovered: the page shows it in a chip. */
  private label(setting: Typesetting, moment: Moment, rows: Rows, theme: Theme, moving: boolean): void {
    const { hovered, selected } = rows.emphasis;
    const first = new Set(Array.from(selected.slice(0, MOST_SELECTED)));
    const many = this.rows.length + (this.all ? rows.order.length : 0) > CROWD;
    const sieve = many ? new Sieve(moment.viewport, this.size * 1.25) : null;
    const sight = new Sight(moment, rows, this.instead ? theme : null, sieve);
    const offer = (row: number, emphasis: Candidate["emphasis"], own = true): void => {
      const candidate = sight.candidate(row, emphasis, own);
      if (!candidate) return;
      if (row !== hovered) setting.offer(candidate, this.text);
      else if (setting.hasRoom(candidate)) this.withheld = { row, box: NOWHERE };
    };
    for (const row of first) offer(row, "selected");
    for (const row of this.rows) if (!setting.full && !first.has(row)) offer(row, "plain");
    if (!this.all) return;
    for (const row of moving ? rows.order.subarray(0, GLANCE) : rows.order) {
      if (setting.full) return;
      if (!this.own.has(row) && !first.has(row)) offer(row, "plain", false);
    }
  }
}

/** Looks where rows are. The same object is handed out again and again: a million rows make no garbage. */
class Sight {
  private readonly found = { row: 0, emphasis: "plain" as Candidate["emphasis"], opacity: 1, scale: 1, x: 0, y: 0, radius: 0, ink: null as Rgb | null }; // biome-ignore format: one record
  private readonly spot: Projected = { x: 0, y: 0, w: 1, z: 0 };

  constructor(
    private readonly moment: Moment,
    private readonly rows: Rows,
    /** Where text stands for points it has their colours, a little of the theme's ink in them. */
    private readonly inked: Theme | null,
    private readonly sieve: Sieve | null,
  ) {}

  /** `own`: its label was asked for by itself, so that it does not step back with the others. The row as a candidate if its centre is on the canvas and not too many others are there already. */
  candidate(row: number, emphasis: Candidate["emphasis"], own: boolean): Candidate | null {
    const { moment, found, inked } = this;
    const spot = spotOf(moment.places, moment.lens, row, this.spot);
    if (!spot || !inside(spot, moment.viewport)) return null;
    if (emphasis === "plain" && this.sieve?.admits(spot.x, spot.y) === false) return null;
    const depth = Math.min(1, Math.max(0, 0.5 - spot.z / (2 * moment.radius)));
    const size = magnification(spot.w);
    found.row = row;
    found.emphasis = emphasis;
    found.x = spot.x;
    found.y = spot.y;
    found.radius = this.rows.radius * size * (emphasis === "plain" ? 1 : 1.4);
    found.opacity =
      emphasis === "plain" ? (1 - 0.45 * depth * moment.view.lens) * (own ? 1 : 1 - 0.5 * moment.recede) : 1;
    found.scale = inked ? Math.min(NEAR_TEXT, Math.max(FAR_TEXT, size)) : 1;
    found.ink = inked && emphasis === "plain" ? mixed(this.rows.colorAt(row), inked.ink, 0.3) : null;
    return found;
  }
}

function mixed(a: Rgb, b: Rgb, share: number): Rgb {
  return [0, 1, 2].map((i) =>
    Math.round((a[i] as number) * (1 - share) + (b[i] as number) * share),
  ) as unknown as Rgb;
}

/** The end of an axis, where its name stands. */
function axisTip(moment: Moment, axis: number): Vec3 {
  const direction: [number, number, number] = [0, 0, 0];
  direction[axis] = 1;
  return plus(moment.center, direction, moment.axes[axis] ?? 0);
}

/** In the plane a name ends at its axis's end; in space it goes on outward. */
function lean(moment: Moment, axis: number, tip: Projected): readonly [number, number] {
  if (moment.view.lens < 0.5) return axis === 0 ? [-1, -1.4] : [1.1, 1];
  const middle = project(moment.lens, ...moment.center, { x: 0, y: 0, w: 1, z: 0 });
  const [x, y] = [tip.x - middle.x, tip.y - middle.y];
  const far = Math.hypot(x, y) || 1;
  return [x / far, y / far];
}
