// What an export does when it gets no further page: come back later, or give up for now.
import { Failure, toFailure } from '../../failure.ts';
import type { Came } from './fetch-page.ts';

/** Calls in a row without a page before an outage is told as one: with the waits between them, eight minutes. */
const MOST_OUTAGES = 5;
/** The same where Wix, or our own limit, says when to come back: an hour at a minute each. */
const MOST_RATE_WAITS = 60;
const FIRST_WAIT_SECONDS = 15;
const LONGEST_WAIT_SECONDS = 300;
/** Wix's own advice after a 429. */
const RATE_WAIT_SECONDS = 60;

/** When to come back, or what to give up with; `setbacks` are the calls in a row that have read no page by then. */
export type Pause = { readonly setbacks: number } & (
  | { readonly waitSeconds: number }
  | { readonly thrown: unknown }
);

/** Why there is no page, as `fetchPage` tells it. */
export type NoPage = Exclude<Came, { readonly page: unknown }>;

/**
 * Decides on a call that cannot go on: it gives up with what the source threw when that is nothing that passes by
 * itself, or has not passed for too long. `before` counts the calls in a row that had read no page when this one began,
 * `pagesRead` the pages of this one.
 */
export function pauseAfter(came: NoPage, before: number, pagesRead: number): Pause {
  const had = pagesRead > 0 ? 0 : before;
  if ('out' in came) {
    const setbacks = pagesRead > 0 ? 0 : had + 1;
    const most = came.out === 'rate' ? MOST_RATE_WAITS : MOST_OUTAGES;
    if (setbacks > most) return { thrown: stuck(came.out, came.waitSeconds), setbacks };
    return { waitSeconds: came.waitSeconds, setbacks };
  }
  const failure = toFailure(came.thrown);
  const setbacks = had + 1;
  const { code, retryAfterSeconds = 0 } = failure;
  if (code === 'WixRateLimited' && setbacks <= MOST_RATE_WAITS) {
    return { waitSeconds: Math.max(1, Math.ceil(retryAfterSeconds || RATE_WAIT_SECONDS)), setbacks };
  }
  if ((code === 'WixUnavailable' || code === 'WixTimeout') && setbacks <= MOST_OUTAGES) {
    const grown = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (setbacks - 1));
    return { waitSeconds: Math.max(grown, Math.ceil(retryAfterSeconds)), setbacks };
  }
  return { thrown: came.thrown, setbacks };
}

function stuck(out: 'time' | 'rate', retryAfterSeconds: number): Failure {
  if (out === 'rate') {
    const detail =
      'The export waits for the rate limit without ever reading a page: other work uses up WIX_REQUESTS_PER_MINUTE.';
    return new Failure('WixRateLimited', detail, { retryAfterSeconds });
  }
  return new Failure(
    'WixTimeout',
    'The time of a call is too short to read a single page: the operator must raise the timeout of the function.',
  );
}
