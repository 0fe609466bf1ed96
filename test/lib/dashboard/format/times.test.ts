// Instants as people read them: always in UTC, with the year where it matters, and how far off in rough words.
import fc from 'fast-check';
import { day, dayFrom, fromNow, moment, span } from '../../../../lib/dashboard/format/times.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('a day is one of UTC, wherever the machine is', () => {
  expect(day(Date.parse('2026-12-03T23:59:59.999Z'))).toBe('3 Dec');
  expect(day(Date.parse('2026-12-04T00:00:00Z'))).toBe('4 Dec');
});

test('a day of another year says so', () => {
  expect(dayFrom(Date.parse('2026-12-31T23:00:00Z'), now)).toBe('31 Dec');
  expect(dayFrom(Date.parse('2027-01-01T00:00:00Z'), now)).toBe('1 Jan 2027');
});

test('a moment is exact to the minute, and names its zone', () => {
  expect(moment(Date.parse('2026-02-03T04:05:59Z'))).toBe('3 Feb 2026, 04:05 UTC');
});

describe('how far off', () => {
  test.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [-59_999, 'just now'],
    [MINUTE, '1 min ago'],
    [89.9 * MINUTE, '89 min ago'],
    [90 * MINUTE, '2 hours ago'],
    [35.4 * HOUR, '35 hours ago'],
    [36 * HOUR, '2 days ago'],
    [59 * DAY, '59 days ago'],
    [60 * DAY, '9 weeks ago'],
    [-4 * MINUTE, 'in 4 min'],
    [-11 * DAY, 'in 11 days'],
  ])('%d ms before now is "%s"', (before, text) => {
    expect(fromNow(now - before, now)).toBe(text);
  });

  test('a span never says one of several', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * 365 * DAY }), (milliseconds) => {
        expect(span(milliseconds)).not.toMatch(/^(0 |1 (hours|days|weeks))/);
      }),
    );
  });
});
