// One flight for all who wait for the same thing, each for as long as it has time.

/** A flight that concurrent callers share. */
export interface SharedFlight<T> {
  /** True while a flight is under way. */
  underWay(): boolean;
  /**
   * Joins the flight under way, or starts one, and waits at most `milliseconds` for it. Rejects with the flight's
   * error, or with a `TimeoutError` when the time is up: that ends the wait of this caller alone.
   */
  join(milliseconds: number): Promise<T>;
}

/**
 * Makes a flight of `start`. When the last caller stops waiting, the signal is aborted and the flight forgotten:
 * a sandbox that is frozen after its answer holds no request that would wake up dead.
 */
export function createSharedFlight<T>(start: (signal: AbortSignal) => Promise<T>): SharedFlight<T> {
  let current: { readonly landing: Promise<T>; readonly abort: AbortController; waiting: number } | undefined;

  return {
    underWay: () => current !== undefined,
    async join(milliseconds) {
      if (current === undefined) {
        const abort = new AbortController();
        current = { landing: start(abort.signal), abort, waiting: 0 };
      }
      const flight = current;
      flight.waiting += 1;
      let timer: NodeJS.Timeout | undefined;
      const timeUp = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new DOMException('No answer in time', 'TimeoutError')), milliseconds);
      });
      try {
        return await Promise.race([flight.landing, timeUp]);
      } finally {
        clearTimeout(timer);
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          flight.abort.abort();
          current = undefined;
        }
      }
    },
  };
}
