// The call of a command, as the layers below the door see one.
import { type Call, type Clock, type Deadline, deadlineIn, type Log, systemClock } from '../../lib/call.ts';

/** A log that nobody reads. */
export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** What a command decides of it. */
export interface CommandCall {
  readonly deadline: Deadline | { readonly inMs: number };
  /** Default: nothing is logged. */
  readonly log?: Log;
  readonly clock?: Clock;
}

/** The call of now. Nothing is counted. */
export function commandCall({ deadline, log = SILENT, clock = systemClock }: CommandCall): Call {
  return {
    requestId: 'command-line',
    now: new Date(clock.now()),
    clock,
    deadline: 'inMs' in deadline ? deadlineIn(deadline.inMs, clock) : deadline,
    log,
    metrics: { count() {} },
    noteWixRequest() {},
  };
}
