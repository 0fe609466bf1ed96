// The daily word credits of all sites together.
import { add, toText } from '../decimal.ts';
import { decimalOf } from './amount.ts';
import type { DailyUsage } from './daily.ts';

type Certainty = DailyUsage['certainty'];

function weaker(a: Certainty, b: Certainty): Certainty {
  if (a === 'estimate' || b === 'estimate') return 'estimate';
  return a === 'exact' ? b : a;
}

const sum = (a: string, b: string) => toText(add(decimalOf(a), decimalOf(b)));

function together(a: DailyUsage, b: DailyUsage): DailyUsage {
  const bought =
    a.bought === undefined || b.bought === undefined ? (a.bought ?? b.bought) : sum(a.bought, b.bought);
  const most = a.most === undefined || b.most === undefined ? undefined : sum(a.most, b.most);
  return {
    day: a.day,
    kind: a.kind,
    used: sum(a.used, b.used),
    certainty: weaker(a.certainty, b.certainty),
    least: sum(a.least, b.least),
    ...(most === undefined ? {} : { most }),
    ...(bought === undefined ? {} : { bought }),
    observedSeconds: Math.min(a.observedSeconds, b.observedSeconds),
  };
}

/** Several rows as one: exact sums, and no more certain than the least certain row; undefined when there is none. */
export function inTotal(rows: Iterable<DailyUsage>): DailyUsage | undefined {
  let total: DailyUsage | undefined;
  for (const { siteId: _, ...row } of rows) total = total === undefined ? row : together(total, row);
  return total;
}

/**
 * The account's rows for the rows of its sites, one a day and oldest first: exact sums, and no more certain than the
 * least certain site. A site without a row on a day was not observed on it, so the sum of that day speaks of the others only.
 */
export function accountDaily(sites: Iterable<DailyUsage>): DailyUsage[] {
  const days = new Map<string, DailyUsage>();
  for (const { siteId: _, ...row } of sites) {
    const known = days.get(row.day);
    days.set(row.day, known === undefined ? row : together(known, row));
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
