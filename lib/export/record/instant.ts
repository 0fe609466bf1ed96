// Instants as text with all nine digits that Wix may send, in one canonical form, so that equal instants are equal text.
import { isObject, unwrap } from './wire.ts';

// Stryker disable next-line Regex: where it takes less, the careful way reads the same.
const milliseconds = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const anyForm =
  /^(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:[.,](\d{1,9})0*)?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;
const wholeNumber = /^-?\d{1,12}$/;
const firstSecond = Date.parse('0001-01-01T00:00:00Z') / 1000;
const lastSecond = Date.parse('9999-12-31T23:59:59Z') / 1000;

// Transactions come sorted by date, so the day is nearly always the one before: it is checked once, then known.
let knownDay = 'none';
// And a transaction that was never changed has one instant in two fields.
let knownInstant = 'none';

function isDay(day: string): boolean {
  const start = new Date(`${day}T00:00:00.000Z`);
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day || day < '0001') return false;
  knownDay = day;
  return true;
}

/** The canonical text: 3, 6 or 9 digits of the second, as few as tell the instant. */
function canonical(epochSecond: number, nanoseconds: string): string | undefined {
  if (epochSecond < firstSecond || epochSecond > lastSecond) return undefined;
  let digits = nanoseconds.padEnd(9, '0');
  while (digits.length > 3 && digits.endsWith('000')) digits = digits.slice(0, -3);
  return `${new Date(epochSecond * 1000).toISOString().slice(0, 19)}.${digits}Z`;
}

function fromText(text: string): string | undefined {
  const match = anyForm.exec(text);
  if (match === null) return undefined;
  const [, day = '', time = '', digits = '', sign, hours = '0', minutes = '0'] = match;
  if (!isDay(day)) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1);
  return canonical(Date.parse(`${day}T${time}Z`) / 1000 - offset, digits);
}

function fromTimestamp(seconds: unknown, nanos: unknown): string | undefined {
  if (typeof seconds !== 'string' && typeof seconds !== 'number') return undefined;
  if (!wholeNumber.test(String(seconds))) return undefined;
  const fraction = nanos === undefined || nanos === null ? 0 : nanos;
  if (typeof fraction !== 'number' || !Number.isInteger(fraction)) return undefined;
  if (fraction < 0 || fraction > 999_999_999) return undefined;
  return canonical(Number(seconds), String(fraction).padStart(9, '0'));
}

/**
 * The canonical text of an instant, `2026-10-01T09:30:00.000Z` with 3, 6 or 9 digits of the second; undefined when the
 * value is none. Accepts ISO 8601 text with a zone, `{seconds, nanos}` and `{value}` around either.
 * Finer digits than nanoseconds are refused rather than cut, and so is text without a zone.
 */
export function parseInstant(value: unknown): string | undefined {
  if (typeof value === 'string') {
    // The usual texts are told at a glance; what is not taken here is read the same by `fromText`.
    // Stryker disable next-line ConditionalExpression: to read it once more takes time, and changes nothing.
    if (value === knownInstant) return value;
    if (
      value.length === 24 &&
      milliseconds.test(value) &&
      (value.startsWith(knownDay) || isDay(dayOf(value)))
    ) {
      knownInstant = value;
      return value;
    }
    return fromText(value);
  }
  const inner = unwrap(value);
  if (typeof inner === 'string') return fromText(inner);
  return isObject(inner) && 'seconds' in inner ? fromTimestamp(inner.seconds, inner.nanos) : undefined;
}

/** Orders two canonical instants. Without the Z, a text with fewer digits is the start of any later one it begins. */
export function compareInstants(a: string, b: string): number {
  if (a === b) return 0;
  // Stryker disable next-line EqualityOperator: they differ.
  if (a.length === b.length) return a < b ? -1 : 1;
  return a.slice(0, -1) < b.slice(0, -1) ? -1 : 1;
}

/** Canonical instants are so long when they have no finer digits than milliseconds. */
const WHOLE_MILLISECONDS = 24;

/**
 * Orders two canonical instants by their millisecond. They are compared as they are where that will do, because V8
 * takes several times as long for a text that was cut out of another.
 */
export function compareMilliseconds(a: string, b: string): number {
  // Stryker disable next-line ConditionalExpression,LogicalOperator,EqualityOperator,BlockStatement: what follows says the same, slowly.
  if (a.length === WHOLE_MILLISECONDS && b.length === WHOLE_MILLISECONDS) {
    return a === b ? 0 : a < b ? -1 : 1;
  }
  return compareInstants(`${millisecondOf(a)}Z`, `${millisecondOf(b)}Z`);
}

/** The millisecond of a canonical instant, without its Z: text that sorts like time. */
export function millisecondOf(instant: string): string {
  return instant.slice(0, WHOLE_MILLISECONDS - 1);
}

/** The UTC day of a canonical instant: `2026-10-01`. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
