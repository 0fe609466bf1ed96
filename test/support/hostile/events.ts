// Events at every door of a function: good ones, nearly good ones and hostile ones.
import fc from 'fast-check';
import { customEvent, scheduledEvent, schedulerEvent } from '../../events/eventbridge.ts';
import { functionUrlEvent } from '../../events/function-url.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import type { HttpCall } from '../../events/http-call.ts';
import { restApiEvent } from '../../events/rest-v1.ts';
import { mutated } from './mutate.ts';
import { SECRET_MARKER, text, toJson, value } from './values.ts';

/** A good call over HTTP; `body` is what becomes its JSON. */
export interface GoodCall {
  readonly method: 'GET' | 'POST';
  /** The template of the route; `parameters` fill it. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body as it is, where it is no JSON. */
  readonly rawBody?: string;
}

/** What a function takes when all is well. */
export interface GoodEvents {
  readonly calls: readonly GoodCall[];
  /** Inputs at the direct door, and as the `detail` of an event. */
  readonly inputs: readonly object[];
}

const HOSTILE_HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  { 'content-type': 'application/json; charset=utf-8' },
  { 'content-type': 'text/html' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'Content-Type': 'application/json', 'CONTENT-TYPE': 'text/plain' },
  { accept: 'text/html' },
  { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  { 'content-length': '-1', 'transfer-encoding': 'chunked' },
  { authorization: `Bearer ${SECRET_MARKER}`, cookie: `__Host-wix-credits=${SECRET_MARKER}` },
  { 'x-forwarded-for': '127.0.0.1', 'x-amzn-trace-id': '\r\nx: y', __proto__: 'x' },
];

const encode = (one: string): string => encodeURIComponent(one.toWellFormed());

function pathOf({ route, parameters = {} }: GoodCall, fill: (given: string) => string): string {
  return route.replace(/\{(\w+)\}/g, (_, name: string) => fill(parameters[name] ?? ''));
}

/** A body: the good one, one with changes, the good one spoilt, or anything. */
function bodyOf(call: GoodCall): fc.Arbitrary<Pick<HttpCall, 'body' | 'base64'>> {
  const good = call.rawBody ?? (call.body === undefined ? undefined : toJson(call.body));
  if (good === undefined && call.method === 'GET') {
    return fc.oneof(
      { weight: 9, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: text.map((body) => ({ body })) },
    );
  }
  const changed = mutated(fc.constant(call.body ?? {}), 3).map(toJson);
  const json = fc.oneof(
    { weight: 4, arbitrary: fc.constant(good ?? '{}') },
    { weight: 12, arbitrary: changed },
    { weight: 2, arbitrary: changed.map((one) => one.slice(0, -1)) },
    { weight: 1, arbitrary: changed.map((one) => one.replace('{', '{"siteId":1,"siteId":2,')) },
    { weight: 1, arbitrary: changed.map((one) => `\uFEFF${one}`) },
    { weight: 2, arbitrary: value.map(toJson) },
    { weight: 2, arbitrary: text },
  );
  return fc.oneof(
    { weight: 8, arbitrary: json.map((body) => ({ body })) },
    {
      weight: 2,
      arbitrary: json.map((body) => ({ body: Buffer.from(body).toString('base64'), base64: true })),
    },
    { weight: 1, arbitrary: json.map((body) => ({ body, base64: true })) },
    { weight: 1, arbitrary: fc.constant({ body: '//79', base64: true }) },
  );
}

const oddMethod = fc.constantFrom('OPTIONS', 'HEAD', 'DELETE', 'get', 'TRACE', '');

