// Usage of a wallet against the truth: what is called exact is exact, and what is called at least is never too much.
import fc from 'fast-check';
import { add, compare, ZERO } from '../../../../lib/credits/decimal.ts';
import { decimalOf } from '../../../../lib/credits/usage/amount.ts';
import { dailyUsage } from '../../../../lib/credits/usage/daily.ts';
import { DAY_MS as day } from '../../../../lib/credits/usage/days.ts';
import type { Usage } from '../../../../lib/credits/usage/follow.ts';
import type { Reading } from '../../../../lib/credits/usage/reading.ts';
import { usageBySeries } from '../../../../lib/credits/usage/series.ts';
import { type RuleSettings, SimulatedWallet, type Step } from './simulated-wallet.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-01T00:00:00Z');

const amount = (max: number) => fc.integer({ min: 1, max });
const rule = (period: string, everyMs: number) =>
  fc.record({ period: fc.constant(period), everyMs: fc.constant(everyMs), cap: amount(5000) });
const source: fc.Arbitrary<RuleSettings[]> = fc.oneof(
  fc.tuple(rule('MONTH', 30 * day)),
  fc.tuple(rule('DAY', day)),
  fc.tuple(rule('DAY', day), rule('MONTH', 30 * day)),
);
const step = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });
const waits = fc.oneof(amount(hour), fc.constant(hour / 4), amount(3 * day));
const charge = step(
  6,
  amount(800).map((hundredths) => ({ do: 'charge', amount: hundredths })),
);
const topUp = step(
  1,
  amount(3000).map((hundredths) => ({ do: 'top-up', amount: hundredths })),
);
const wait = step(
  4,
  waits.map((ms) => ({ do: 'wait', ms })),
);
const read = step(4, fc.constant({ do: 'read' }));
const changePlan = step(
  1,
  amount(5000).map((cap) => ({ do: 'change-plan', cap })),
);
const mixed = (...happenings: readonly ReturnType<typeof step>[]): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof(...happenings), { minLength: 5, maxLength: 60 });
const lives = (happenings: fc.Arbitrary<Step[]>, hasTopUps: boolean) =>
  fc
    .record({
      sources: fc.array(source, { minLength: hasTopUps ? 0 : 1, maxLength: 2 }),
      bought: hasTopUps ? fc.option(amount(3000), { nil: undefined }) : fc.constant(undefined),
      steps: happenings,
    })
    .map(({ sources, bought, steps }) => {
      const wallet = new SimulatedWallet(start, sources, bought);
      for (const taken of steps) wallet.take(taken);
      return wallet;
    });
const anyLife = lives(mixed(wait, charge, topUp, changePlan, read), true);
const regularDay = fc
  .array(amount(800), { maxLength: 3 })
  .map((amounts): Step[] => [
    { do: 'read' },
    ...amounts.map((hundredths): Step => ({ do: 'charge', amount: hundredths })),
    { do: 'read' },
    { do: 'wait', ms: day },
  ]);
/** Nothing is used over midnight: its days are known exactly, which those of any other life hardly ever are. */
const regularLife = lives(
  fc.array(regularDay, { minLength: 2, maxLength: 12 }).map((days) => days.flat()),
  true,
);

const usageOf = (readings: readonly Reading[]): Usage[] => usageBySeries(readings).get('wallet') ?? [];
const truth = (wallet: SimulatedWallet, from: number, to: number) =>
  decimalOf((wallet.usedBetween(from, to) / 100).toFixed(2));
const total = (amounts: readonly string[]) => amounts.map(decimalOf).reduce(add, ZERO);

describe('the usage of a simulated wallet', () => {
  it('is the truth where it is called exact, and never above it where it is called at least', () => {
    const seen = { exact: 0, 'at least': 0, 'exact and not zero': 0, 'at least and not zero': 0 };
    fc.assert(
      fc.property(anyLife, (wallet) => {
        for (const usage of usageOf(wallet.readings)) {
          const real = truth(wallet, Date.parse(usage.from), Date.parse(usage.to));
          const difference = compare(decimalOf(usage.used), real);
          seen[usage.certainty] += 1;
          if (Number(usage.used) > 0) seen[`${usage.certainty} and not zero`] += 1;
          if (usage.certainty === 'exact') expect({ usage, difference }).toEqual({ usage, difference: 0 });
          else expect(difference).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });

  it('is the same for readings in any order, repeated, and with failures between', () => {
    const shuffled = anyLife.chain((wallet) => {
      const failures = wallet.readings.map(
        ({ readAt }): Reading => ({ kind: 'failed', of: 'wallet', readAt, code: 'WixUnavailable' }),
      );
      const partial = wallet.readings.map(
        ({ readAt }): Reading => ({
          kind: 'wallet',
          readAt: new Date(Date.parse(readAt) + 1).toISOString(),
          periodic: {},
          rules: [],
        }),
      );
      const heap: Reading[] = [...wallet.readings, ...wallet.readings, ...failures, ...partial];
      return fc.tuple(fc.constant(wallet), fc.shuffledSubarray(heap, { minLength: heap.length }));
    });
    fc.assert(
      fc.property(shuffled, ([wallet, heap]) => {
        expect(usageOf(heap)).toEqual(usageOf(wallet.readings));
      }),
      { numRuns: 300 },
    );
  });

  it('is never too much when readings answer what was true up to an hour before', () => {
    const lagging = fc.tuple(lives(mixed(wait, charge, read), false), fc.infiniteStream(fc.nat(3)));
    fc.assert(
      fc.property(lagging, ([wallet, lags]) => {
        const stale = wallet.readings.map((reading, place) => {
          const { value: lag } = lags.next();
          const older = wallet.readings[place - lag];
          const fresh = older === undefined || Date.parse(reading.readAt) - Date.parse(older.readAt) >= hour;
          return fresh ? reading : { ...older, readAt: reading.readAt };
        });
        const used = total(usageOf(stale).map((usage) => usage.used));
        expect(compare(used, truth(wallet, 0, wallet.now))).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the daily usage of a simulated wallet', () => {
  it('adds up to its intervals, and its bounds and labels hold on every day', () => {
    const seen = { exact: 0, 'at least': 0, estimate: 0 };
    fc.assert(
      fc.property(fc.oneof(anyLife, regularLife), (wallet) => {
        const usages = usageOf(wallet.readings);
        const rows = dailyUsage(usages);
        const sums = [rows, usages].map((list) => total(list.map(({ used }) => used)));
        expect(compare(sums[0] ?? ZERO, sums[1] ?? ZERO)).toBe(0);
        for (const row of rows) {
          const midnight = Date.parse(row.day);
          const real = truth(wallet, midnight - 1, midnight + day - 1);
          seen[row.certainty] += 1;
          expect(compare(decimalOf(row.least), real)).toBeLessThanOrEqual(0);
          if (row.most !== undefined) expect(compare(decimalOf(row.most), real)).toBeGreaterThanOrEqual(0);
          if (row.certainty === 'exact') expect(compare(decimalOf(row.used), real)).toBe(0);
          if (row.certainty === 'at least') expect(compare(decimalOf(row.used), real)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });
});
