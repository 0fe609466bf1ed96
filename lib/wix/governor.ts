// The governor: never more than N requests in any minute, as the server counts them.
import type { Clock, Deadline } from '../call.ts';
import { Failure } from '../failure.ts';

/** Waits, on whatever clock it was made for. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Gives out the slots of a minute, first come first served. */
export interface Governor {
  /**
   * Waits for a slot and answers the function that ends its use; call that exactly once, after the exchange.
   * @throws Failure `WixRateLimited` with `retryAfterSeconds` as soon as it is clear that the deadline comes first.
   */
  enter(deadline: Deadline): Promise<() => void>;
  /** Milliseconds until a newcomer may send; a lower bound while all slots are in use or promised. */
  waitMs(): number;
}

const MINUTE_MS = 60_000;

/**
 * Makes a governor of `limit` slots. A slot is free again a minute after the END of its request: the server counts a
 * request somewhere between its start and its end, so two uses of one slot are a minute apart for the server too,
 * whatever the network did. It costs the latency of a request per slot and minute.
 */
export function createGovernor(limit: number, clock: Clock, sleep: Sleep): Governor {
  /** When each used slot is free again, oldest first; those before `head` are taken. At most `limit` are not. */
  let free: number[] = [];
  let head = 0;
  /** Slots that were never used. Used ones are taken first: the list grows with the requests of a minute alone. */
  let fresh = limit;
  /** Callers for whom every slot is in use or promised, in their order; each gets the next slot that is given back. */
  const waiting = new Set<(freeAt: number) => void>();

  const give = (freeAt: number) => {
    const [first] = waiting;
    if (first === undefined) free.push(freeAt);
    else {
      waiting.delete(first);
      first(freeAt);
    }
  };
  const release = () => give(clock.monotonic() + MINUTE_MS);

  const take = (): number | undefined => {
    const freeAt = free[head];
    if (freeAt === undefined) return undefined;
    head += 1;
    // Stryker disable next-line ConditionalExpression,LogicalOperator,EqualityOperator: it is about memory, not about turns.
    if (head > 1_000 && head * 2 > free.length) {
      free = free.slice(head);
      head = 0;
    }
    return freeAt;
  };

  /** The next slot that is given back. It is free a minute later: with less time than that, nobody waits for it. */
  const turn = (deadline: Deadline) =>
    new Promise<number>((resolve, reject) => {
      waiting.add(resolve);
      sleep(deadline.remaining() - MINUTE_MS).then(() => {
        if (waiting.delete(resolve)) reject(limited(MINUTE_MS));
      }, reject);
    });

  // Stryker disable next-line ArrowFunction,ConditionalExpression,EqualityOperator,LogicalOperator: a fresh slot would do as well.
  const ready = () => (free[head] ?? Number.POSITIVE_INFINITY) <= clock.monotonic();

  const waitMs = () => {
    if (fresh > 0) return 0;
    const freeAt = free[head];
    return freeAt === undefined ? MINUTE_MS : Math.max(0, freeAt - clock.monotonic());
  };

  return {
    waitMs,
    async enter(deadline) {
      if (fresh > 0 && !ready()) {
        fresh -= 1;
        return release;
      }
      const wait = waitMs();
      if (wait > deadline.remaining()) throw limited(wait);
      const freeAt = take() ?? (await turn(deadline));
      // A timer may fire a little early, and early is one too many.
      for (let rest = freeAt - clock.monotonic(); rest > 0; rest = freeAt - clock.monotonic())
        await sleep(rest);
      return release;
    },
  };
}

function limited(waitMs: number): Failure {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new Failure(
    'WixRateLimited',
    `The requests that WIX_REQUESTS_PER_MINUTE allows are used up; try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );
}
