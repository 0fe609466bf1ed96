// What one exchange with Wix came to: a value, or a failure and what may be done about it.
import type { Call, Clock } from '../call.ts';
import { Failure } from '../failure.ts';
import { parseTolerant } from './drift.ts';
import type { HttpAnswer, HttpFault } from './http.ts';
import { parseJson, refusalOf, wixRequestIdOf } from './refusal.ts';
import { retryAfterMs } from './retry-after.ts';
import type { WixRequest } from './transport.ts';

/** An attempt that brought a failure. */
export interface FailedAttempt {
  readonly failure: Failure;
  /** Wix says 401: a newer key may help. */
  readonly unauthorized?: boolean;
  /** A kept socket broke before an answer: a new connection may help, at once. */
  readonly closedSocket?: boolean;
  /** It may pass: the network, 429, 5xx, an answer that cannot be read. */
  readonly transient?: boolean;
  /** It is certain that Wix has not processed the request. */
  readonly unprocessed?: boolean;
  /** The wait that Wix asks for, in ms. */
  readonly waitMs?: number | undefined;
}

/** What one attempt came to. */
export type Attempt<T> = { readonly value: T } | FailedAttempt;

/** "Wait a minute, then retry", says Wix of a 429; it documents no Retry-After. */
const RATE_LIMIT_WAIT_MS = 60_000;
const TRANSIENT = new Set(['WixRateLimited', 'WixTimeout', 'WixUnavailable']);

/** Reads what an exchange came to. Tells `call` of every shape that Wix does not document. */
export function read<T>(
  request: WixRequest<T>,
  came: HttpAnswer | HttpFault,
  call: Call,
  clock: Clock,
): Attempt<T> {
  if ('fault' in came) {
    return {
      failure: faultFailure(request.api, came),
      transient: true,
      unprocessed: came.fault === 'unsent',
      closedSocket: came.fault === 'closed',
    };
  }
  if (came.status >= 200 && came.status < 300) return readValue(request, came, call);

  const limited = came.status === 429;
  const waitMs =
    retryAfterMs(came.headers['retry-after'], clock.now()) ?? (limited ? RATE_LIMIT_WAIT_MS : undefined);
  const failure = refusalOf(request, came, waitMs === undefined ? undefined : Math.ceil(waitMs / 1000));
  return {
    failure,
    unauthorized: came.status === 401,
    transient: TRANSIENT.has(failure.code),
    unprocessed: limited,
    waitMs,
  };
}

function faultFailure(api: string, { fault, cause }: HttpFault): Failure {
  if (fault === 'timeout') {
    return new Failure('WixTimeout', `Wix did not answer "${api}" in time; try again later.`);
  }
  const detail =
    fault === 'unsent'
      ? `Wix cannot be reached for "${api}"; where that lasts, the operator must check WIX_API_BASE_URL and the network.`
      : `The connection to Wix failed during "${api}"; try again later.`;
  return new Failure('WixUnavailable', detail, { cause, unsent: fault === 'unsent' });
}

function readValue<T>({ api, answer }: WixRequest<T>, came: HttpAnswer, call: Call): Attempt<T> {
  const data = parseJson(came.body);
  // Every answer of Wix is an object; valibot would take a list for one as well.
  const tolerated = parseTolerant(answer, Array.isArray(data) ? undefined : data);
  for (const path of tolerated.unknownPaths) {
    call.metrics.count('WixShapeUnknown');
    call.log.warn('Wix answered in a shape that it does not document', { api, path });
  }
  if (tolerated.readable) return { value: tolerated.value };
  const failure = new Failure('WixUnavailable', `Wix's answer to "${api}" cannot be read; try again later.`, {
    wixRequestId: wixRequestIdOf(came),
  });
  return { failure, transient: true };
}
