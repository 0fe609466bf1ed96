// The step that reads the input at its door and checks it, before anything is made or called.
import type * as v from 'valibot';
import { Failure } from '../failure.ts';
import { readBody } from './body.ts';
import { UNKNOWN_FIELD } from './closed-objects.ts';
import { type Arrival, detailOf, scheduledTime } from './door.ts';
import { parseInput } from './input.ts';
import type { Route } from './operation.ts';
import { readQuery } from './query.ts';
import { matchRoutes } from './routes.ts';

/** What came in: a good input, or a browser's question which methods it may use. */
export type Incoming<Input, R> =
  | { readonly input: Input; readonly route?: R; readonly now?: Date | undefined }
  | { readonly preflight: readonly string[] };

interface Shape<Input, R> {
  readonly routes: readonly R[];
  readonly input: v.GenericSchema<unknown, Input>;
}

/**
 * Reads and checks the input. Over HTTP, path wins over query, and query over body.
 * @param matched told the route as soon as it is known, so that the log names it when the input is refused
 * @throws Failure `InvalidInput` with every error, `NotFound` for a route that the operation does not have.
 */
export function readInput<Input, R extends Route<never>>(
  arrival: Arrival,
  { routes, input: schema }: Shape<Input, R>,
  matched: (route: R) => void,
): Incoming<Input, R> {
  if (arrival.door === 'direct') return { input: parseInput(schema, arrival.payload ?? {}) };
  if (arrival.door === 'eventbridge') {
    const now = scheduledTime(arrival.event);
    return { input: parseInput(schema, detailOf(arrival.event)), now };
  }
  const { request } = arrival;
  const matches = matchRoutes(routes, request);
  if (request.method === 'OPTIONS' && matches.length > 0) {
    return { preflight: matches.map(({ route }) => route.method) };
  }
  const match = matches.find(({ route }) => route.method === request.method);
  if (match === undefined) throw new Failure('NotFound', 'There is no such route.');
  const { route, parameters } = match;
  matched(route);
  const query = readQuery(request, route.query ?? {}, parameters);
  const body = (route.body ?? readBody)(request, route.maxBodyBytes);
  const fixed = { ...route.constants, ...route.given?.(request) };
  // Whoever sends one of these asks for something that the route does not do.
  const strange = Object.keys(body).filter((field) => Object.hasOwn(fixed, field));
  const errors = [...query.errors, ...strange.map((path) => ({ path, message: UNKNOWN_FIELD }))];
  const fields = { ...body, ...query.fields, ...parameters, ...fixed };
  return { input: parseInput(schema, fields, { ...query, errors }), route };
}
