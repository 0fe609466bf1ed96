// The word credits of many sites in one answer: one site's failure is that site's entry, never the answer's.
import pMap from 'p-map';
import * as v from 'valibot';
import type { Call } from '../call.ts';
import { CODES, type Code } from '../codes.ts';
import { Failure, toFailure } from '../failure.ts';
import type { WixTransport } from '../wix/transport.ts';
import { readSiteCredits, siteCreditsSchema } from './site-credits.ts';

const failedSiteSchema = v.object({
  siteId: v.string(),
  error: v.object({ code: v.picklist(Object.keys(CODES)), detail: v.string() }),
});

/** One site of the fleet: its credits, or why they could not be read. */
export const fleetEntrySchema = v.union([failedSiteSchema, siteCreditsSchema]);

/** One site of the fleet: its credits, or why they could not be read. */
export type FleetEntry = v.InferOutput<typeof fleetEntrySchema>;

/** How a fleet is read; the defaults are for a caller who waits. */
export interface FleetOptions {
  /** At most so many calls are open at once, default 10. */
  readonly concurrency?: number;
  /** Failures that are not one site's but end it all; default: without a key or a configuration no site can be read. */
  readonly fatal?: ReadonlySet<Code>;
}

const CONCURRENCY = 10;
const FATAL: ReadonlySet<Code> = new Set<Code>(['SecretUnavailable', 'Internal']);

/** Kept back from the deadline, so that what was read still reaches the caller. Milliseconds. */
const RESERVE = 500;

/** Running out of time or of the 200 a minute: what was read so far is an answer, the rest is marked. */
const shortageCodes = new Set(['WixRateLimited', 'WixTimeout']);

function leaveInTime(call: Call): Call {
  return { ...call, deadline: { remaining: () => Math.max(0, call.deadline.remaining() - RESERVE) } };
}

async function readEntry(
  wix: WixTransport,
  siteId: string,
  fatal: ReadonlySet<Code>,
  call: Call,
): Promise<FleetEntry> {
  try {
    if (call.deadline.remaining() === 0)
      throw new Failure('WixRateLimited', 'There was no time left to ask for this site.');
    return await readSiteCredits(wix, siteId, call);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (fatal.has(failure.code)) throw failure;
    return { siteId, error: { code: failure.code, detail: failure.message } };
  }
}

/** What is known of a fleet; `complete` is false when time ran out before all sites of the account were listed. */
export interface Fleet {
  readonly sites: FleetEntry[];
  readonly complete: boolean;
}

/**
 * Reads the word credits of every site that `pages` lists, each once, in the order of the list, and before the call's
 * deadline. A list that breaks off for want of time or rate gives the sites listed so far.
 * @throws Failure when the first page of the list cannot be had, or for a cause that no site can escape.
 */
export async function readFleet(
  wix: WixTransport,
  pages: (call: Call) => AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  call: Call,
  { concurrency = CONCURRENCY, fatal = FATAL }: FleetOptions = {},
): Promise<Fleet> {
  const inTime = leaveInTime(call);
  const listed = new Set<string>();
  let complete = true;

  async function* siteIds(): AsyncGenerator<string> {
    try {
      for await (const page of pages(inTime)) {
        for (const siteId of page) {
          if (listed.has(siteId)) continue;
          listed.add(siteId);
          yield siteId;
        }
      }
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (listed.size === 0 || !shortageCodes.has(failure.code)) throw failure;
      call.log.warn('The list of sites broke off.', { code: failure.code, listed: listed.size });
      complete = false;
    }
  }

  const sites = await pMap(siteIds(), (siteId) => readEntry(wix, siteId, fatal, inTime), { concurrency });
  return { sites, complete };
}
