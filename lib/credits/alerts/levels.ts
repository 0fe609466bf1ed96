// The levels at which to alert, mild to severe, each with the dead band in which it is held.
import * as v from 'valibot';
import { add, compare, fromNumber, parseDecimal, toText, ZERO } from '../decimal.ts';
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

/** 0.20 is 0.2: one amount has one text, because levels are known by theirs. */
const plain = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

const amount = v.pipe(
  v.union([v.pipe(v.number(), v.finite()), v.string()], 'a number, or a decimal number as text'),
  v.transform((value) => (typeof value === 'number' ? fromNumber(value) : parseDecimal(value))),
  v.check((value) => value !== undefined && compare(value, ZERO) >= 0, 'a number from 0 on'),
  v.transform((value) => plain(toText(value ?? ZERO))),
);
const hours = v.pipe(v.number(), v.minValue(0), v.maxValue(87_600));

/** Where a level's dead band ends unless it is told: 5 points, a quarter more credits, a day more. */
function bandOf(kind: Level['kind'], at: Amount): Amount {
  const value = decimalOf(at);
  if (kind === 'credits') return plain(toText({ units: value.units * 125n, scale: value.scale + 2 }));
  return plain(toText(add(value, kind === 'days' ? { units: 1n, scale: 0 } : { units: 5n, scale: 2 })));
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
