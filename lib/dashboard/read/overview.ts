// Reads everything that the dashboard shows out of the store.
import type { Store } from '../../store/store.ts';
import { type Overview, overviewOf } from '../view/build.ts';
import { balancesReader } from './balances.ts';
import { readExports } from './exports.ts';
import { latestReader } from './latest.ts';

/** Reads the overview at an instant, ms since 1970; the balances only where they are wanted. */
export type ReadOverview = (now: number, withBalances: boolean) => Promise<Overview>;

/** A reader on a store. It keeps what cannot change any more. */
export function overviewReader(
  store: Pick<Store, 'get' | 'list' | 'stream'>,
  staleAfterHours: number,
): ReadOverview {
  const readLatest = latestReader();
  const readBalances = balancesReader();
  return async (now, withBalances) => {
    const [latest, exports, balances] = await Promise.all([
      readLatest(store),
      readExports(store, now),
      withBalances ? readBalances(store, now) : [],
    ]);
    return overviewOf({ latest, exports, balances, now, staleAfterHours });
  };
}
