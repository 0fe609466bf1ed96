// The Lambda authorizer: which client presents this token, and may it use this route?
import { deadlineIn, systemClock } from '../call.ts';
import { type Config, parseConfig, required } from '../config.ts';
import { Failure, toFailure } from '../failure.ts';
import type { HandlerOptions } from '../operation/handler.ts';
import type { LambdaContext } from '../operation/invocation.ts';
import { createLog } from '../operation/log.ts';
import { createSecretSource, type SecretCall, type SecretSource } from '../secrets/secret-source.ts';
import { type FetchSecret, isOutage } from '../secrets/secrets-manager.ts';
import { type Answer, mayUse, policyAnswer, simpleAnswer } from './authorizer-answer.ts';
import { readQuestion } from './authorizer-event.ts';
import { type Visit, visitLine } from './authorizer-line.ts';
import { type Client, findClient, parseClients } from './clients.ts';
import { findRoute } from './routes.ts';
import { presentedToken } from './token.ts';

/** What a test replaces; the defaults are the process's own. */
export interface AuthorizerOptions extends HandlerOptions {
  readonly fetchSecret?: FetchSecret;
}

/** How long the secret is not read again for a token that is not in it. */
const UNKNOWN_TOKEN_PAUSE_MS = 5_000;
/** The time that a call has where the caller is not Lambda. */
const WITHOUT_LAMBDA_MS = 10_000;

/** The client whose token this is, in the secret as it is held or as it is now. */
async function identify(token: string, secret: SecretSource, call: SecretCall): Promise<Client | undefined> {
  const text = await secret.get(call);
  try {
    const known = findClient(parseClients(text), token);
    if (known !== undefined) return known;
  } catch {
    // Broken: if it still is when read again, the same error comes from below.
  }
  // A client that was added since, or a secret that was repaired, works at once.
  return findClient(parseClients(await secret.refresh(text, call)), token);
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
  let secret: SecretSource | undefined;
  let coldStart = true;

  const clientsSecret = (settings: Config): SecretSource => {
    secret ??= createSecretSource({
      secretId: required(settings, 'CLIENTS_SECRET_ID'),
      setting: 'CLIENTS_SECRET_ID',
      clock,
      refreshPauseMs: UNKNOWN_TOKEN_PAUSE_MS,
      // An outage locks nobody out; a secret that was deleted or closed off lets nobody in.
      keepAfter: isOutage,
      ...(fetchSecret && { fetchSecret }),
    });
    return secret;
  };

  const decide = async (event: unknown, visit: Visit, context: LambdaContext): Promise<Answer> => {
    config ??= parseConfig(environment);
    visit.logLevel = config.LOG_LEVEL;
    const question = readQuestion(event);
    const token = presentedToken(question?.authorization);
    if (question === undefined || token === undefined) throw new Failure('Unauthorized', 'No token.');
    visit.route = findRoute(question.method, question.path);
    const deadline = deadlineIn(context.getRemainingTimeInMillis?.() ?? WITHOUT_LAMBDA_MS, clock);
    const log = createLog(
      visit.logLevel,
      { operation: 'authorizer', requestId: visit.requestId },
      write,
      clock,
    );
    visit.client = await identify(token, clientsSecret(config), { deadline, log });
    if (visit.client === undefined) throw new Failure('Unauthorized', 'An unknown token.');
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
      write(visitLine(visit, clock));
    }
  };
}
