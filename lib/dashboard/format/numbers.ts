// Numbers as people read them.

const GROUPS = /\B(?=(?:\d{3})+$)/g;

/**
 * Credits with separators and at most two digits after the point: `12,999`, `282.75`. Decimal text keeps every digit in
 * front of the point. What is more than nothing never reads as nothing.
 */
export function credits(amount: string | number): string {
  const value = Number(amount);
  if (value > 0 && value < 0.005) return '< 0.01';
  const rounded = Math.abs(value) < 1e15 ? String(Math.round(value * 100) / 100) : String(amount);
  const [whole = '', fraction] = rounded.split('.');
  const grouped = whole.replace(GROUPS, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction.slice(0, 2)}`;
}

/** A share as a percentage; one between nothing and all never reads as either. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (share > 0 && rounded === 0) return '< 1%';
  return `${share < 1 && rounded === 100 ? 99 : rounded}%`;
}

/** A number of things: `1 site`, `12 sites`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${credits(number)} ${number === 1 ? one : many}`;
