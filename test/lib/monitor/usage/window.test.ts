// The rules of a window of whole days: how it is written, what it is without being told, and what is wrong with it.
import * as v from 'valibot';
import { daySchema, daysIn, windowOf, wrongWindow } from '../../../../lib/monitor/usage/window.ts';

test.each(['2026-11-01', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00.000Z'])(
  'a day may be written %s',
  (text) => {
    expect(v.parse(daySchema, text)).toBe('2026-11-01');
  },
);

test.each([
  7,
  '',
  'today',
  '2026-11',
  '2026-11-01T00:00:01Z',
  '2026-11-01T00:00:00',
  '2026-11-01T00:00:00.x0Z',
  'x2026-11-01',
  '2026-11-01x',
  // V8 does not look at what stands behind a bracket.
  '2026-11-01 (2026-11-01',
  '2026-02-30',
  '2026-13-01',
])('%j is no day', (text) => {
  expect(v.safeParse(daySchema, text).issues?.map(({ message }) => message)).toEqual([
    'expected a UTC day like 2026-11-01',
  ]);
});

test('without its ends a window is the last thirty days with today', () => {
  const now = new Date('2026-11-22T23:59:59Z');
  expect(windowOf({}, now)).toEqual({ from: '2026-10-24', to: '2026-11-23' });
  expect(windowOf({ to: '2026-03-01' }, now)).toEqual({ from: '2026-01-30', to: '2026-03-01' });
  expect(windowOf({ from: '2026-01-01' }, now)).toEqual({ from: '2026-01-01', to: '2026-11-23' });
});

test.each([
  ['2026-11-02', '2026-11-01', 'expected a day after from'],
  ['2026-11-01', '2026-11-01', 'expected a day after from'],
  ['2026-11-01', '2026-11-02', undefined],
  ['2026-01-01', '2027-01-02', undefined],
  ['2026-01-01', '2027-01-03', 'expected at most 366 days after from'],
])('from %s to %s: %j', (from, to, problem) => {
  expect(wrongWindow({ from, to })).toBe(problem);
});

test('its days are those from its beginning up to and without its end', () => {
  expect(daysIn({ from: '2026-02-27', to: '2026-03-02' })).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
});
