// Usage in fewer intervals, for where it is kept: no more than a few a day instead of one a reading.
import { add, toText } from '../decimal.ts';
import { type Amount, decimalOf } from './amount.ts';
import { DAY_MS } from './days.ts';
import type { Usage } from './follow.ts';

/** The only UTC day (as days since 1970) that the interval lies in; undefined when it crosses a midnight. */
function onlyDay({ from, to }: Usage): number | undefined {
  const first = Math.floor(Date.parse(from) / DAY_MS);
  return Math.floor((Date.parse(to) - 1) / DAY_MS) === first ? first : undefined;
}

const sum = (a: Amount, b: Amount) => toText(add(decimalOf(a), decimalOf(b)));

function joined(a: Usage, b: Usage): Usage {
  const { bought: boughtBefore, ...rest } = a;
  const bought =
    boughtBefore === undefined || b.bought === undefined
      ? (boughtBefore ?? b.bought)
      : sum(boughtBefore, b.bought);
  return {
    ...rest,
    to: b.to,
    used: sum(a.used, b.used),
    certainty: a.certainty === 'exact' ? b.certainty : a.certainty,
    ...(bought === undefined ? {} : { bought }),
    events: [...new Set([...a.events, ...b.events])],
  };
}

/**
 * Joins neighbouring intervals that lie in the same UTC day. The intervals are of one series, oldest first. Days, bounds
 * and labels of `dailyUsage` are the same as before; only where within a day the credits went is no longer known.
 */
export function compact(usages: Iterable<Usage>): Usage[] {
  const kept: Usage[] = [];
  for (const usage of usages) {
    const last = kept.at(-1);
    const day = onlyDay(usage);
    const joins = last !== undefined && day !== undefined && last.to === usage.from && onlyDay(last) === day;
    if (joins) kept[kept.length - 1] = joined(last, usage);
    else kept.push(usage);
  }
  return kept;
}
