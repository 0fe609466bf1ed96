// Whatever comes through a door: a caller's mistake is never a 5xx, and every answer and every line is well formed.
import fc from 'fast-check';
import { CODES } from '../../../lib/codes.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { asHttp, openDemo, SITE } from './harness.ts';

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'siteId',
  'limit',
  'tags',
  'content',
  'name',
  'format',
  'text',
];
const NASTY = [
  '\r\nX-Evil: 1',
  '\u2028',
  '\u0000',
  '%0d%0a',
  '%',
  '%E0%A4%A',
  SITE,
  '../..',
  '\uD800',
  '1e999',
];
const key = fc.oneof(fc.constantFrom(...NAMES), fc.string());
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.string());

/** JSON values with the names that hurt; built as text, so that `__proto__` becomes a key like any other. */
const { value: jsonText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text.map((one) => JSON.stringify(one)),
    fc
      .oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
      )
      .map(String),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 5 })
      .map((fields) => `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
  ),
}));
const json = jsonText.map((one): unknown => JSON.parse(one));

const runs = { numRuns: 300 };

function expectWellFormed(answer: unknown): void {
  const { statusCode, headers, json: body } = asHttp(answer);
  expect([200, 201, 202, 204, 400, 404]).toContain(statusCode);
  for (const [name, value] of Object.entries(headers))
    expect(`${name}: ${value}`).toMatch(/^[a-z-]+: [\x20-\x7e]*$/);
  if (statusCode < 400) return;
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(Object.keys(CODES)).toContain(body.code);
  expect(body).toMatchObject({ status: statusCode, title: expect.any(String), detail: expect.any(String) });
  if (body.code === 'InvalidInput') {
    expect(Array.isArray(body.errors) && body.errors.length).toBeTruthy();
    expect(body.errors).toEqual(
      Array.from({ length: Array.isArray(body.errors) ? body.errors.length : 0 }, () => ({
        path: expect.any(String),
        message: expect.any(String),
      })),
    );
  }
}

function expectOneLine(lines: readonly string[]): void {
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/[\r\n]/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ operation: 'demo', _aws: expect.anything() });
}

test('any body', async () => {
  const path = `/v1/sites/${SITE}/things`;
  const body = fc.oneof(
    jsonText,
    text,
    jsonText.map((one) => one.slice(0, -1)),
  );
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (given, base64) => {
      const demo = openDemo();
      const sent = base64 ? Buffer.from(given).toString('base64') : given;
      expectWellFormed(await demo.invoke(httpApiEvent({ method: 'POST', path, body: sent, base64 })));
      expectOneLine(demo.lines);
    }),
    runs,
  );
});

test('any path, query and headers', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, text, async (path, query, header) => {
      const demo = openDemo(undefined, { environment: { CORS_ALLOW_ORIGIN: 'https://a.example' } });
      const event = httpApiEvent({
        method: 'GET',
        path: `/v1/sites/${path}/things`,
        headers: { origin: header, 'content-type': header },
        body: '{}',
      });
      expectWellFormed(await demo.invoke({ ...event, rawQueryString: query }));
      expectOneLine(demo.lines);
    }),
    runs,
  );
});

test('any event that looks like HTTP', async () => {
  const anything = fc.option(json, { nil: undefined });
  const method = fc.constantFrom('GET', 'POST', 'OPTIONS', 'HEAD', 'x');
  const path = fc.oneof(fc.constantFrom('/v1/things', `/v1/sites/${SITE}/things`, '/v1/page'), text);
  const shared = {
    body: fc.oneof(anything, jsonText),
    headers: anything,
    isBase64Encoded: anything,
    multiValueHeaders: anything,
    multiValueQueryStringParameters: anything,
    pathParameters: anything,
    queryStringParameters: anything,
  };
  const context = fc.record({ authorizer: anything, stage: anything });
  const second = fc.record({
    ...shared,
    rawPath: path,
    rawQueryString: anything,
    requestContext: fc.tuple(context, method).map(([rest, name]) => ({ ...rest, http: { method: name } })),
    routeKey: fc.oneof(fc.constantFrom('GET /v1/sites/{siteId}/things', '$default'), anything),
    version: fc.constant('2.0'),
  });
  const first = fc.record({
    ...shared,
    httpMethod: method,
    path,
    requestContext: anything,
    resource: fc.oneof(path, anything),
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(second, first), async (event) => {
      const demo = openDemo();
      expectWellFormed(await demo.invoke(event));
      expectOneLine(demo.lines);
    }),
    runs,
  );
});

test('any payload and any event of EventBridge', async () => {
  const wrapped = json.map((detail) => ({ 'detail-type': 'Scheduled Event', source: 'x', detail }));
  const timed = json.map((time) => ({ 'detail-type': 'Scheduled Event', source: 'x', time }));
  await fc.assert(
    fc.asyncProperty(fc.oneof(json, wrapped, timed), async (event) => {
      const demo = openDemo();
      const outcome = await demo.invoke(event).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome.name).toBe('InvalidInput');
        expect(outcome.stack).not.toMatch(/[\r\n]/);
      }
      expectOneLine(demo.lines);
    }),
    runs,
  );
});
