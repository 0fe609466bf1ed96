// The world's clock: it runs with the machine's, can be moved forward or held still, and never goes back.

/** The clock of one world; instants are ms since 1970. */
export interface WorldClock {
  now(): number;
  /**
   * Moves the clock forward.
   * @throws RangeError when `milliseconds` is negative or no number.
   */
  advance(milliseconds: number): void;
  /**
   * Moves the clock to an instant that is not past.
   * @throws RangeError when it is past or no instant.
   */
  moveTo(instant: number): void;
  /** Holds the clock still, or lets it run on from where it stands. */
  hold(still: boolean): void;
}

/** A clock that starts at `startAt` and runs with `source`. */
export function createClock(startAt: number, source: () => number): WorldClock {
  let base = startAt;
  let from = source();
  let still = false;
  const now = () => {
    const reading = source();
    if (!still && reading > from) base += reading - from;
    from = reading;
    return base;
  };
  return {
    now,
    advance: (milliseconds) => {
      if (!(milliseconds >= 0)) throw new RangeError('The clock moves forward only.');
      base = now() + milliseconds;
    },
    moveTo: (instant) => {
      if (!(instant >= now())) throw new RangeError('The clock moves forward only.');
      base = instant;
    },
    hold: (value) => {
      now();
      still = value;
    },
  };
}
