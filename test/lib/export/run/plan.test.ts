// The plan of a long window: its days are the window, each instant once, and their shares are within the limit.
import fc from 'fast-check';
import * as v from 'valibot';
import { compareInstants, dayOf, parseInstant } from '../../../../lib/export/record/instant.ts';
import { planDays, planSchema } from '../../../../lib/export/run/plan.ts';

const plan = (from: string, to: string, requestsPerMinute = 200) =>
  planDays({ window: { from, to }, format: undefined, requestsPerMinute });

const windowsOf = (from: string, to: string) =>
  plan(from, to).windows.map((window) => `${window.from.slice(0, 16)} ${window.to.slice(0, 16)}`);

test('whole days are cut at midnight UTC', () => {
  expect(windowsOf('2026-02-27T00:00:00.000Z', '2026-03-02T00:00:00.000Z')).toEqual([
    '2026-02-27T00:00 2026-02-28T00:00',
    '2026-02-28T00:00 2026-03-01T00:00',
    '2026-03-01T00:00 2026-03-02T00:00',
  ]);
});

test('the first and the last may be parts of a day', () => {
  expect(windowsOf('2026-10-01T09:30:00.000Z', '2026-10-03T06:00:00.000Z')).toEqual([
    '2026-10-01T09:30 2026-10-02T00:00',
    '2026-10-02T00:00 2026-10-03T00:00',
    '2026-10-03T00:00 2026-10-03T06:00',
  ]);
});

test.each([
  ['2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z'],
  ['2026-10-01T23:59:59.999999999Z', '2026-10-02T00:00:00.000Z'],
  ['2026-10-01T08:00:00.000Z', '2026-10-01T08:00:00.000000001Z'],
])('%s to %s is within one day, and one export', (from, to) => {
  expect(plan(from, to)).toMatchObject({ days: 1, concurrency: 1, windows: [{ from, to }] });
});

test('a nanosecond of another day is a day', () => {
  expect(plan('2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000000001Z').days).toBe(2);
});

test('each window is the input of an export, with the format that was asked for', () => {
  const window = { from: '2026-10-01T00:00:00.000Z', to: '2026-10-03T00:00:00.000Z' };
  const { windows } = planDays({ window, format: 'csv', requestsPerMinute: 200 });
  expect(windows[0]).toEqual({
    action: 'run',
    from: window.from,
    to: '2026-10-02T00:00:00.000Z',
    format: 'csv',
    requestsPerMinute: 100,
  });
  expect(plan(window.from, window.to).windows[0]).not.toHaveProperty('format');
});

test('a plan has the shape of the contract, and what has another shape is none', () => {
  const window = { from: '2026-10-01T00:00:00.000Z', to: '2026-10-03T00:00:00.000Z' };
  const good = planDays({ window, format: 'csv', requestsPerMinute: 200 });
  expect(good.status).toBe('PLAN');
  expect(v.parse(planSchema, good)).toEqual(good);
  const [first] = good.windows;
  for (const bad of [
    { ...good, status: 'COMPLETE' },
    { ...good, windows: [{ ...first, action: 'start' }] },
  ]) {
    expect(v.is(planSchema, bad)).toBe(false);
  }
});

test.each([
  [1, 1, 1],
  [199, 1, 199],
  [200, 2, 100],
  [250, 2, 125],
  [1_000, 10, 100],
  [100_000, 10, 10_000],
])('%i requests a minute are %i exports at once with %i each', (allowed, concurrency, share) => {
  const { windows, ...of } = plan('2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', allowed);
  expect([of.concurrency, windows[0]?.requestsPerMinute]).toEqual([concurrency, share]);
});

test('for any window: every instant once, no window over midnight, and together within the limit', () => {
  const moment = fc
    .tuple(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.nat(999_999),
    )
    .map(
      ([date, nanos]) =>
        parseInstant(`${date.toISOString().slice(0, -1)}${String(nanos).padStart(6, '0')}Z`) ?? '',
    );
  const length = fc.integer({ min: 1, max: 20 * 86_400_000 });
  fc.assert(
    fc.property(moment, length, fc.integer({ min: 1, max: 5_000 }), (from, milliseconds, allowed) => {
      const to = new Date(Date.parse(from) + milliseconds).toISOString();
      fc.pre(compareInstants(from, to) < 0);
      const { windows, concurrency, days } = plan(from, to, allowed);
      expect([windows[0]?.from, windows.at(-1)?.to, windows.length]).toEqual([from, to, days]);
      windows.forEach((window, place) => {
        expect(compareInstants(window.from, window.to)).toBeLessThan(0);
        expect(Date.parse(window.to) - Date.parse(`${dayOf(window.from)}T00:00:00Z`)).toBeLessThanOrEqual(
          86_400_000,
        );
        expect(windows[place + 1]?.from ?? to).toBe(window.to);
        expect(window.requestsPerMinute * concurrency).toBeLessThanOrEqual(allowed);
        expect(window.requestsPerMinute).toBeGreaterThan(0);
      });
    }),
    { numRuns: 200 },
  );
});
