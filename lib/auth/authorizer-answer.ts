// The authorizer's answers: simple for an HTTP API, an IAM policy for a REST API.
import type { Client } from './clients.ts';
import { ROUTES, routeResource, type ScopedRoute } from './routes.ts';

/** What the functions and the gateway's access log are told of the client. */
interface ClientContext {
  /** Empty: nobody, at an open route. */
  readonly clientId: string;
  /** Separated by spaces. */
  readonly scopes: string;
}

/** Payload 2.0 with simple responses. `false` becomes 403. */
export interface SimpleAnswer {
  readonly isAuthorized: boolean;
  readonly context: ClientContext;
}

interface Statement {
  readonly Action: 'execute-api:Invoke';
  readonly Effect: 'Allow' | 'Deny';
  readonly Resource: readonly string[];
}

/** Payload 1.0. What the policy does not allow becomes 403. */
export interface PolicyAnswer {
  readonly principalId: string;
  readonly policyDocument: { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] };
  readonly context: ClientContext;
}

/** An answer that is no error: yes, or 403. */
export type Answer = SimpleAnswer | PolicyAnswer;

/** Who visits an open route without a token or a session. He has no scopes, so he is nobody elsewhere. */
export const NOBODY: Client = { id: '', scopes: [], tokenSha256: new Uint8Array(), inBrowser: true };

const contextOf = ({ id, scopes }: Client): ClientContext => ({ clientId: id, scopes: scopes.join(' ') });
const statement = (Effect: 'Allow' | 'Deny', Resource: readonly string[]): Statement => ({
  Action: 'execute-api:Invoke',
  Effect,
  Resource,
});

/** Whether a client may use a route; a route that is not known is closed to everybody. */
export function mayUse(client: Client, route: ScopedRoute | undefined): boolean {
  if (route === undefined || (client.inBrowser && route.browser === undefined)) return false;
  return client === NOBODY ? route.browser === 'open' : client.scopes.includes(route.scope);
}

/** The simple answer. It holds for one route: the gateway's cache must have `$context.routeKey` in its key. */
export const simpleAnswer = (client: Client, route: ScopedRoute | undefined): SimpleAnswer => ({
  isAuthorized: mayUse(client, route),
  context: contextOf(client),
});

/**
 * The policy of a client for the whole API at `base`: a REST API caches it by the token alone and holds it against
 * every route that the client asks for next, so it must be right for all of them. The route at hand, when it is
 * refused, is denied in so many words.
 */
export function policyAnswer(client: Client, route: ScopedRoute | undefined, base: string): PolicyAnswer {
  const resource = (one: ScopedRoute) => `${base}/${routeResource(one)}`;
  const allowed = ROUTES.filter((one) => mayUse(client, one)).map(resource);
  const denied = route === undefined || mayUse(client, route) ? [] : [resource(route)];
  const statements = [
    ...(denied.length > 0 ? [statement('Deny', denied)] : []),
    ...(allowed.length > 0 ? [statement('Allow', allowed)] : [statement('Deny', [`${base}/*`])]),
  ];
  return {
    principalId: client === NOBODY ? 'nobody' : client.id,
    policyDocument: { Version: '2012-10-17', Statement: statements },
    context: contextOf(client),
  };
}
