// One invocation from its event to its line in the log: what the steps of the stack tell each other.
import type { Call, Clock } from '../call.ts';
import type { Failure } from '../failure.ts';
import { type Limits, limitsOf } from './deadline.ts';
import { type Arrival, recognise } from './door.ts';
import { createLog, type LogLevel } from './log.ts';
import type { Route } from './operation.ts';

/** What Lambda tells about an invocation, as far as it is used here; a caller that is not Lambda may leave it out. */
export interface LambdaContext {
  readonly awsRequestId?: string;
  readonly getRemainingTimeInMillis?: () => number;
  callbackWaitsForEmptyEventLoop?: boolean;
}

/** What one invocation has counted. */
interface Counts {
  wixRequests: number;
  readonly wixRequestIds: string[];
  readonly metrics: Map<string, number>;
}

/** The state of one invocation; what is optional is set by the step that finds it out. */
export interface Invocation<Output> {
  readonly arrival: Arrival;
  readonly requestId: string;
  readonly coldStart: boolean;
  readonly limits: Limits;
  /** Of `clock.monotonic()`. */
  readonly startedAt: number;
  readonly counts: Counts;
  logLevel: LogLevel;
  /** `CORS_ALLOW_ORIGIN`. */
  origins?: readonly string[] | undefined;
  route?: Route<Output>;
  failure?: Failure;
  /** The HTTP status of the answer. */
  status?: number;
}

/** The state at the start. It never throws: an event of any shape has a door. */
export function beginInvocation<Output>(
  event: unknown,
  context: LambdaContext,
  coldStart: boolean,
  clock: Clock,
): Invocation<Output> {
  const arrival = recognise(event);
  return {
    arrival,
    requestId: context.awsRequestId ?? crypto.randomUUID(),
    coldStart,
    limits: limitsOf(arrival.door === 'http', clock, context.getRemainingTimeInMillis?.()),
    startedAt: clock.monotonic(),
    counts: { wixRequests: 0, wixRequestIds: [], metrics: new Map() },
    logLevel: 'info',
  };
}

/** The call as the layers below see it. */
export function callOf(
  { requestId, limits, counts, logLevel }: Omit<Invocation<never>, 'route'>,
  operation: string,
  now: Date | undefined,
  clock: Clock,
  write: (line: string) => void,
): Call {
  return {
    requestId,
    now: now ?? new Date(clock.now()),
    clock,
    deadline: limits.deadline,
    log: createLog(logLevel, { operation, requestId }, write, clock),
    metrics: {
      count: (name, value = 1) => {
        counts.metrics.set(name, (counts.metrics.get(name) ?? 0) + value);
      },
    },
    noteWixRequest: (wixRequestId) => {
      counts.wixRequests += 1;
      if (wixRequestId !== undefined) counts.wixRequestIds.push(wixRequestId);
    },
  };
}
