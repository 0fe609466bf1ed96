// The one line of a call: its log fields and its metrics.
import type { Clock } from '../call.ts';
import { CODES } from '../codes.ts';
import type { Failure } from '../failure.ts';
import { emf } from './emf.ts';
import type { Invocation } from './invocation.ts';
import { isLogged, type LogLevel, logFields } from './log.ts';
import { describeThrown } from './redact.ts';

/** An answer about thousands of sites took as many requests: the count is exact, the ids are a sample. */
const MOST_REQUEST_IDS = 20;

const LEVEL_BY_ACTOR = { caller: 'info', upstream: 'warn', operator: 'error' } as const;

function failureFields(failure: Failure | undefined) {
  if (failure === undefined) return { code: 'Ok' };
  const { code, message, cause } = failure;
  return {
    code,
    // A caller's mistake quotes the names of the fields that it sent; those are not for the log.
    ...(CODES[code].actor === 'caller' ? {} : { detail: message }),
    ...(cause === undefined ? {} : { cause: describeThrown(cause) }),
  };
}

/** The line of a finished call. Its metrics are written at every log level, its other fields as the level says. */
export function callLine(
  operation: string,
  invocation: Invocation<never>,
  clock: Clock,
  namespace: string,
): string {
  const { arrival, failure, counts, coldStart, route, requestId } = invocation;
  const duration = Math.round((clock.monotonic() - invocation.startedAt) * 10) / 10;
  const level: LogLevel = failure === undefined ? 'info' : LEVEL_BY_ACTOR[CODES[failure.code].actor];
  const metrics = emf(
    namespace,
    operation,
    failure?.code,
    {
      ...Object.fromEntries(counts.metrics),
      Calls: 1,
      Failures: failure === undefined ? 0 : 1,
      Duration: duration,
      WixRequests: counts.wixRequests,
      ColdStart: coldStart ? 1 : 0,
    },
    clock.now(),
  );
  if (!isLogged(level, invocation.logLevel)) return JSON.stringify(metrics);
  const fields = {
    door: arrival.door,
    route: route && `${route.method} ${route.path}`,
    clientId: arrival.door === 'http' ? arrival.request.clientId : undefined,
    ...failureFields(failure),
    status: invocation.status,
    durationMs: duration,
    wixCalls: counts.wixRequests,
    wixRequestIds: counts.wixRequestIds.slice(0, MOST_REQUEST_IDS),
    coldStart,
  };
  const message = failure === undefined ? 'The call succeeded.' : 'The call failed.';
  return JSON.stringify({
    ...logFields(level, message, fields, { operation, requestId }, clock),
    ...metrics,
  });
}
