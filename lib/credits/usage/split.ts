// Usage between two readings, cut into UTC days.
import type { Decimal } from '../decimal.ts';
import { decimalOf } from './amount.ts';
import { dayOf, nextMidnight } from './days.ts';
import type { Usage } from './follow.ts';

/** The part of an interval that lies in one day. */
export interface DayPart {
  readonly day: string;
  readonly milliseconds: number;
  readonly used: Decimal;
}

/**
 * Cuts an interval at every midnight and shares its usage out by time, because nothing tells when within it the credits
 * went. The parts add up to the whole, exactly: what is rounded down, to as many digits as the whole has, goes to the
 * next part. So three words over one midnight stay whole words.
 */
export function splitByDay(usage: Usage): DayPart[] {
  const [start, end] = [Date.parse(usage.from), Date.parse(usage.to)];
  const { units, scale } = decimalOf(usage.used);
  const length = BigInt(end - start);
  const parts: DayPart[] = [];
  let given = 0n;
  for (let from = start; from < end; ) {
    const to = Math.min(end, nextMidnight(from));
    const due = (units * BigInt(to - start)) / length;
    parts.push({ day: dayOf(from), milliseconds: to - from, used: { units: due - given, scale } });
    given = due;
    from = to;
  }
  return parts;
}
