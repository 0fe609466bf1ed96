// Which route of the operation a request is for, and what its path says.
import { Failure } from '../failure.ts';
import type { HttpRequest } from './http-request.ts';
import type { Route } from './operation.ts';

/** A matched route and its path parameters, decoded. */
export interface Match<R> {
  readonly route: R;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const PARAMETER = /^\{(.+)\}$/;

/** The names of the parameters in a path template. */
export function parameterNames(template: string): readonly string[] {
  return template.split('/').flatMap((part) => PARAMETER.exec(part)?.[1] ?? []);
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: [string, string][] = [];
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = PARAMETER.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return undefined;
    if (name !== undefined) parameters.push([name, value]);
  }
  return Object.fromEntries(parameters);
}

function decodePart([name, value]: readonly [string, string]): readonly [string, string] {
  try {
    return [name, decodeURIComponent(value)];
  } catch (cause) {
    const errors = [{ path: name, message: 'expected percent-encoded UTF-8' }];
    throw new Failure('InvalidInput', 'The path is not percent-encoded UTF-8.', { cause, errors });
  }
}

function match(route: Route<never>, request: HttpRequest): Readonly<Record<string, unknown>> | undefined {
  const names = parameterNames(route.path);
  if (request.template === route.path && names.every((name) => request.pathParameters[name])) {
    return Object.fromEntries(names.map((name) => [name, request.pathParameters[name]]));
  }
  // A function URL and a catch-all route have no parameters; an HTTP API puts the stage's name in front of the path.
  const prefix = `/${request.stage}`;
  const parameters =
    matchPath(route.path, request.path) ??
    (request.path.startsWith(`${prefix}/`)
      ? matchPath(route.path, request.path.slice(prefix.length))
      : undefined);
  return parameters && Object.fromEntries(Object.entries(parameters).map(decodePart));
}

/**
 * Finds the route of a request.
 * @throws Failure `NotFound` when the operation has no such route, `InvalidInput` when the path cannot be decoded.
 */
export function findRoute<R extends Route<never>>(routes: readonly R[], request: HttpRequest): Match<R> {
  for (const route of routes) {
    const parameters = route.method === request.method ? match(route, request) : undefined;
    if (parameters) return { route, parameters };
  }
  throw new Failure('NotFound', 'There is no such route.');
}

/** The methods that the operation serves on the path of a request. */
export function methodsOf(routes: readonly Route<never>[], request: HttpRequest): readonly string[] {
  return routes.filter((route) => match(route, request)).map((route) => route.method);
}
