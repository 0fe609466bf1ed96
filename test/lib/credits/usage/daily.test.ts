// The rules of daily usage: what crosses a midnight is shared out by time, exactly, and said to be so.
import fc from 'fast-check';
import * as v from 'valibot';
import { add, compare, toText, ZERO } from '../../../../lib/credits/decimal.ts';
import { accountDaily, inTotal } from '../../../../lib/credits/usage/account-daily.ts';
import { decimalOf } from '../../../../lib/credits/usage/amount.ts';
import type { Certainty } from '../../../../lib/credits/usage/change.ts';
import { dailyUsage, dailyUsageSchema } from '../../../../lib/credits/usage/daily.ts';
import type { Usage } from '../../../../lib/credits/usage/follow.ts';
import { splitByDay } from '../../../../lib/credits/usage/split.ts';
import { at } from './readings.ts';

const usage = (
  from: string,
  to: string,
  used: string,
  certainty: Certainty = 'exact',
  bought?: string,
): Usage => ({
  kind: 'words',
  siteId: 'site-1',
  from: at(from),
  to: at(to),
  used,
  certainty,
  ...(bought === undefined ? {} : { bought }),
  events: [],
});
const split = (from: string, to: string, used: string) =>
  splitByDay(usage(from, to, used)).map((part) => `${part.day.slice(8)} ${toText(part.used)}`);

describe('an interval', () => {
  it('within a day is not cut', () => {
    expect(split('1T10:00', '1T11:00', '7')).toEqual(['01 7']);
    expect(split('1T00:00', '2T00:00', '7')).toEqual(['01 7']);
  });

  it('over midnight is shared out by time', () => {
    expect(split('1T18:00', '2T18:00', '8')).toEqual(['01 2', '02 6']);
    expect(split('1T12:00', '4T12:00', '300')).toEqual(['01 50', '02 100', '03 100', '04 50']);
  });

  it('keeps whole words whole', () => {
    expect(split('1T12:00', '2T12:00', '3')).toEqual(['01 1', '02 2']);
    expect(split('1T12:00', '2T12:00', '0.03')).toEqual(['01 0.01', '02 0.02']);
  });

  it('gives away exactly what it has, in as many days as it touches', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 28 });
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 1, max: 60 * 24 * 10 }),
        fc.nat(1_000_000),
        (from, length, hundredths) => {
          const start = Date.parse(at('1')) + from * 60_000;
          const end = start + length * 60_000;
          const used = (hundredths / 100).toFixed(2);
          const whole = {
            ...usage('1', '2', used),
            from: new Date(start).toISOString(),
            to: new Date(end).toISOString(),
          };
          const parts = splitByDay(whole);
          expect(compare(parts.map((part) => part.used).reduce(add, ZERO), decimalOf(used))).toBe(0);
          expect(parts.reduce((sum, part) => sum + part.milliseconds, 0)).toBe(end - start);
          expect(parts.every((part) => part.used.units >= 0n)).toBe(true);
          expect(new Set(parts.map((part) => part.day)).size).toBe(parts.length);
        },
      ),
    );
  });
});