/** One request. Its query holds the good fields, changed or repeated or joined by others. */
function requestOf(call: GoodCall): fc.Arbitrary<HttpCall> {
  const good = Object.entries(call.query ?? {}).map(([name, one]) => `${encode(name)}=${encode(one)}`);
  const extra = fc.oneof(
    fc.tuple(fc.constantFrom(...Object.keys(call.query ?? {}), 'siteId', '__proto__', 'x'), text),
    fc.tuple(text, text),
  );
  const query = fc.oneof(
    { weight: 5, arbitrary: fc.constant(good.join('&')) },
    {
      weight: 4,
      arbitrary: extra.map(([name, one]) => [...good, `${encode(name)}=${encode(one)}`].join('&')),
    },
    {
      weight: 4,
      arbitrary: fc.tuple(fc.nat(9), text).map(([at, one]) => {
        const changed = [...good];
        const [name = 'x'] = (changed[at % Math.max(1, good.length)] ?? 'x').split('=');
        changed[at % Math.max(1, good.length)] = `${name}=${encode(one)}`;
        return changed.join('&');
      }),
    },
    { weight: 1, arbitrary: text },
  );
  const path = fc.oneof(
    { weight: 8, arbitrary: fc.constant(pathOf(call, (given) => given)) },
    { weight: 3, arbitrary: text.map((one) => pathOf(call, () => encode(one))) },
    { weight: 1, arbitrary: text.map((one) => pathOf(call, () => one)) },
    { weight: 1, arbitrary: text.map((one) => `/${one}`) },
  );
  const method = fc.oneof(
    { weight: 15, arbitrary: fc.constant(call.method) },
    { weight: 1, arbitrary: oddMethod },
  );
  const stage = fc.constantFrom('$default', 'prod', 'v1');
  const matched = fc.boolean();
  return fc
    .tuple(path, query, bodyOf(call), method, stage, matched, fc.constantFrom(...HOSTILE_HEADERS))
    .map(([path, query, body, method, stage, matched, headers]) => ({
      ...{ method, path, query, stage, ...body },
      headers: { ...call.headers, ...headers },
      ...(matched && { routeKey: `${call.method} ${call.route}`, pathParameters: { ...call.parameters } }),
    }));
}

/** What goes wrong around the function while it works on the event. */
export type Trouble = 'none' | 'wix' | 'store';

/** One event, and the world that it comes into. */
export interface HostileEvent {
  readonly event: unknown;
  readonly trouble: Trouble;
}

/** Every event comes through JSON, as Lambda takes it. */
const received = (event: unknown): unknown => JSON.parse(toJson(event));

/** Events of all kinds at all doors. */
export function hostileEvents({ calls, inputs }: GoodEvents): fc.Arbitrary<HostileEvent> {
  const good = inputs.length === 0 ? [{}] : inputs;
  const input = mutated(fc.constantFrom(...good), 3);
  const builders = [httpApiEvent, restApiEvent, functionUrlEvent];
  const http = calls.map((call) =>
    fc
      .tuple(requestOf(call), fc.constantFrom(...builders))
      .map(([request, builder]) => ({ ...builder(request) })),
  );
  const bridged = fc.oneof(
    input.map((detail) => ({ ...customEvent(detail) })),
    input.map((detail) => ({ ...customEvent(toJson(detail)) })),
    text.map((detail) => ({ ...customEvent(detail) })),
    fc.constantFrom(scheduledEvent(), schedulerEvent()).map((event) => ({ ...event })),
    text.map((time) => ({ ...scheduledEvent(time) })),
  );
  const shaped = (events: fc.Arbitrary<object>) =>
    fc.oneof(
      { weight: 5, arbitrary: events },
      { weight: 2, arbitrary: events.chain((event) => mutated(fc.constant(event), 3)) },
    );
  const event = fc.oneof(
    ...(http.length === 0 ? [] : [{ weight: 12, arbitrary: shaped(fc.oneof(...http)) }]),
    { weight: 4, arbitrary: shaped(bridged) },
    { weight: 5, arbitrary: input },
    { weight: 1, arbitrary: value },
  );
  const trouble = fc.oneof(
    { weight: 9, arbitrary: fc.constant<Trouble>('none') },
    { weight: 1, arbitrary: fc.constantFrom<Trouble>('wix', 'store') },
  );
  return fc.record({ event: event.map(received), trouble });
}
