// Follows one series of readings and turns it into usage, one reading at a time.
import { add, toText } from '../decimal.ts';
import type { Amount } from './amount.ts';
import type { Certainty, Change, UsageEvent } from './change.ts';
import type { Reading, WalletReading, WordReading } from './reading.ts';
import { isWeighed, walletChange } from './wallet-change.ts';
import { isCounted, wordsChange } from './words-change.ts';

/** How long a doubtful reading has to be borne out before it is believed: longer than a replica of Wix lags behind. */
export const SETTLE_MS = 3_600_000;

/** A reading with figures in it. */
export type GoodReading = WalletReading | WordReading;

/** What is kept of a series between two runs of the monitor; plain JSON. */
export interface Followed {
  /** The last reading that was believed. */
  readonly last: GoodReading;
  /** The first of the readings since then that contradict it. */
  readonly doubted?: GoodReading;
}

/** Credits used between two readings, `from` and `to` being the instants at which they were read. */
export interface Usage {
  readonly kind: 'wallet' | 'words';
  readonly siteId?: string;
  readonly from: string;
  readonly to: string;
  readonly used: Amount;
  readonly certainty: Certainty;
  /** Absent where the readings do not say whether credits were bought. */
  readonly bought?: Amount;
  readonly events: readonly UsageEvent[];
}

/** The change between two readings of one series; undefined when one of them says too little. */
function changeBetween(earlier: GoodReading, later: GoodReading): Change | undefined {
  if (earlier.kind === 'wallet' && later.kind === 'wallet') {
    return isWeighed(earlier) && isWeighed(later) ? walletChange(earlier, later) : undefined;
  }
  if (earlier.kind === 'words' && later.kind === 'words') {
    return isCounted(earlier) && isCounted(later) ? wordsChange(earlier, later) : undefined;
  }
  return undefined;
}

const isUsable = (reading: Reading): reading is GoodReading =>
  reading.kind === 'words' ? isCounted(reading) : reading.kind === 'wallet' && isWeighed(reading);

/** The changes before and after a doubted reading as one. What was read while it was in doubt is not looked at. */
function joined(first: Change, second: Change): Change {
  return {
    used: add(first.used, second.used),
    certainty: 'at least',
    bought:
      first.bought === undefined || second.bought === undefined
        ? undefined
        : add(first.bought, second.bought),
    events: [...new Set([...first.events, ...second.events])],
    doubtful: false,
  };
}

function usageOf(earlier: GoodReading, later: GoodReading, change: Change): Usage {
  return {
    kind: later.kind,
    ...(later.siteId === undefined ? {} : { siteId: later.siteId }),
    from: earlier.readAt,
    to: later.readAt,
    used: toText(change.used),
    certainty: change.certainty,
    ...(change.bought === undefined ? {} : { bought: toText(change.bought) }),
    events: change.events,
  };
}

const timeOf = (reading: GoodReading) => Date.parse(reading.readAt);

/**
 * Takes the next reading of a series and answers the usage since the one before. A failed reading, one that says too
 * little, and one that is not newer than what is known change nothing: the interval simply grows until the next good
 * one. A doubtful reading is held back. If a later one agrees with what was known before, it was stale and is
 * forgotten; if it is borne out for `SETTLE_MS`, it was true, and the usage on both sides of it is counted.
 */
export function follow(
  state: Followed | undefined,
  reading: Reading,
): { readonly state: Followed | undefined; readonly usage?: Usage } {
  if (!isUsable(reading)) return { state };
  if (state === undefined) return { state: { last: reading } };
  const { last, doubted } = state;
  if (timeOf(reading) <= timeOf(doubted ?? last)) return { state };
  const change = changeBetween(last, reading);
  if (change === undefined) return { state };
  if (!change.doubtful) {
    const sure: Change = doubted === undefined ? change : { ...change, certainty: 'at least' };
    return { state: { last: reading }, usage: usageOf(last, reading, sure) };
  }
  if (doubted === undefined) return { state: { last, doubted: reading } };
  if (timeOf(reading) - timeOf(doubted) < SETTLE_MS) return { state };
  const [first, second] = [changeBetween(last, doubted), changeBetween(doubted, reading)];
  if (first === undefined || second === undefined) return { state };
  return { state: { last: reading }, usage: usageOf(last, reading, joined(first, second)) };
}
