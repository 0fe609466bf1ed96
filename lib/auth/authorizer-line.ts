// The one line that the authorizer logs a call, with its metrics; never a token.
import type { Clock } from '../call.ts';
import { CODES } from '../codes.ts';
import type { Failure } from '../failure.ts';
import { emf } from '../operation/emf.ts';
import { isLogged, type LogLevel, logFields } from '../operation/log.ts';
import { describeThrown } from '../operation/redact.ts';
import type { Client } from './clients.ts';
import type { ScopedRoute } from './routes.ts';

/** One call of the authorizer; what is not there has not been found out. */
export interface Visit {
  readonly requestId: string;
  /** Of `clock.monotonic()`. */
  readonly startedAt: number;
  readonly coldStart: boolean;
  logLevel: LogLevel;
  route?: ScopedRoute | undefined;
  client?: Client | undefined;
  /** Why the client was not let in. */
  failure?: Failure;
}

/** The line of a finished call. Its metrics are written at every log level, its other fields as the level says. */
export function visitLine({ failure, ...visit }: Visit, clock: Clock, namespace: string): string {
  const durationMs = Math.round((clock.monotonic() - visit.startedAt) * 10) / 10;
  const metrics = emf(
    namespace,
    'authorizer',
    failure?.code,
    { Calls: 1, Failures: failure ? 1 : 0, Duration: durationMs, ColdStart: visit.coldStart ? 1 : 0 },
    clock.now(),
  );
  const operators = failure !== undefined && CODES[failure.code].actor !== 'caller';
  const level: LogLevel = operators ? 'error' : 'info';
  if (!isLogged(level, visit.logLevel)) return JSON.stringify(metrics);
  const fields = {
    route: visit.route && `${visit.route.method} ${visit.route.path}`,
    clientId: visit.client?.id,
    code: failure?.code ?? 'Ok',
    detail: failure?.message,
    ...(operators && failure.cause !== undefined ? { cause: describeThrown(failure.cause) } : {}),
    durationMs,
    coldStart: visit.coldStart,
  };
  const message = failure === undefined ? 'The client was let in.' : 'The client was refused.';
  const base = { operation: 'authorizer', requestId: visit.requestId };
  return JSON.stringify({ ...logFields(level, message, fields, base, clock), ...metrics });
}
