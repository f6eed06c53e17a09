/** What the GPU keeps of every row: two places to move between, a palette index, a state byte, and the draw order. */

import { BufferAttribute, BufferGeometry, DynamicDrawUsage } from "three";
import { inside, type Places } from "../../geometry/places";
import type { Emphasis, Positions, Rows } from "../../stage/contract";
import { DrawOrder } from "./order";
import { FAINTEST, PLAIN, SELECTED, STRONGEST } from "./shaders";

export const NO_COLOR = 65_535;
/** How strongly rows without a strength of their own are lit. */
const ALIKE = 0.5;

export class Buffers {
  readonly geometry = new BufferGeometry();
  private readonly order: DrawOrder;
  private shown: Uint8Array | null = null;
  private from: BufferAttribute;
  private to: BufferAttribute;
  private readonly color: BufferAttribute;
  private readonly state: BufferAttribute;
  private emphasised: readonly Rows[] = [];
  private missing = -1;

  constructor(readonly count: number) {
    this.from = floats(count);
    this.to = floats(count);
    this.color = new BufferAttribute(new Uint16Array(count).fill(NO_COLOR), 1);
    this.state = new BufferAttribute(new Uint8Array(count), 1).setUsage(DynamicDrawUsage);
    this.order = new DrawOrder(count);
    this.geometry.setIndex(this.order.index);
    this.geometry.setAttribute("colorIndex", this.color);
    this.geometry.setAttribute("state", this.state);
    this.bind();
  }

  /** How many rows can be drawn: those that are shown and have a place. */
  get drawable(): number {
    return this.order.size;
  }

  /** The rows that can be drawn, in the order in which they are. */
  get rows(): Uint32Array {
    return this.order.rows;
  }

  /** At which place of that order a row stands, or -1. */
  orderOf(row: number): number {
    return this.order.placeOf(row);
  }

  places(mix: number): Places {
    return { from: array(this.from), to: array(this.to), mix, count: this.count, shown: this.shown };
  }

  /** Which rows are there at all; a table of another length says nothing about these rows. */
  setShown(shown: Uint8Array | null): void {
    this.shown = shown?.length === this.count ? shown : null;
    this.sort();
  }

  /** New places. `mix` is how far the present motion has come: from there the next one starts. */
  move(positions: Positions, mix: number): void {
    if (mix < 1) this.freeze(mix);
    else this.swap();
    const missing = fill(array(this.to), positions);
    this.to.needsUpdate = true;
    const same = missing === this.missing && missing === 0;
    this.missing = missing;
    if (!same) this.sort();
  }

  setColors(index: Uint16Array | null): void {
    const own = this.color.array as Uint16Array;
    if (index && index.length === own.length) own.set(index);
    else own.fill(NO_COLOR);
    this.color.needsUpdate = true;
  }

  colorIndex(row: number): number {
    return (this.color.array as Uint16Array)[row] ?? NO_COLOR;
  }

  isPlain(row: number): boolean {
    return (this.state.array as Uint8Array)[row] === PLAIN;
  }

  /** Rewrites only the stretch of state bytes between the first and last row that changed. */
  setEmphasis({ neighbors, strengths, selected }: Emphasis): void {
    const [near, chosen] = this.emphasised;
    if (near === neighbors && chosen === selected) return;
    const bytes = this.state.array as Uint8Array;
    const old = this.emphasised;
    for (const rows of old) for (let i = 0; i < rows.length; i++) bytes[rows[i] as number] = PLAIN;
    for (let i = 0; i < neighbors.length; i++) {
      const strength = Math.min(1, Math.max(0, strengths[i] ?? ALIKE));
      bytes[neighbors[i] as number] = Math.round(FAINTEST + strength * (STRONGEST - FAINTEST));
    }
    for (let i = 0; i < selected.length; i++) bytes[selected[i] as number] = SELECTED;
    this.emphasised = [neighbors, selected];
    this.touch([...old, neighbors, selected]);
  }

  dispose(): void {
    this.geometry.dispose();
  }

  private touch(sets: readonly Rows[]): void {
    let low = this.count;
    let high = -1;
    for (const rows of sets) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        if (row < low) low = row;
        if (row > high && row < this.count) high = row;
      }
    }
    if (high < 0) return;
    this.state.addUpdateRange(low, high - low + 1);
    this.state.needsUpdate = true;
  }

  private swap(): void {
    [this.from, this.to] = [this.to, this.from];
    this.bind();
  }

  /** The places shown now become the start; the buffers stay where they are. */
  private freeze(mix: number): void {
    const start = array(this.from);
    const end = array(this.to);
    for (let i = 0; i < start.length; i++) {
      const a = start[i] as number;
      start[i] = a + ((end[i] as number) - a) * mix;
    }
    this.from.needsUpdate = true;
  }

  private bind(): void {
    this.geometry.setAttribute("from", this.from);
    this.geometry.setAttribute("to", this.to);
  }

  private sort(): void {
    const places = this.places(1);
    this.order.keep((row) => inside(places, row));
  }
}

function floats(count: number): BufferAttribute {
  return new BufferAttribute(new Float32Array(count * 3), 3).setUsage(DynamicDrawUsage);
}

function array(attribute: BufferAttribute): Float32Array {
  return attribute.array as Float32Array;
}

/** Copies rows of 2 or 3 numbers as rows of 3; a row with any number not finite becomes NaN. Counts those. */
function fill(target: Float32Array, positions: Positions): number {
  const { data, components, count } = positions;
  let missing = 0;
  for (let row = 0; row < count; row++) {
    const at = row * components;
    const x = data[at] as number;
    const y = data[at + 1] as number;
    const z = components === 3 ? (data[at + 2] as number) : 0;
    // One test for all three: any NaN or infinity makes the product 0·x not 0.
    const whole = x * 0 + y * 0 + z * 0 === 0;
    if (!whole) missing += 1;
    target[row * 3] = whole ? x : Number.NaN;
    target[row * 3 + 1] = whole ? y : Number.NaN;
    target[row * 3 + 2] = whole ? z : Number.NaN;
  }
  return missing;
}
