/** Style sheets made by script: the content policy allows neither `<style>` nor `style=""`. */

import controls from "./controls.css?inline";
import documentRules from "./document.css?inline";
import frame from "./frame.css?inline";
import inspector from "./inspector.css?inline";
import layouts from "./layouts.css?inline";
import legend from "./legend.css?inline";
import panels from "./panels.css?inline";
import pieces from "./pieces.css?inline";
import popover from "./popover.css?inline";
import rail from "./rail.css?inline";
import slider from "./slider.css?inline";
import table from "./table.css?inline";
import tokens from "./tokens.css?inline";
import touch from "./touch.css?inline";
import welcome from "./welcome.css?inline";

let made: CSSStyleSheet[] | null = null;

function sheet(rules: string): CSSStyleSheet {
  const one = new CSSStyleSheet();
  one.replaceSync(rules);
  return one;
}

/** The sheets of the page's shadow root, shared by every element on a document. */
export function sheets(): CSSStyleSheet[] {
  made ??= [
    tokens,
    controls,
    slider,
    pieces,
    frame,
    rail,
    panels,
    legend,
    layouts,
    inspector,
    table,
    popover,
    welcome,
    touch,
  ].map(sheet);
  return made;
}

export function documentSheet(): CSSStyleSheet {
  return sheet(documentRules);
}
