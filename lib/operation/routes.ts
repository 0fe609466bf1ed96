// Which routes of the operation a request fits, and what its path says.
import type { Fields, HttpRequest } from './http-request.ts';
import { decodePercent } from './invalid-input.ts';
import type { Route } from './operation.ts';

/** A route that fits the path of a request, and the decoded path parameters. */
export interface Match<R> {
  readonly route: R;
  readonly parameters: Fields;
}

function parametersOf(template: string, request: HttpRequest): Fields | undefined {
  const { pathParameters, path, stage } = request;
  const count = template.split('{').length - 1;
  if (request.template === template && Object.keys(pathParameters).length === count) return pathParameters;
  // A function URL and a catch-all route name no parameters; an HTTP API puts the stage's name in front of the path.
  const escaped = template.replaceAll('.', '\\.');
  const pattern = new RegExp(`^${escaped.replaceAll('{', '(?<').replaceAll('}', '>[^/]+)')}$`);
  const found =
    pattern.exec(path) ??
    (path.startsWith(`/${stage}/`) ? pattern.exec(path.slice(`/${stage}`.length)) : undefined);
  if (!found) return undefined;
  const parameters = Object.entries(found.groups ?? {});
  return Object.fromEntries(parameters.map(([name, value]) => [name, decodePercent(name, value)]));
}

/**
 * The routes that fit the path of a request, whatever its method.
 * @throws Failure `InvalidInput` when the path fits but cannot be decoded.
 */
export function matchRoutes<R extends Route<never>>(
  routes: readonly R[],
  request: HttpRequest,
): readonly Match<R>[] {
  return routes.flatMap((route) => {
    const parameters = parametersOf(route.path, request);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
}