describe('a day', () => {
  it('is exact when its intervals are exact and cover it', () => {
    expect(
      dailyUsage([usage('1', '1T08:00', '5', 'exact', '0'), usage('1T08:00', '2', '3', 'exact', '100')]),
    ).toEqual([
      {
        day: '2026-11-01',
        kind: 'words',
        siteId: 'site-1',
        used: '8',
        certainty: 'exact',
        least: '8',
        most: '8',
        bought: '100',
        observedSeconds: 86_400,
      },
    ]);
  });

  it('that was not observed whole is a lower bound', () => {
    const [row] = dailyUsage([usage('1T08:00', '1T20:00', '3')]);
    expect(row).toMatchObject({ used: '3', certainty: 'at least', least: '3', observedSeconds: 43_200 });
    expect(row).not.toHaveProperty('most');
    expect(row).not.toHaveProperty('bought');
  });

  it('is a lower bound when one of its intervals is', () => {
    expect(dailyUsage([usage('1', '1T08:00', '5'), usage('1T08:00', '2', '3', 'at least')])).toMatchObject([
      { used: '8', certainty: 'at least', least: '8' },
    ]);
  });

  it('is an estimate between two bounds when something was shared out', () => {
    const rows = dailyUsage([
      usage('1', '1T12:00', '5'),
      usage('1T12:00', '2T12:00', '8'),
      usage('2T12:00', '3', '1'),
    ]);
    expect(rows).toMatchObject([
      { used: '9', certainty: 'estimate', least: '5', most: '13' },
      { used: '5', certainty: 'estimate', least: '1', most: '9' },
    ]);
  });

  it('stays exact when nothing was used over its midnights', () => {
    const rows = dailyUsage([
      usage('1', '1T12:00', '5'),
      usage('1T12:00', '2T12:00', '0'),
      usage('2T12:00', '3', '1'),
    ]);
    expect(rows.map(({ certainty }) => certainty)).toEqual(['exact', 'exact']);
  });

  it('without any observation has no row', () => {
    expect(dailyUsage([])).toEqual([]);
    const rows = dailyUsage([usage('1', '2', '5'), usage('4', '5', '5')]);
    expect(rows.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-04']);
  });

  it('counts a purchase where it was first seen', () => {
    const rows = dailyUsage([usage('1T12:00', '2T12:00', '8', 'exact', '500')]);
    expect(rows.map(({ bought }) => bought)).toEqual([undefined, '500']);
  });

  it('reads back from the store as it was written', () => {
    const rows = dailyUsage([usage('1T12:00', '2T12:00', '8', 'exact', '500')]);
    expect(rows.map((row) => v.parse(dailyUsageSchema, JSON.parse(JSON.stringify(row))))).toEqual(rows);
  });
});

describe('the account', () => {
  const other = (row: Usage): Usage => ({ ...row, siteId: 'site-2' });

  it('has the exact sum of its sites, day by day, oldest first', () => {
    const rows = [
      ...dailyUsage([usage('2', '3', '0.2', 'exact', '10')]),
      ...dailyUsage([other(usage('1', '2', '1')), other(usage('2', '3', '0.1'))]),
    ];
    expect(accountDaily(rows)).toEqual([
      {
        day: '2026-11-01',
        kind: 'words',
        used: '1',
        certainty: 'exact',
        least: '1',
        most: '1',
        observedSeconds: 86_400,
      },
      {
        day: '2026-11-02',
        kind: 'words',
        used: '0.3',
        certainty: 'exact',
        least: '0.3',
        most: '0.3',
        bought: '10',
        observedSeconds: 86_400,
      },
    ]);
  });

  it('comes by day, in whatever order the sites do', () => {
    const days = accountDaily([
      ...dailyUsage([usage('2', '3', '1')]),
      ...dailyUsage([other(usage('3', '4', '1'))]),
      ...dailyUsage([other(usage('1', '2', '1'))]),
    ]).map(({ day }) => day);
    expect(days).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
  });

  it.each([
    [usage('1', '2', '1'), usage('1', '2', '1', 'at least'), 'at least'],
    [usage('1', '2', '1', 'at least'), usage('1', '2', '1'), 'at least'],
    [usage('1', '2', '1', 'at least'), usage('1', '3', '8'), 'estimate'],
    [usage('1', '3', '8'), usage('1', '2', '1'), 'estimate'],
  ])('is as certain as its least certain site', (first, second, expected) => {
    const [row] = accountDaily([...dailyUsage([first]), ...dailyUsage([other(second)])]);
    expect(row?.certainty).toBe(expected);
  });

  it('was bounded above only where every site was', () => {
    const [row] = accountDaily([
      ...dailyUsage([usage('1', '2', '1')]),
      ...dailyUsage([other(usage('1', '1T01:00', '1'))]),
    ]);
    expect(row).toMatchObject({ used: '2', observedSeconds: 3600 });
    expect(row).not.toHaveProperty('most');
  });

  it('adds up what its sites bought', () => {
    const rows = [
      ...dailyUsage([usage('1', '2', '1', 'exact', '10')]),
      ...dailyUsage([other(usage('1', '2', '1', 'exact', '5'))]),
    ];
    expect(inTotal(rows)?.bought).toBe('15');
    expect(inTotal([])).toBeUndefined();
  });
});
