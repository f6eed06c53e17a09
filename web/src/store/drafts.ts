/** What a person has set on a method's panel, and how a slider moves through a parameter's range. Pure. */

import type { MethodMessage, ParamMessage } from "../wire/messages";

export type Value = number | boolean | string | null;
export type Draft = Readonly<Record<string, Value>>;

export const AUTO = "auto";
/** A slider's own units: fine enough for 320 pixels, coarse enough for the arrow keys. */
export const SLIDER_STEPS = 200;

export function freshDraft(method: MethodMessage): Draft {
  return Object.fromEntries([...method.params, ...method.axes].map((param) => [param.name, param.default]));
}

/** Whether a method may draw without being asked to: it is light, and needs nothing that only a person can tell. */
export function uninvited(method: MethodMessage): boolean {
  return !method.heavy && method.params.every((param) => param.kind !== "end");
}

/** As the second half of a row's `when`: whatever the other parameter says, so long as it says something. */
const ANY = "*";

/** The rows to show: those whose `when` holds. */
export function shownParams(params: readonly ParamMessage[], draft: Draft): readonly ParamMessage[] {
  return params.filter(({ when }) => {
    const said = draft[when?.[0] ?? ""] ?? null;
    return when === null || (when[1] === ANY ? said !== null : said === when[1]);
  });
}

/** The column whose labels a `label` parameter may name: that of the nearest `column` parameter before it. */
export function columnBefore(params: readonly ParamMessage[], name: string, draft: Draft): string | null {
  const at = params.findIndex((param) => param.name === name);
  const column = params.slice(0, at).findLast((param) => param.kind === "column");
  return column === undefined ? null : String(draft[column.name] ?? "") || null;
}

/** What the request carries: only what differs from the table, so that defaults live in one place. */
export function changedParams(params: readonly ParamMessage[], draft: Draft): Record<string, Value> {
  const changed = params.filter(
    (param) => draft[param.name] !== undefined && draft[param.name] !== param.default,
  );
  return Object.fromEntries(changed.map((param) => [param.name, draft[param.name] ?? null]));
}

/** Whether a run was asked for something else than the panel says now. */
export function differs(
  params: readonly ParamMessage[],
  draft: Draft,
  asked: Readonly<Record<string, unknown>>,
): boolean {
  return params.some((param) => param.name in asked && draft[param.name] !== asked[param.name]);
}

export function hasSlider(param: ParamMessage): boolean {
  return (param.kind === "int" || param.kind === "float") && param.low !== null && param.high !== null;
}

/** Logarithmic ranges that begin at zero are moved by one, so that zero can be reached. */
function shift(param: ParamMessage): number {
  return param.scale === "log" && (param.low ?? 0) <= 0 ? 1 - (param.low ?? 0) : 0;
}

export function toSlider(param: ParamMessage, value: number): number {
  const [low, high] = [param.low ?? 0, param.high ?? 1];
  const held = Math.min(Math.max(value, low), high);
  const by = shift(param);
  const share =
    param.scale === "log"
      ? Math.log((held + by) / (low + by)) / Math.log((high + by) / (low + by))
      : (held - low) / (high - low);
  return Math.round(share * SLIDER_STEPS);
}

export function fromSlider(param: ParamMessage, place: number): number {
  const [low, high] = [param.low ?? 0, param.high ?? 1];
  const by = shift(param);
  const share = place / SLIDER_STEPS;
  const raw =
    param.scale === "log"
      ? (low + by) * ((high + by) / (low + by)) ** share - by
      : low + share * (high - low);
  return tidy(param, Math.min(Math.max(raw, low), high));
}

/** Whole where the row says so, on its step where it has one, else two significant digits. */
function tidy(param: ParamMessage, value: number): number {
  if (param.step !== null) return Number((Math.round(value / param.step) * param.step).toPrecision(12));
  return param.kind === "int" ? Math.round(value) : Number(value.toPrecision(2));
}

/** What was typed, if the row allows it; undefined if not. */
export function parsed(param: ParamMessage, text: string): Value | undefined {
  const word = text.trim().replaceAll(",", "");
  if (param.auto && (word === AUTO || word === "")) return AUTO;
  const value = Number(word);
  if (word === "" || !Number.isFinite(value)) return undefined;
  const outside = (param.low !== null && value < param.low) || (param.high !== null && value > param.high);
  if (outside || (param.kind !== "float" && !Number.isInteger(value))) return undefined;
  return value;
}
