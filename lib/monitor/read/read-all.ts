// Reads wallets and sites into readings: whatever fails is a reading too, with its code.
import pMap from 'p-map';
import * as v from 'valibot';
import type { Call } from '../../call.ts';
import type { Code } from '../../codes.ts';
import { readWallet, readWords } from '../../credits/usage/read.ts';
import { codeSchema, type Reading } from '../../credits/usage/reading.ts';
import { toFailure } from '../../failure.ts';
import { type FleetEntry, readFleet } from '../../fleet/fleet.ts';
import { getBalance } from '../../wix/ai-credits.ts';
import type { WixTransport } from '../../wix/transport.ts';
import { withBreaker } from './breaker.ts';
import type { SiteList, SiteWalk } from './site-list.ts';

/** What is to be read. */
export interface Wanted {
  /** Wallets: undefined is the account's, an id a site's. */
  readonly wallets: readonly (string | undefined)[];
  readonly sites: (wix: WixTransport) => SiteWalk;
  /** At most so many calls are open at once. */
  readonly concurrency: number;
}

/** A part of the time is kept for what follows the reading: storing, alerts, the answer. */
const RESERVE_SHARE = 0.25;
const LONGEST_RESERVE_MS = 45_000;

/** What is wrong with the function itself, and not with anything that it watches. */
const FATAL: ReadonlySet<Code> = new Set<Code>(['Internal']);

function leaveTime(call: Call): Call {
  const reserve = Math.min(LONGEST_RESERVE_MS, RESERVE_SHARE * call.deadline.remaining());
  return { ...call, deadline: { remaining: () => Math.max(0, call.deadline.remaining() - reserve) } };
}

const instant = (call: Call) => new Date(call.clock.now());

async function readOneWallet(wix: WixTransport, siteId: string | undefined, call: Call): Promise<Reading> {
  try {
    const balance = await getBalance(wix, siteId === undefined ? 'ACCOUNT' : { siteId }, call);
    return readWallet(balance, instant(call), siteId);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (FATAL.has(failure.code)) throw failure;
    const whose = siteId === undefined ? {} : { siteId };
    return {
      kind: 'failed',
      of: 'wallet',
      ...whose,
      readAt: instant(call).toISOString(),
      code: failure.code,
    };
  }
}

function wordReading(entry: FleetEntry, call: Call): Reading {
  const { siteId } = entry;
  if (!('error' in entry)) return readWords(siteId, entry, new Date(entry.retrievedAt));
  const code = v.parse(codeSchema, entry.error.code);
  return { kind: 'failed', of: 'words', siteId, readAt: instant(call).toISOString(), code };
}

/**
 * Reads everything that is wanted, before the call's deadline and with time to spare. What there was no time or rate for is
 * a failed reading as well.
 * @throws Failure `Internal` for what is wrong with the function itself.
 */
export async function readAll(
  transport: WixTransport,
  wanted: Wanted,
  call: Call,
): Promise<{ readings: Reading[]; list: SiteList }> {
  const { concurrency } = wanted;
  const inTime = leaveTime(call);
  const wix = withBreaker(transport, 2 * concurrency);
  const wallets = await pMap(wanted.wallets, (siteId) => readOneWallet(wix, siteId, inTime), { concurrency });
  const sites = wanted.sites(wix);
  const fleet = await readFleet(wix, sites.pages, inTime, { concurrency, fatal: FATAL });
  const words = fleet.sites.map((entry) => wordReading(entry, call));
  return { readings: [...wallets, ...words], list: sites.result() };
}
