// What every layer needs to know of the call that it works for: its deadline, its log, its metrics, its clock.

/** A clock. `now` is the wall clock in ms since 1970; `monotonic` counts ms and is never set back. */
export interface Clock {
  now(): number;
  monotonic(): number;
}

/** The instant by which the caller must have an answer. */
export interface Deadline {
  /** Milliseconds left, never below 0. */
  remaining(): number;
}

/** A value that may stand in a log line. */
export type LogValue = string | number | boolean | null | undefined | readonly LogValue[];

/** Structured log lines: a message and flat fields; never a secret, never content that a caller sent. */
export interface Log {
  debug(message: string, fields?: Readonly<Record<string, LogValue>>): void;
  info(message: string, fields?: Readonly<Record<string, LogValue>>): void;
  warn(message: string, fields?: Readonly<Record<string, LogValue>>): void;
  error(message: string, fields?: Readonly<Record<string, LogValue>>): void;
}

/** Counts of one call, written once at its end as CloudWatch metrics. */
export interface Metrics {
  /** Adds `value` (default 1) to the metric `name` (PascalCase). */
  count(name: string, value?: number): void;
}

/** One invocation, as the layers below the door see it. */
export interface Call {
  readonly requestId: string;
  /** "Now" of the call: a Scheduled Event's `time`, else the wall clock at the start. */
  readonly now: Date;
  /** The clock of the process: what was read at which instant, however late the event came. */
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Notes one HTTP request to Wix; `wixRequestId` when Wix named one. The line of the call lists them. */
  noteWixRequest(wixRequestId: string | undefined): void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  // Not `performance.now()`: the first use of `performance` costs a cold start 1 ms.
  monotonic: () => process.uptime() * 1000,
};

/** A deadline `milliseconds` from now on the given clock. */
export function deadlineIn(milliseconds: number, clock: Clock = systemClock): Deadline {
  const end = clock.monotonic() + milliseconds;
  return { remaining: () => Math.max(0, end - clock.monotonic()) };
}
