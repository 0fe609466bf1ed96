// Retry-After in all its forms (RFC 9110, section 10.2.3): seconds, and the three dates of HTTP.

const SECONDS = /^\d+(\.\d+)?$/;
const IMF_DATE = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) GMT$/;
const RFC850_DATE = /^[A-Z][a-z]{5,8}, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d:\d\d:\d\d) GMT$/;
const ASCTIME_DATE = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) (\d{4})$/;

/** Nobody is told to wait for longer than a day. */
const LONGEST_MS = 86_400_000;

/** A year of two digits is the nearest such year that is at most 50 years ahead. */
function fullYear(digits: string | undefined, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
}

/** The instant of an HTTP date; NaN for anything else. Date.parse alone reads dates into nonsense ("abc 1"). */
function httpDate(text: string, now: number): number {
  const utc = (day?: string, month?: string, year?: string | number, time?: string) =>
    Date.parse(`${day} ${month} ${year} ${time} GMT`);
  const imf = IMF_DATE.exec(text);
  if (imf) return utc(imf[1], imf[2], imf[3], imf[4]);
  const rfc850 = RFC850_DATE.exec(text);
  if (rfc850) return utc(rfc850[1], rfc850[2], fullYear(rfc850[3], now), rfc850[4]);
  const asctime = ASCTIME_DATE.exec(text);
  if (asctime) return utc(asctime[2], asctime[1], asctime[4], asctime[3]);
  return Number.NaN;
}

/**
 * Milliseconds to wait, from 0 (a date that is past) to a day. Undefined when the header is absent, negative or none
 * of the forms. `now` is the wall clock in ms.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const wait = SECONDS.test(text) ? Number(text) * 1000 : httpDate(text, now) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_MS);
}
