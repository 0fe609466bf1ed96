// The Lambda handler of an operation: one middy stack behind all three doors.
import middy, { type Request } from '@middy/core';
import { type Clock, systemClock } from '../call.ts';
import { type Config, type Environment, metricsNamespace, parseConfig } from '../config.ts';
import { toFailure } from '../failure.ts';
import { callLine } from './call-line.ts';
import { within } from './deadline.ts';
import { checkSize, failureAnswer, type HttpAnswer, preflightAnswer, successAnswer } from './http-answer.ts';
import { beginInvocation, callOf, type Invocation, type LambdaContext } from './invocation.ts';
import type { Operation } from './operation.ts';
import { thrownOf } from './problem.ts';
import { readInput } from './read-input.ts';
import { writeLine } from './write-line.ts';

/** A Lambda handler for every event that the three doors take. */
export type Handler = (event: unknown, context?: LambdaContext) => Promise<unknown>;

/** What a test replaces; the defaults are the process's own. */
export interface HandlerOptions {
  readonly environment?: Environment;
  readonly clock?: Clock;
  /** Writes one line, without its line break. */
  readonly write?: (line: string) => void;
}

/** Makes a value once for all; when that fails, the next call tries again. */
function once<T, Argument>(make: (argument: Argument) => Promise<T>): (argument: Argument) => Promise<T> {
  let made: Promise<T> | undefined;
  return (argument) => {
    made ??= make(argument).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** What an HTTP answer depends on; undefined at the other doors. */
function surroundings<Output>({ arrival, requestId, origins }: Invocation<Output>) {
  return arrival.door === 'http' ? { request: arrival.request, requestId, origins } : undefined;
}

/** Notes the status of an answer for the line of the call. */
function send<Output>(invocation: Invocation<Output>, answer: HttpAnswer): HttpAnswer {
  invocation.status = answer.statusCode;
  return answer;
}

/** Method syntax on purpose: middy's types ask for a whole Lambda context, of which it reads nothing here. */
interface Stack<Output> {
  run(invocation: Invocation<Output>, context: LambdaContext): Promise<unknown>;
}

/**
 * Opens an operation to its three doors. Nothing happens before the first call.
 * @param services makes what the operation works with, once, at the first call with a good input; when it throws, that
 *   is the failure of this call, and the next call tries again
 */
export function createHandler<Input, Output, Services>(
  operation: Operation<Input, Output, Services>,
  services: (config: Config) => Services | Promise<Services>,
  { environment = process.env, clock = systemClock, write = writeLine }: HandlerOptions = {},
): Handler {
  let config: Config | undefined;
  let coldStart = true;
  const servicesOnce = once(async (settings: Config) => services(settings));

  const serve = async (invocation: Invocation<Output>): Promise<unknown> => {
    config ??= parseConfig(environment);
    invocation.logLevel = config.LOG_LEVEL;
    invocation.origins = config.CORS_ALLOW_ORIGIN;
    const around = surroundings(invocation);
    const incoming = readInput(invocation.arrival, operation, (route) => {
      invocation.route = route;
    });
    if ('preflight' in incoming) {
      return around && send(invocation, preflightAnswer(around, incoming.preflight));
    }
    const { input, now, route } = incoming;
    const call = callOf(invocation, operation.name, now, clock, write);
    const made = await servicesOnce(config);
    const output = await operation.run(input, call, made);
    if (around && route) return send(invocation, successAnswer(around, route, output));
    checkSize(JSON.stringify(output));
    return output;
  };

  const answerFailure = (request: Request<Invocation<Output>, unknown>): void => {
    const failure = toFailure(request.error);
    request.event.failure = failure;
    const around = surroundings(request.event);
    if (around) request.response = send(request.event, failureAnswer(around, failure, request.event.route));
    else request.error = thrownOf(failure);
  };

  const report = ({ event }: Request<Invocation<Output>, unknown>): void => {
    write(callLine(operation.name, event, clock, metricsNamespace(environment)));
  };

  const stack: Stack<Output> = {
    run: middy<Invocation<Output>, unknown>(
      (invocation: Invocation<Output>) => within(invocation.limits.answerWithin, serve(invocation)),
      { timeoutEarlyInMillis: 0 },
    )
      .use({ after: report, onError: report })
      .onError(answerFailure),
  };

  return (event, context = {}) => {
    const invocation = beginInvocation<Output>(event, context, coldStart, clock);
    coldStart = false;
    // Idle keep-alive sockets must not hold the answer back.
    context.callbackWaitsForEmptyEventLoop = false;
    return stack.run(invocation, context);
  };
}
