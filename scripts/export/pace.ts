// How fast an export goes, and how long it will go on, as far as that can be known.
import type { Clock } from '../../lib/call.ts';
import type { Counts } from '../../lib/export/run/run-export.ts';
import type { Window } from '../../lib/export/source/source.ts';

/** Where an export stands. */
export interface Standing extends Counts {
  /** From 0 to 1: how much of the window's time has been read, which is not how many of its rows. */
  readonly share: number;
  /** Since this process began. */
  readonly rowsASecond: number;
  /** Undefined as long as it cannot be told. */
  readonly secondsLeft: number | undefined;
}

/** Follows one export from where this process takes it up. */
export interface Pace {
  /** Takes note of the counts after a page; `reached` is the createdDate of the last row that was read. */
  see(counts: Counts, reached: string | undefined): void;
  standing(): Standing;
}

/** Makes it; `requestsPerMinute` is Wix's limit, undefined where there is none. */
export function createPace(
  { from, to }: Window,
  requestsPerMinute: number | undefined,
  clock: Pick<Clock, 'monotonic'>,
): Pace {
  const start = Date.parse(from);
  const length = Date.parse(to) - start;
  const startedAt = clock.monotonic();
  let counts: Counts = { rows: 0, pages: 0 };
  let first: Counts | undefined;
  let share = 0;

  const secondsLeft = (pages: number, seconds: number): number | undefined => {
    if (share === 0 || pages === 0) return undefined;
    // The rest of the window is taken to be as busy as what was read of it.
    const pagesLeft = (counts.pages / share) * (1 - share);
    const atThisPace = (pagesLeft * seconds) / pages;
    if (requestsPerMinute === undefined) return atThisPace;
    const atOnce = Math.max(0, requestsPerMinute - pages);
    return Math.max(atThisPace, (Math.max(0, pagesLeft - atOnce) / requestsPerMinute) * 60);
  };

  return {
    see(now, reached) {
      // What was read before: the page at hand is the first of this process.
      first ??= { rows: now.rows, pages: now.pages - 1 };
      counts = now;
      if (reached !== undefined) share = Math.min(1, Math.max(0, (Date.parse(reached) - start) / length));
    },
    standing() {
      const seconds = Math.max(0.001, (clock.monotonic() - startedAt) / 1000);
      const pages = counts.pages - (first?.pages ?? 0);
      const rows = counts.rows - (first?.rows ?? 0);
      return { ...counts, share, rowsASecond: rows / seconds, secondsLeft: secondsLeft(pages, seconds) };
    },
  };
}
