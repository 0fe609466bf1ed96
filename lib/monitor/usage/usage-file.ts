// One file of the daily usage: rows of one day, replaced as the day goes on.
import { add, compare, type Decimal, fromNumber, ZERO } from '../../credits/decimal.ts';
import { decimalOf } from '../../credits/usage/amount.ts';
import { type DailyUsage, dailyUsageSchema } from '../../credits/usage/daily.ts';
import type { Store } from '../../store/store.ts';
import { update } from '../../store/update.ts';
import { decodeLines, encodeLines, NDJSON } from '../state/stored-json.ts';

/** The rows of a file; none when there is no file. */
export async function readRows(
  store: Pick<Store, 'get'>,
  key: string,
  wanted?: (line: string) => boolean,
): Promise<DailyUsage[]> {
  const object = await store.get(key);
  return object === undefined ? [] : decodeLines(dailyUsageSchema, key, object.body, wanted);
}

/** How far rows have seen their day: it never falls from one run to the next. */
export type Progress = (rows: readonly DailyUsage[]) => Decimal;

/** For the rows of single series: how much of the day was watched. */
export const watchedTime: Progress = (rows) =>
  rows.map(({ observedSeconds }) => fromNumber(observedSeconds)).reduce(add, ZERO);

/** For the sum of all sites, where a new one watches less of the day: what was used. */
export const usedCredits: Progress = (rows) => rows.map(({ used }) => decimalOf(used)).reduce(add, ZERO);

/** A row's place in its file: the account first, then sites by id and kind. */
const placeOf = ({ kind, siteId = '' }: DailyUsage) => `${siteId} ${kind}`;

/**
 * Writes the rows of a day, the same rows always as the same bytes. Rows that are further on are left alone: those here
 * come from a run that was overtaken.
 */
export async function writeRows(
  store: Pick<Store, 'get' | 'put'>,
  key: string,
  rows: readonly DailyUsage[],
  progress: Progress,
): Promise<void> {
  const body = encodeLines(rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)));
  const change = (current: Uint8Array | undefined) => {
    if (current === undefined) return body;
    if (Buffer.compare(current, body) === 0) return undefined;
    const there = progress(decodeLines(dailyUsageSchema, key, current));
    return compare(there, progress(rows)) > 0 ? undefined : body;
  };
  await update(store, key, change, { contentType: NDJSON });
}
