// The Lambda authorizer: which client presents this token, and may it use this route?
import { deadlineIn, systemClock } from '../call.ts';
import { type Config, metricsNamespace, parseConfig, required } from '../config.ts';
import { Failure, toFailure } from '../failure.ts';
import type { HandlerOptions } from '../operation/handler.ts';
import type { LambdaContext } from '../operation/invocation.ts';
import { createLog } from '../operation/log.ts';
import type { SecretCall } from '../secrets/secret-source.ts';
import type { FetchSecret } from '../secrets/secrets-manager.ts';
import { type Answer, mayUse, NOBODY, policyAnswer, simpleAnswer } from './authorizer-answer.ts';
import { type Question, readQuestion } from './authorizer-event.ts';
import { type Visit, visitLine } from './authorizer-line.ts';
import { type Client, findClient } from './clients.ts';
import { type ClientDirectory, clientDirectory } from './directory.ts';
import { findRoute, type ScopedRoute } from './routes.ts';
import { findSession } from './session.ts';
import { presentedToken } from './token.ts';

/** What a test replaces; the defaults are the process's own. */
export interface AuthorizerOptions extends HandlerOptions {
  readonly fetchSecret?: FetchSecret;
}

/** The time that a call has where the caller is not Lambda. */
const WITHOUT_LAMBDA_MS = 10_000;

/** Who asks: by a token, or where the route takes one, by a session; or nobody, where that will do. */
async function identify(
  { authorization, session }: Question,
  route: ScopedRoute | undefined,
  directory: () => ClientDirectory,
  call: SecretCall,
  now: number,
): Promise<Client> {
  const token = presentedToken(authorization);
  const open = route?.browser === 'open' && authorization === undefined;
  if (token !== undefined) {
    const client = await directory().find((clients) => findClient(clients, token), call);
    if (client !== undefined) return client;
  } else if (route?.browser !== undefined && session !== undefined) {
    const client = await directory().find((clients) => findSession(clients, session, now), call);
    // A session that lost its scope signs in anew, where it can.
    if (client !== undefined && (mayUse(client, route) || !open)) return client;
  }
  if (open) return NOBODY;
  throw new Failure('Unauthorized', token === undefined ? 'No token.' : 'An unknown token.');
}

/**
 * Makes the handler. It answers whether the client may use the route (if not, the gateway says 403) or throws an error
 * whose message is `Unauthorized`, the one message that makes the gateway say 401; any other error would be its 500.
 * Whatever goes wrong here lets nobody in, and the line of the call says why.
 */
export function createAuthorizer({
  environment = process.env,
  clock = systemClock,
  write = (line) => void process.stdout.write(`${line}\n`),
  fetchSecret,
}: AuthorizerOptions = {}): (event: unknown, context?: LambdaContext) => Promise<Answer> {
  let config: Config | undefined;
  let directory: ClientDirectory | undefined;
  let coldStart = true;

  const decide = async (event: unknown, visit: Visit, context: LambdaContext): Promise<Answer> => {
    config ??= parseConfig(environment);
    visit.logLevel = config.LOG_LEVEL;
    const question = readQuestion(event);
    if (question === undefined) throw new Failure('Unauthorized', 'No question of a gateway.');
    const route = findRoute(question.method, question.path);
    visit.route = route;
    const deadline = deadlineIn(context.getRemainingTimeInMillis?.() ?? WITHOUT_LAMBDA_MS, clock);
    const log = createLog(
      visit.logLevel,
      { operation: 'authorizer', requestId: visit.requestId },
      write,
      clock,
    );
    const secretId = required(config, 'CLIENTS_SECRET_ID');
    const clients = () => {
      directory ??= clientDirectory({ secretId, clock, fetchSecret });
      return directory;
    };
    visit.client = await identify(question, route, clients, { deadline, log }, clock.now());
    if (!mayUse(visit.client, visit.route)) visit.failure = new Failure('Forbidden', 'Not in the scopes.');
    return question.policyBase === undefined
      ? simpleAnswer(visit.client, visit.route)
      : policyAnswer(visit.client, visit.route, question.policyBase);
  };

  return async (event, context = {}) => {
    const visit: Visit = {
      requestId: context.awsRequestId ?? crypto.randomUUID(),
      startedAt: clock.monotonic(),
      coldStart,
      logLevel: 'info',
    };
    coldStart = false;
    context.callbackWaitsForEmptyEventLoop = false;
    try {
      return await decide(event, visit, context);
    } catch (error) {
      visit.failure = toFailure(error);
      throw new Error('Unauthorized');
    } finally {
      write(visitLine(visit, clock, metricsNamespace(environment)));
    }
  };
}
