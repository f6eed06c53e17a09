/** What a stage is told about looks: kept by the scenery, seen in the next picture. */

import type { Colors, Emphasis, Looks, Thumbnails } from "./contract";
import type { Scenery } from "./scenery";

export abstract class Appearance implements Looks {
  protected abstract readonly scenery: Scenery;

  /** Ask for a picture. */
  protected abstract refresh(): void;

  /** Ask for what lies above the points: the hovered row and, if `written`, the labels. */
  protected abstract retouch(written: boolean): void;

  setColors(colors: Colors | null): void {
    this.scenery.setColors(colors);
    this.refresh();
  }

  setThumbnails(thumbnails: Thumbnails | null): void {
    this.scenery.setThumbnails(thumbnails);
    this.refresh();
  }

  setEmphasis(emphasis: Emphasis): void {
    const { selected, neighbors } = this.scenery.emphasis;
    const same = selected === emphasis.selected && neighbors === emphasis.neighbors;
    this.scenery.setEmphasis(emphasis);
    if (same) this.retouch(this.scenery.captions.concern(emphasis.hovered));
    else this.refresh();
  }

  setLabels(rows: readonly number[], text: (row: number) => string, all: boolean): void {
    const { captions } = this.scenery;
    const before = captions.instead;
    captions.say(rows, text, all);
    // Where text stands for the points, these change too.
    if (before || captions.instead) this.refresh();
    else this.retouch(true);
  }

  setLabelSize(pixels: number): void {
    this.scenery.captions.size = Math.min(LARGEST_LABEL, Math.max(SMALLEST_LABEL, pixels || PLAIN_LABEL));
    this.retouch(true);
  }

  setLabelMode(mode: "beside" | "instead"): void {
    this.scenery.captions.mode = mode;
    this.refresh();
  }

  setPointSize(scale: number): void {
    this.scenery.pointScale = scale > 0 ? scale : 1;
    this.refresh();
  }

  setOpacity(alpha: number): void {
    this.scenery.opacity = Math.min(1, Math.max(0, alpha));
    this.refresh();
  }

  setPolylines(lines: readonly (readonly number[])[]): void {
    this.scenery.setPolylines(lines);
    this.refresh();
  }

  setAxisNames(names: readonly string[] | null): void {
    this.scenery.captions.axes = names ?? [];
    this.refresh();
  }

  setTheme(theme: "day" | "night"): void {
    this.scenery.setTheme(theme);
    this.refresh();
  }
}

export const PLAIN_LABEL = 12;
const SMALLEST_LABEL = 8;
const LARGEST_LABEL = 40;
