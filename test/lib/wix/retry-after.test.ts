// Retry-After: seconds and the three forms of a date; anything else names no wait.
import fc from 'fast-check';
import { retryAfterMs } from '../../../lib/wix/retry-after.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;

describe('Retry-After', () => {
  test.each<[string, string | undefined, number | undefined]>([
    ['seconds', '120', 120_000],
    ['no seconds', '0', 0],
    ['seconds with blanks around', ' 7 ', 7_000],
    ['decimal seconds', '1.25', 1_250],
    ['more than a day', '90000', DAY],
    ['more seconds than a number holds', '9'.repeat(400), DAY],
    ['the date of today', 'Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['a date of the old form', 'Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['a date of asctime', 'Sun Nov 22 12:00:30 2026', 30_000],
    ['a date of asctime with a blank for a digit', 'Tue Dec  1 00:00:00 2026', DAY],
    ['a date that is past', 'Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['a date of the old form, of the last century', 'Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['a date of asctime that is past', 'Sun Nov  6 08:49:37 1994', 0],
    ['a date far ahead', 'Fri, 31 Dec 9999 23:59:59 GMT', DAY],
    ['nothing', undefined, undefined],
    ['an empty header', '', undefined],
    ['a negative number', '-5', undefined],
    ['a sign', '+5', undefined],
    ['a unit', '5s', undefined],
    ['words', 'in a minute', undefined],
    ['what Date.parse would take for a date', 'abc 1', undefined],
    ['an ISO date', '2026-11-22T12:00:30Z', undefined],
    ['a date that there is not', 'Sun, 42 Nov 2026 12:00:30 GMT', undefined],
    ['a month that there is not', 'Sun, 22 Nov 2026 12:00:30 GMT'.replace('Nov', 'Nuv'), undefined],
    ['another zone', 'Sun, 22 Nov 2026 12:00:30 CET', undefined],
    ['a date without its time', 'Sun, 22 Nov 2026', undefined],
    ['two values', '1, 2', undefined],
    ['infinity', 'Infinity', undefined],
    ['an exponent', '1e3', undefined],
  ])('%s', (_, header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });

  describe.each([
    ['of today', 'Sun, 22 Nov 2026 12:00:30 GMT'],
    ['of the old form', 'Sunday, 22-Nov-26 12:00:30 GMT'],
    ['of asctime', 'Sun Nov 22 12:00:30 2026'],
  ])('a date %s', (_, date) => {
    const places = Array.from(date, (__, place) => place);

    test('stands alone', () => {
      for (const text of [`x${date}`, `${date}x`, `x ${date}`, `${date} x`, `${date}, ${date}`]) {
        expect([text, retryAfterMs(text, now)]).toEqual([text, undefined]);
      }
    });

    test.each([
      ['lacks', (place: number) => date.slice(0, place) + date.slice(place + 1)],
      ['has twice', (place: number) => date.slice(0, place + 1) + date.slice(place)],
      ['has something else for', (place: number) => `${date.slice(0, place)}_${date.slice(place + 1)}`],
    ])('is none when it %s any of its characters', (__, change) => {
      const weekday = /^[A-Z][a-z]{5,8},/;
      for (const text of places.map(change).filter((text) => !weekday.test(text) || !weekday.test(date))) {
        expect([text, retryAfterMs(text, now)]).toEqual([text, undefined]);
      }
    });
  });

  test('a weekday of the old form has six to nine letters', () => {
    for (const day of ['Monday', 'Wednesday'])
      expect(retryAfterMs(`${day}, 22-Nov-26 12:00:30 GMT`, now)).toBe(30_000);
    for (const day of ['Mondy', 'Wednesdays', 'MOnday', 'monday', 'M0nday']) {
      expect(retryAfterMs(`${day}, 22-Nov-26 12:00:30 GMT`, now)).toBeUndefined();
    }
  });

  test('a year of two digits is at most 50 years ahead', () => {
    expect(retryAfterMs('Sunday, 22-Nov-76 12:00:30 GMT', now)).toBe(DAY);
    expect(retryAfterMs('Monday, 22-Nov-77 12:00:30 GMT', now)).toBe(0);
    const newYearsEve = Date.parse('2099-12-31T23:59:50Z');
    expect(retryAfterMs('Friday, 01-Jan-00 00:00:00 GMT', newYearsEve)).toBe(0);
  });

  test('whatever a header holds, the wait is none or from 0 to a day', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.,+\-eGMT: ]{0,30}$/)), (header) => {
        const wait = retryAfterMs(header, now);
        expect(wait === undefined || (wait >= 0 && wait <= DAY)).toBe(true);
      }),
    );
  });

  test('a date in any of the three forms is the same instant', () => {
    const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
    const long = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY / 1000 }), (seconds) => {
        const at = new Date(now + seconds * 1000);
        const imf = at.toUTCString();
        const [, day = '', month = '', year = '', time = ''] = imf.split(' ');
        const weekday = at.getUTCDay();
        const forms = [
          imf,
          `${long[weekday]}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
          `${days[weekday]} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`,
        ];
        expect(forms.map((form) => retryAfterMs(form, now))).toEqual(Array(3).fill(seconds * 1000));
      }),
    );
  });
});
