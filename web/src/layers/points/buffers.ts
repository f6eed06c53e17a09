/** What the GPU keeps of every row: two places to move between, a palette index, a state byte, and the draw order. */

import type { Card } from "../../card/card";
import { Numbers } from "../../card/numbers";
import { inside, type Places } from "../../geometry/places";
import type { Emphasis, Positions, Rows } from "../../stage/contract";
import { DrawOrder } from "./order";
import { FAINTEST, PLAIN, SELECTED, STRONGEST } from "./shaders";

export const NO_COLOR = 65_535;
/** How strongly rows without a strength of their own are lit. */
const ALIKE = 0.5;

export class Buffers {
  private readonly order: DrawOrder;
  private shown: Uint8Array | null = null;
  private from: Numbers<Float32Array>;
  private to: Numbers<Float32Array>;
  private readonly color: Numbers<Uint16Array>;
  private readonly state: Numbers<Uint8Array>;
  private emphasised: readonly Rows[] = [];
  private missing = -1;

  constructor(
    card: Card,
    readonly count: number,
  ) {
    this.from = places(card, count);
    this.to = places(card, count);
    this.color = new Numbers(card, new Uint16Array(count).fill(NO_COLOR), 1);
    this.state = new Numbers(card, new Uint8Array(count), 1);
    this.order = new DrawOrder(card, count);
  }

  /** What a program reads for each row, under the names that it has for them. Where nothing moves, one place is enough. */
  feeds(mix: number): Readonly<Record<"from" | "to" | "colorIndex" | "state", Numbers>> {
    if (mix >= 1) this.from.reserve();
    return { from: mix < 1 ? this.from : this.to, to: this.to, colorIndex: this.color, state: this.state };
  }

  /** In which order they are drawn. */
  get index(): Numbers<Uint32Array> {
    return this.order.index;
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
    return { from: this.from.array, to: this.to.array, mix, count: this.count, shown: this.shown };
  }

  /** Which rows are there at all; a table of another length says nothing about these rows. */
  setShown(shown: Uint8Array | null): void {
    const before = this.shown;
    this.shown = shown?.length === this.count ? shown : null;
    if (this.shown !== before) this.sort();
  }

  /** New places. `mix` is how far the present motion has come: from there the next one starts. */
  move(positions: Positions, mix: number): void {
    if (mix < 1) this.freeze(mix);
    else this.swap();
    const missing = fill(this.to.array, positions);
    this.to.touch();
    const same = missing === this.missing && missing === 0;
    this.missing = missing;
    if (!same) this.sort();
  }

  setColors(index: Uint16Array | null): void {
    const own = this.color.array;
    if (index && index.length === own.length) own.set(index);
    else own.fill(NO_COLOR);
    this.color.touch();
  }

  colorIndex(row: number): number {
    return this.color.array[row] ?? NO_COLOR;
  }

  /** Whether no row is emphasised. */
  get calm(): boolean {
    return this.emphasised.every((rows) => rows.length === 0);
  }

  isPlain(row: number): boolean {
    return this.state.array[row] === PLAIN;
  }

  /** Rewrites only the stretch of state bytes between the first and last row that changed. */
  setEmphasis({ neighbors, strengths, selected }: Emphasis): void {
    const [near, chosen] = this.emphasised;
    if (near === neighbors && chosen === selected) return;
    const bytes = this.state.array;
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
    for (const numbers of [this.from, this.to, this.color, this.state, this.index]) numbers.dispose();
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
    this.state.touch(low, high + 1);
  }

  private swap(): void {
    [this.from, this.to] = [this.to, this.from];
  }

  /** The places shown now become the start; the buffers stay where they are. */
  private freeze(mix: number): void {
    const start = this.from.array;
    const end = this.to.array;
    for (let i = 0; i < start.length; i++) {
      const a = start[i] as number;
      start[i] = a + ((end[i] as number) - a) * mix;
    }
    this.from.touch();
  }

  private sort(): void {
    const places = this.places(1);
    if (this.shown === null && this.missing === 0) this.order.keepAll();
    else this.order.keep((row) => inside(places, row));
  }
}

function places(card: Card, count: number): Numbers<Float32Array> {
  return new Numbers(card, new Float32Array(count * 3), 3);
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
