/** The region that is being drawn, as a line above the picture: quiet inside, dashed where the edge is. */

import type { Outline } from "../geometry/region";
import { css, type Theme } from "./theme";

const SVG = "http://www.w3.org/2000/svg";

export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export class OutlineLayer {
  private readonly frame = document.createElementNS(SVG, "svg");
  private readonly path = document.createElementNS(SVG, "path");

  constructor(host: HTMLElement) {
    Object.assign(this.frame.style, { position: "absolute", inset: "0", width: "100%", height: "100%" });
    this.frame.style.pointerEvents = "none";
    this.frame.setAttribute("aria-hidden", "true");
    this.path.setAttribute("stroke-width", "1.5");
    this.path.setAttribute("stroke-linejoin", "round");
    this.frame.append(this.path);
    host.append(this.frame);
  }

  setTheme(theme: Theme): void {
    this.path.setAttribute("stroke", css(theme.accent));
    this.path.setAttribute("fill", css(theme.accent, 0.12));
  }

  outline(corners: Outline): void {
    this.path.setAttribute("stroke-dasharray", "4 3");
    // As it will be filled: where a lasso crosses itself, a part is outside.
    this.path.setAttribute("fill-rule", "evenodd");
    this.path.setAttribute("d", corners.length > 1 ? `M${corners.map((at) => at.join(" ")).join("L")}Z` : "");
  }

  /** A ball as it is seen: its edge, and an ellipse for its equator in 3-D. */
  ball({ x, y, radius }: Circle, deep: boolean): void {
    const edge = ellipse(x, y, radius, radius);
    this.path.setAttribute("stroke-dasharray", "none");
    this.path.setAttribute("fill-rule", "nonzero");
    this.path.setAttribute("d", deep ? edge + ellipse(x, y, radius, radius * 0.3) : edge);
  }

  clear(): void {
    this.path.setAttribute("d", "");
  }

  dispose(): void {
    this.frame.remove();
  }
}

function ellipse(x: number, y: number, a: number, b: number): string {
  const arc = `a${a} ${b} 0 1 0 `;
  return `M${x - a} ${y}${arc}${2 * a} 0${arc}${-2 * a} 0Z`;
}
