// The window of an export: which ones are good, from when on its transactions are all there, and yesterday's.
import { Failure } from '../../failure.ts';
import { compareInstants } from '../record/instant.ts';
import type { Window } from '../source/source.ts';

const DAY_MS = 86_400_000;
/** A leap year. */
const LONGEST_MS = 366 * DAY_MS;

/** How long after its end a window is read at the earliest: Wix may list a charge a little after its createdDate. */
export const SETTLE_MS = 5 * 60_000;

function refuse(path: string, message: string): never {
  throw new Failure('InvalidInput', `The input is not valid: ${path}: ${message}.`, {
    errors: [{ path, message }],
  });
}

/**
 * Checks a window of canonical instants; `now` in ms since 1970.
 * @throws Failure `InvalidInput` when it is empty, longer than 366 days or ends in the future.
 */
export function checkWindow({ from, to }: Window, now: number): void {
  if (compareInstants(from, to) >= 0) refuse('from', 'expected an instant before to');
  if (Date.parse(to) - Date.parse(from) > LONGEST_MS) refuse('to', 'expected at most 366 days after from');
  if (Date.parse(to) > now) refuse('to', 'expected an instant that is not in the future');
}

/** Whole seconds until a window has settled; 0: it has. */
export function secondsToSettle({ to }: Window, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(to) + SETTLE_MS - now) / 1000));
}

/** The UTC day before the one of `now`. */
export function dayBefore(now: Date): Window {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return { from: new Date(midnight - DAY_MS).toISOString(), to: new Date(midnight).toISOString() };
}
