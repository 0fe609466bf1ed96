// A Call for tests: a clock that moves only when told, a log and metrics that can be read back.
import type { Call, Clock, LogValue } from '../../lib/call.ts';

/** A clock that stands still until `advance` moves it. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): void;
}

/** A manual clock; the wall clock starts at `start`. */
export function manualClock(start = Date.parse('2026-11-22T12:00:00Z')): ManualClock {
  let elapsed = 0;
  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    advance: (milliseconds) => {
      elapsed += milliseconds;
    },
  };
}

/** A line that code under test has logged. */
export interface LoggedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, LogValue>>;
}

/** A Call whose log, metrics and noted Wix requests can be read. */
export interface TestCall extends Call {
  readonly lines: LoggedLine[];
  readonly counts: Map<string, number>;
  readonly wixRequests: (string | undefined)[];
}

/** A Call with `remaining` milliseconds on the given clock. */
export function testCall(options: { clock?: Clock; remaining?: number } = {}): TestCall {
  const clock = options.clock ?? manualClock();
  const end = clock.monotonic() + (options.remaining ?? 29_000);
  const lines: LoggedLine[] = [];
  const counts = new Map<string, number>();
  const wixRequests: (string | undefined)[] = [];
  const write =
    (level: LoggedLine['level']) =>
    (message: string, fields: Readonly<Record<string, LogValue>> = {}): void => {
      lines.push({ level, message, fields });
    };
  return {
    requestId: 'test-request',
    now: new Date(clock.now()),
    clock,
    deadline: { remaining: () => Math.max(0, end - clock.monotonic()) },
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    metrics: { count: (name, value = 1) => void counts.set(name, (counts.get(name) ?? 0) + value) },
    noteWixRequest: (id) => void wixRequests.push(id),
    lines,
    counts,
    wixRequests,
  };
}
