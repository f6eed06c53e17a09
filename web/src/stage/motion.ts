/** Where the camera is and where it is going: flights, the fit that follows streaming frames, the opening orbit. */

import { easeInOut } from "../geometry/ease";
import { between, orbited, type View } from "../geometry/view";

/** One turn a minute. */
const ORBIT = (2 * Math.PI) / 60_000;

interface Flight {
  readonly from: View;
  to: View;
  readonly milliseconds: number;
  elapsed: number;
}

export class Motion {
  /** Whether a person has moved the camera: from then on nothing moves it without being asked. */
  touched = false;
  allowed = true;
  private flight: Flight | null = null;
  private orbitLeft = 0;

  constructor(public view: View) {}

  /** On a flight; not merely turning. */
  get flying(): boolean {
    return this.flight !== null;
  }

  get turning(): boolean {
    return this.orbitLeft > 0;
  }

  get moving(): boolean {
    return this.flying || this.turning;
  }

  /** Set by a person's hand. A switch between 2-D and 3-D that was under way is completed at once. */
  hold(view: View): void {
    const end = this.flight?.to;
    this.touched = true;
    this.stop();
    this.view = end && end.lens !== view.lens ? { ...view, lens: end.lens, turn: end.turn } : view;
  }

  /** Set by the scene itself: a flight in progress is bent toward the new end. */
  settle(view: View): void {
    if (this.flight) this.flight.to = { ...view, turn: this.flight.to.turn, lens: this.flight.to.lens };
    else this.view = { ...view, turn: this.view.turn };
  }

  fly(to: View, milliseconds: number): void {
    this.orbitLeft = 0;
    if (this.allowed && milliseconds > 0) this.flight = { from: this.view, to, milliseconds, elapsed: 0 };
    else {
      this.flight = null;
      this.view = to;
    }
  }

  /** Turn slowly for so many milliseconds. */
  orbit(milliseconds: number): void {
    this.orbitLeft = this.allowed ? milliseconds : 0;
  }

  stop(): void {
    this.flight = null;
    this.orbitLeft = 0;
  }

  /** Where the camera will be when it has arrived. */
  get goal(): View {
    return this.flight?.to ?? this.view;
  }

  /** Go on by `dt` milliseconds. Whether the view changed. */
  step(dt: number): boolean {
    const { flight } = this;
    if (flight) {
      // The first frame after a rest tells no time; a hiccup may not swallow the flight.
      flight.elapsed += Math.min(dt, 100);
      const share = Math.min(1, flight.elapsed / flight.milliseconds);
      this.view = between(flight.from, flight.to, easeInOut(share));
      if (share >= 1) this.flight = null;
      return true;
    }
    if (this.orbitLeft <= 0) return false;
    const time = Math.min(dt, this.orbitLeft);
    this.orbitLeft -= time;
    // One picture in which nothing turns any more, at the end, is what brings all points back.
    if (this.view.lens > 0) this.view = orbited(this.view, -ORBIT * Math.min(time, 100), 0);
    return true;
  }
}
