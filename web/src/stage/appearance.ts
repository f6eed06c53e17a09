/** What a stage is told about looks: kept by the scenery, seen in the next picture. */

import type { Colors, Emphasis, Looks, Thumbnails } from "./contract";
import type { Scenery } from "./scenery";

export abstract class Appearance implements Looks {
  protected abstract readonly scenery: Scenery;

  /** Ask for a picture. */
  protected abstract refresh(): void;

  setColors(colors: Colors | null): void {
    this.scenery.setColors(colors);
    this.refresh();
  }

  setThumbnails(thumbnails: Thumbnails | null): void {
    this.scenery.setThumbnails(thumbnails);
    this.refresh();
  }

  setEmphasis(emphasis: Emphasis): void {
    this.scenery.setEmphasis(emphasis);
    this.refresh();
  }

  setLabels(rows: readonly number[], text: (row: number) => string, all: boolean): void {
    this.scenery.captions.say(rows, text, all);
    this.refresh();
  }

  setLabelSize(pixels: number): void {
    this.scenery.captions.size = Math.min(LARGEST_LABEL, Math.max(SMALLEST_LABEL, pixels || PLAIN_LABEL));
    this.refresh();
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
