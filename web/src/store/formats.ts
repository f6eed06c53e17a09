/** Numbers as people read them. Pure. */

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** 1797 → "1,797". */
export function count(value: number): string {
  return WHOLE.format(value);
}

/** A number in at most `digits` significant digits, without needless zeros: 0.30000001 → "0.3". */
export function number(value: number, digits = 6): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-4) return value.toExponential(Math.max(digits - 4, 1));
  return String(Number(value.toPrecision(digits)));
}

/** Ascending numbers as names that differ: in few digits where these tell a number from its neighbours, else in all of its own. */
export function names(ascending: readonly number[]): string[] {
  const short = ascending.map((value) => number(value));
  return short.map((name, at) =>
    name === short[at - 1] || name === short[at + 1] ? String(ascending[at]) : name,
  );
}

/** A distance: three decimals where they say something. */
export function distance(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return count(value);
  if (size >= 100) return value.toFixed(1);
  return size > 0 && size < 0.0005 ? value.toExponential(1) : value.toFixed(3);
}

/** 0.1489 → "14.9 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A loss as it runs: two decimals, or three significant digits below one. */
export function loss(value: number): string {
  return Math.abs(value) >= 1 ? value.toFixed(2) : number(value, 3);
}

/** Rows in words, the first few named: "17, 204, 981 and 12 more". */
export function rowList(rows: readonly number[], most = 5): string {
  const named = rows.slice(0, most).map(count).join(", ");
  return rows.length > most ? `${named} and ${count(rows.length - most)} more` : named;
}
