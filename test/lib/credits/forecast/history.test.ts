// The rules of turning usage into past days.
import fc from 'fast-check';
import { pastDays, spentOnDays } from '../../../../lib/credits/forecast/history.ts';
import { withoutSpike } from '../../../../lib/credits/forecast/spike.ts';
import { daily, NOW, usage } from './usages.ts';

const days = (usages: Parameters<typeof pastDays>[0], window = 7) => pastDays(usages, NOW, window);

describe('past days', () => {
  it('are days of 24 hours that end now, oldest first', () => {
    expect(days(daily([5, 6, 7]))).toEqual([
      { ago: 2, used: 5 },
      { ago: 1, used: 6 },
      { ago: 0, used: 7 },
    ]);
  });

  it('share an interval out by time', () => {
    expect(days([usage(2.5, 0.5, 20), usage(0.5, 0, 1)])).toEqual([
      { ago: 2, used: 10 },
      { ago: 1, used: 10 },
      { ago: 0, used: 6 },
    ]);
  });

  it('that were not watched are left out, not counted as zero', () => {
    expect(days([usage(5, 4, 8), usage(1, 0, 2)]).map(({ ago }) => ago)).toEqual([4, 0]);
  });

  it('that were watched for less than half are left out, and otherwise scaled up', () => {
    expect(days([usage(0.75, 0, 30)])).toEqual([{ ago: 0, used: 40 }]);
    expect(days([usage(0.45, 0, 30)])).toEqual([]);
  });

  it('leave out what lies before the window or after now', () => {
    expect(days([usage(9, 8, 100), usage(8, 6, 20), usage(0.5, -0.5, 10)], 7)).toEqual([
      { ago: 6, used: 10 },
      { ago: 0, used: 10 },
    ]);
  });

  it('keep the whole of what was used in the window', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 6999 }), { maxLength: 40 });
    fc.assert(
      fc.property(cuts, fc.infiniteStream(fc.nat(1000)), (inner, amounts) => {
        const edges = [7000, ...inner.sort((a, b) => b - a), 0].map((edge) => edge / 1000);
        const usages = edges.slice(1).map((to, place) => usage(edges[place] ?? 0, to, amounts.next().value));
        const total = usages.reduce((sum, { used }) => sum + Number(used), 0);
        expect(days(usages).reduce((sum, { used }) => sum + used, 0)).toBeCloseTo(total, 6);
      }),
    );
  });
});

describe('rows of daily usage', () => {
  const row = { kind: 'words', certainty: 'exact', least: '0' } as const;

  it('count like the intervals that they sum up', () => {
    const rows = [
      { ...row, day: '2026-11-22', used: '48', observedSeconds: 86_400 },
      { ...row, day: '2026-11-23', used: '24', observedSeconds: 86_400 },
      { ...row, day: '2026-11-24', used: '21', observedSeconds: 10.5 * 3600 },
    ];
    expect(days(spentOnDays(rows), 2)).toEqual([
      { ago: 1, used: expect.closeTo((48 * 13.5 + 24 * 10.5) / 24) },
      { ago: 0, used: expect.closeTo((24 * 13.5) / 24 + 21) },
    ]);
  });
});

describe('a spike', () => {
  const cut = (...amounts: number[]) =>
    withoutSpike(amounts.map((used, place) => ({ ago: amounts.length - 1 - place, used }))).map(
      ({ used }) => used,
    );

  it('is cut down to three times the second highest day', () => {
    expect(cut(10, 12, 5000, 11)).toEqual([10, 12, 36, 11]);
  });

  it('that recurs is no spike', () => {
    expect(cut(10, 900, 12, 5000)).toEqual([10, 900, 12, 2700]);
    expect(cut(10, 900, 12, 900)).toEqual([10, 900, 12, 900]);
  });

  it('that is the only use of all counts for nothing', () => {
    expect(cut(0, 70, 0)).toEqual([0, 0, 0]);
  });
});
