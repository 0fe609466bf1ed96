// The levels at which to alert, mild to severe, each with the dead band in which it is held.
import * as v from 'valibot';
import { add, compare, type Decimal, fromNumber, parseDecimal, toText, ZERO } from '../decimal.ts';
import { type Amount, decimalOf } from '../usage/amount.ts';

/**
 * One level. It is entered at or under `at` and held up to and with `until`: a share of the limit (`share`), credits
 * (`credits`) or days to the run-out (`days`). `exhausted` is entered when nothing is left, and its `until` is a share
 * of the limit. `coolDownHours` overrides that of the rules.
 */
export interface Level {
  readonly name: string;
  readonly kind: 'share' | 'credits' | 'days' | 'exhausted';
  readonly at: Amount;
  readonly until: Amount;
  readonly coolDownHours: number | undefined;
}

const amount = v.pipe(
  v.union([v.number(), v.string()], 'a number, or a decimal number as text'),
  v.transform((value) => (typeof value === 'number' ? fromNumber(value) : parseDecimal(value))),
  v.check((value) => value !== undefined && compare(value, ZERO) >= 0, 'a number from 0 on'),
  v.transform((value) => toText(value ?? ZERO)),
);
const hours = v.pipe(v.number(), v.minValue(0), v.maxValue(87_600));

const band = { share: { units: 5n, scale: 2 }, days: { units: 1n, scale: 0 } } as const;

/** A quarter more. */
const aQuarterMore = (value: Decimal) => ({ units: value.units * 125n, scale: value.scale + 2 });

/** Where a level's dead band ends unless it is told: 5 points, a quarter more credits, a day more. */
function bandOf(kind: Level['kind'], at: Amount): Amount {
  if (kind === 'credits') return toText(aQuarterMore(decimalOf(at)));
  return toText(add(decimalOf(at), kind === 'days' ? band.days : band.share));
}

const entered = v.strictObject({
  kind: v.picklist(['share', 'credits', 'days']),
  at: amount,
  until: v.optional(amount),
  coolDownHours: v.optional(hours),
});
const exhausted = v.strictObject({
  kind: v.literal('exhausted'),
  until: v.optional(amount),
  coolDownHours: v.optional(hours),
});

const level = v.pipe(
  v.variant('kind', [entered, exhausted]),
  v.transform((given): Level => {
    const at = given.kind === 'exhausted' ? '0' : given.at;
    const name = given.kind === 'exhausted' ? 'exhausted' : `${given.kind}-${at}`;
    const until = given.until ?? bandOf(given.kind, at);
    return { name, kind: given.kind, at, until, coolDownHours: given.coolDownHours };
  }),
  v.check(({ at, until }) => compare(decimalOf(until), decimalOf(at)) >= 0, '`until` may not be below `at`'),
);

/** The schema of a list of levels, mild to severe: no level twice, and `exhausted`, if it is there, last. */
export const levelsSchema = v.pipe(
  v.array(level),
  v.check((levels) => new Set(levels.map(({ name }) => name)).size === levels.length, 'no level twice'),
  v.check(
    (levels) => levels.slice(0, -1).every(({ kind }) => kind !== 'exhausted'),
    '`exhausted` as the last, most severe level',
  ),
);
