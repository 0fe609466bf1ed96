// The transport: one request of an API becomes as many exchanges as it needs and is allowed.
import { type Call, type Clock, systemClock } from '../call.ts';
import { Failure } from '../failure.ts';
import { type Attempt, type FailedAttempt, read } from './attempt.ts';
import type { CredentialSource, Credentials } from './credentials.ts';
import { createGovernor, type Sleep } from './governor.ts';
import { authorize } from './headers.ts';
import { createExchange } from './http.ts';
import { wixRequestIdOf } from './refusal.ts';
import { createRetryBudget } from './retry-budget.ts';
import type { GovernedTransport, WixRequest } from './transport.ts';

/** What a transport is made of; time and chance can be replaced for tests. */
export interface WixTransportOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly credentials: CredentialSource;
  readonly requestsPerMinute: number;
  readonly clock?: Clock;
  /** From 0 to 1, as Math.random. */
  readonly random?: () => number;
  /** Must let `clock` go on by as much. */
  readonly sleep?: Sleep;
  /** The longest that one exchange may take, in ms. */
  readonly attemptTimeoutMs?: number;
}

const MAX_ATTEMPTS = 3;
const ATTEMPT_TIMEOUT_MS = 10_000;
/** Full jitter: from 0 to twice as much with every retry. */
const BACKOFF_MS = 200;
/** A retry that would have less time than this cannot succeed: the failure in hand says more than a timeout. */
const LEAST_TIME_MS = 100;
/** setTimeout takes no more, and fires at once when it is given more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const realSleep: Sleep = (milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMER_MS)));

/** Makes the transport of a process: its sockets, its retry budget and its governor serve all calls. */
export function createWixTransport(options: WixTransportOptions): GovernedTransport {
  const { clock = systemClock, random = Math.random, sleep = realSleep } = options;
  const { attemptTimeoutMs = ATTEMPT_TIMEOUT_MS } = options;
  const exchange = createExchange(options.baseUrl, clock);
  const governor = createGovernor(options.requestsPerMinute, clock, sleep);
  const budget = createRetryBudget();

  async function attempt<T>(
    request: WixRequest<T>,
    credentials: Credentials,
    call: Call,
  ): Promise<Attempt<T>> {
    // Stryker disable next-line ConditionalExpression: JSON.stringify answers undefined for undefined; only its type says text.
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const headers = {
      ...authorize(credentials, request.scope),
      accept: 'application/json',
      'user-agent': 'wix-credits-functions',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const leave = await governor.enter(call.deadline);
    try {
      const timeoutMs = Math.min(attemptTimeoutMs, call.deadline.remaining());
      if (timeoutMs <= 0) {
        throw new Failure('WixTimeout', 'The time of the call is over; try again later.', { unsent: true });
      }
      const { method, path, repeatable } = request;
      const came = await exchange({ method, path, headers, body, timeoutMs, repeatable });
      call.noteWixRequest('fault' in came ? undefined : wixRequestIdOf(came));
      return read(request, came, call, clock);
    } finally {
      leave();
    }
  }

  /** Milliseconds to wait before the next try, or undefined where there must be none. */
  function nextTry(
    failed: FailedAttempt,
    attempts: number,
    {
      repeatable,
      patienceMs = Number.POSITIVE_INFINITY,
    }: Pick<WixRequest<unknown>, 'repeatable' | 'patienceMs'>,
    call: Call,
  ): number | undefined {
    if (!failed.transient || !(repeatable || failed.unprocessed) || attempts >= MAX_ATTEMPTS)
      return undefined;
    if ((failed.waitMs ?? 0) > patienceMs) return undefined;
    const waitMs = (failed.waitMs ?? 0) + random() * BACKOFF_MS * 2 ** (attempts - 1);
    return waitMs + LEAST_TIME_MS <= call.deadline.remaining() && budget.take() ? waitMs : undefined;
  }

  return {
    waitSeconds: () => Math.ceil(governor.waitMs() / 1000),
    async send(request, call) {
      let credentials = await options.credentials.get(call);
      let renewed = false;
      let reconnected = false;
      for (let attempts = 1; ; ) {
        const came = await attempt(request, credentials, call);
        if ('value' in came) {
          budget.succeeded(attempts - 1);
          return came.value;
        }
        if (came.unauthorized && !renewed) {
          renewed = true;
          const rejectedKey = credentials.apiKey;
          credentials = await options.credentials.renew(rejectedKey, call);
          if (credentials.apiKey !== rejectedKey) continue;
        }
        // The server, or something between, closed an idle socket just when it was used: no sign of an outage, so it
        // costs no budget. Only for what may be repeated: some servers close after they have read the request.
        if (came.closedSocket && request.repeatable && !reconnected) {
          reconnected = true;
          continue;
        }
        const waitMs = nextTry(came, attempts, request, call);
        const { code, wixRequestId } = came.failure;
        call.log.debug('A request to Wix failed', {
          api: request.api,
          code,
          wixRequestId,
          attempts,
          retryInMs: waitMs,
        });
        if (waitMs === undefined) throw came.failure;
        call.metrics.count('WixRetries');
        attempts += 1;
        await sleep(waitMs);
      }
    },
  };
}
