// Asks the source for a page, as long as that is worth a billed second.
import type { Call } from '../../call.ts';
import { toFailure } from '../../failure.ts';
import type { SourcePage, TransactionSource } from '../source/source.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Below this, waiting costs less in a billed Lambda (1 GB) than the state transitions of waiting outside. */
export const PATIENCE_SECONDS = 5;
/** Kept back of the time of a call to write out a part and the checkpoint. */
const RESERVE_MS = 5_000;
/** The same of a call that is short. */
const RESERVED_SHARE = 0.2;

/** What came of asking: a page, what the source threw, or that now is not the time. */
export type Came =
  | { readonly page: SourcePage }
  | { readonly thrown: unknown }
  | { readonly out: 'time' | 'rate'; readonly waitSeconds: number };

/** Asks for the page at a walk's position. It never rejects. */
export type FetchPage = (walk: Checkpoint['walk']) => Promise<Came>;

/** Makes it for one call; `to` is the end of the window, `patienceSeconds` how long to wait for the rate limit here. */
export function createFetchPage(
  source: TransactionSource,
  to: string,
  call: Call,
  patienceSeconds: number,
): FetchPage {
  const reserve = Math.min(RESERVE_MS, call.deadline.remaining() * RESERVED_SHARE);
  const remaining = () => Math.max(0, call.deadline.remaining() - reserve);
  const inTime: Call = { ...call, deadline: { remaining } };
  return async ({ from, position }) => {
    if (remaining() === 0) return { out: 'time', waitSeconds: 1 };
    const waitSeconds = source.waitSeconds();
    if (waitSeconds > patienceSeconds) return { out: 'rate', waitSeconds };
    try {
      return { page: await source.page({ from, to }, position ?? undefined, inTime) };
    } catch (thrown) {
      const ranOut = toFailure(thrown).code === 'WixTimeout' && remaining() === 0;
      return ranOut ? { out: 'time', waitSeconds: 1 } : { thrown };
    }
  };
}
