// The routes of the API and the scope that each of them takes. What is not here is open to nobody.
import type { Scope } from '../operation/operation.ts';

/** A route: `path` is a template like `/v1/sites/{siteId}/translations`. */
export interface ScopedRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly scope: Scope;
  /**
   * Whether a browser's session serves in place of a token: `session`; or is not even needed: `open`. A visitor without
   * one is let in to an open route as nobody, and it shows him nothing but how to sign in.
   */
  readonly browser?: 'session' | 'open';
}

/** All routes. A test holds them equal to those that the functions declare. */
export const ROUTES: readonly ScopedRoute[] = [
  { method: 'GET', path: '/v1/balance', scope: 'credits:read' },
  { method: 'GET', path: '/v1/translation-credits', scope: 'credits:read' },
  { method: 'GET', path: '/v1/sites/{siteId}/translation-credits', scope: 'credits:read' },
  { method: 'POST', path: '/v1/sites/{siteId}/translation-eligibility', scope: 'credits:read' },
  { method: 'POST', path: '/v1/sites/{siteId}/translations', scope: 'translations:write' },
  { method: 'POST', path: '/v1/exports', scope: 'exports:write' },
  { method: 'GET', path: '/v1/exports/{exportId}', scope: 'exports:read' },
  { method: 'POST', path: '/v1/transactions', scope: 'transactions:write' },
  { method: 'GET', path: '/v1/usage', scope: 'credits:read' },
  { method: 'GET', path: '/v1/openapi.json', scope: 'credits:read' },
  { method: 'GET', path: '/v1/dashboard', scope: 'credits:read', browser: 'open' },
  { method: 'GET', path: '/v1/dashboard/data', scope: 'credits:read', browser: 'session' },
  { method: 'POST', path: '/v1/dashboard/session', scope: 'credits:read', browser: 'open' },
];

const PARAMETER = /\{\w+\}/g;
const matchers = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replace(PARAMETER, '[^/]+')}$`),
}));

/** The route of a method and a path, be it a request's path or the template of the gateway's route. */
export function findRoute(method: string, path: string): ScopedRoute | undefined {
  return matchers.find(({ route, pattern }) => route.method === method && pattern.test(path))?.route;
}

/** A route as the resource of an IAM policy names it: its parameters become wildcards. */
export const routeResource = ({ method, path }: ScopedRoute): string =>
  `${method}${path.replace(PARAMETER, '*')}`;
