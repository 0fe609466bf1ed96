// The balance of the account's wallet over the last weeks, out of the snapshots: some of each day.
import pMap from 'p-map';
import { DAY_MS, dayOf } from '../../credits/usage/days.ts';
import { readingSchema, type WalletReading } from '../../credits/usage/reading.ts';
import { snapshotsOf } from '../../monitor/layout.ts';
import type { Store } from '../../store/store.ts';
import type { Data } from '../view/data.ts';
import { firstLine } from './first-line.ts';
import { parsed } from './parsed.ts';

/** An instant (seconds since 1970), periodic credits, top-ups. */
type Balance = Data['balances'][number];

/** Reads the balances of the days before an instant, oldest first. */
export type ReadBalances = (store: Pick<Store, 'list' | 'stream'>, now: number) => Promise<Balance[]>;

const DAYS = 30;
/** The first snapshot of each of these hours and later is read. */
const HOURS = ['00', '06', '12', '18'] as const;
const AT_ONCE = 16;
/** Parts of a large fleet hold no wallets; every other snapshot begins with the account's. */
const NO_WALLET = /-sites-\d+\.ndjson$/;

async function snapshotFrom(
  store: Pick<Store, 'list'>,
  day: string,
  hour: string,
): Promise<string | undefined> {
  const prefix = snapshotsOf(day);
  for await (const { key } of store.list(prefix, { after: `${prefix}${hour}` })) {
    if (!NO_WALLET.test(key)) return key;
  }
  return undefined;
}

function balanceOf({ readAt, periodic, topUp }: WalletReading): Balance | undefined {
  if (periodic?.balance === undefined) return undefined;
  const bought = topUp === undefined ? '0' : topUp.balance;
  if (bought === undefined) return undefined;
  return [Math.round(Date.parse(readAt) / 1000), Number(periodic.balance), Number(bought)];
}

async function readBalance(store: Pick<Store, 'stream'>, key: string): Promise<Balance | undefined> {
  const reading = parsed(readingSchema, await firstLine(store, key));
  if (reading?.kind !== 'wallet' || reading.siteId !== undefined) return undefined;
  return balanceOf(reading);
}

/** A reader that keeps what it found of days that are over: their snapshots never change. */
export function balancesReader(): ReadBalances {
  const kept = new Map<string, Balance | undefined>();
  const read = async (store: Pick<Store, 'list' | 'stream'>, day: string, hour: string, today: string) => {
    const place = `${day}T${hour}`;
    if (kept.has(place)) return kept.get(place);
    const key = await snapshotFrom(store, day, hour);
    const balance = key === undefined ? undefined : await readBalance(store, key);
    if (day < today) kept.set(place, balance);
    return balance;
  };
  return async (store, now) => {
    const today = dayOf(now);
    const days = Array.from({ length: DAYS + 1 }, (_, place) => dayOf(now - (DAYS - place) * DAY_MS));
    for (const place of kept.keys()) if (place < (days[0] ?? '')) kept.delete(place);
    const places = days.flatMap((day) => HOURS.map((hour) => [day, hour] as const));
    const found = await pMap(places, ([day, hour]) => read(store, day, hour, today), {
      concurrency: AT_ONCE,
    });
    const balances = new Map(
      found.flatMap((balance) => (balance === undefined ? [] : [[balance[0], balance]])),
    );
    return [...balances.values()].sort(([a], [b]) => a - b);
  };
}
