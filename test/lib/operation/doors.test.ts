// One operation, the same input through every door.
import { customEvent, scheduledEvent, schedulerEvent } from '../../events/eventbridge.ts';
import { functionUrlEvent } from '../../events/function-url.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { restApiEvent } from '../../events/rest-v1.ts';
import { OTHER_SITE, openDemo, REQUEST_ID, SITE } from './harness.ts';

const path = `/v1/sites/${SITE}/things`;
const routeKey = 'GET /v1/sites/{siteId}/things';
const pathParameters = { siteId: SITE };

describe('the HTTP door', () => {
  const gateways = [
    [
      'HTTP API',
      httpApiEvent({ method: 'GET', path, routeKey, pathParameters, query: 'limit=3&tag=a&tag=b' }),
    ],
    [
      'HTTP API with a stage',
      httpApiEvent({ method: 'GET', path, stage: 'dev', query: 'limit=3&tag=a&tag=b' }),
    ],
    [
      'REST API',
      restApiEvent({ method: 'GET', path, routeKey, pathParameters, query: 'limit=3&tag=a&tag=b' }),
    ],
    ['REST API, catch-all', restApiEvent({ method: 'GET', path, query: 'limit=3&tag=a&tag=b' })],
    ['function URL', functionUrlEvent({ method: 'GET', path, query: 'limit=3&tag=a&tag=b' })],
  ] as const;

  test.each(gateways)('%s: path and query become the input', async (_name, event) => {
    const { statusCode, json } = await openDemo().http(event);
    expect(statusCode).toBe(200);
    expect(json).toEqual({
      given: { siteId: SITE, limit: 3, tags: ['a', 'b'] },
      now: '2026-11-22T12:00:00.000Z',
    });
  });

  const posts = [
    ['HTTP API', httpApiEvent],
    ['REST API', restApiEvent],
    ['function URL', functionUrlEvent],
  ] as const;

  test.each(posts)(
    "%s: a body's siteId never overrides the path's, nor does the query's",
    async (_name, build) => {
      const body = JSON.stringify({ siteId: OTHER_SITE, limit: 1 });
      const event = build({ method: 'POST', path, body, query: `siteId=${OTHER_SITE}&siteId=x` });
      const { statusCode, json } = await openDemo().http(event);
      expect(statusCode).toBe(200);
      expect(json.given).toEqual({ siteId: SITE, limit: 1 });
    },
  );

  test('a custom domain may put a prefix in front of a route that the gateway has matched', async () => {
    for (const build of [httpApiEvent, restApiEvent]) {
      const event = build({ method: 'GET', path: `/credits${path}`, routeKey, pathParameters });
      expect((await openDemo().http(event)).json.given).toEqual({ siteId: SITE });
    }
  });

  test('an event made by hand may have its query in one of the two forms only', async () => {
    const { rawQueryString: _raw, ...decoded } = httpApiEvent({
      method: 'GET',
      path,
      query: 'limit=3&tag=a&tag=b',
    });
    const { queryStringParameters: _joined, ...raw } = httpApiEvent({
      method: 'GET',
      path,
      query: 'limit=3&tag=a&tag=b',
    });
    for (const event of [decoded, { ...decoded, rawQueryString: '' }, raw]) {
      expect((await openDemo().http(event)).json.given).toEqual({ siteId: SITE, limit: 3, tags: ['a', 'b'] });
    }
  });

  test('the query wins over the body', async () => {
    const event = httpApiEvent({ method: 'GET', path, query: 'limit=1', body: '{"limit":2,"name":"n"}' });
    expect((await openDemo().http(event)).json.given).toEqual({ siteId: SITE, limit: 1, name: 'n' });
  });

  test('a base64 body is decoded', async () => {
    const body = Buffer.from('{"name":"Zoë"}').toString('base64');
    const { json } = await openDemo().http(httpApiEvent({ method: 'POST', path, body, base64: true }));
    expect(json.given).toEqual({ siteId: SITE, name: 'Zoë' });
  });

  test('a route has its own status, its own presentation, and fields that nobody else sets', async () => {
    expect((await openDemo().http(httpApiEvent({ method: 'POST', path: '/v1/things' }))).statusCode).toBe(
      201,
    );
    const seen: unknown[] = [];
    const demo = openDemo(async (input) => seen.push(input));
    const page = await demo.http(httpApiEvent({ method: 'GET', path: '/v1/page' }));
    expect(seen).toEqual([{ view: 'page' }]);
    expect(page).toMatchObject({ statusCode: 202, body: '<p>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
  });

  test('a body that names a field which the route fixes is refused: it would not get what it asks for', async () => {
    const seen: unknown[] = [];
    const demo = openDemo(async (input) => seen.push(input));
    const answer = await demo.http(
      httpApiEvent({ method: 'GET', path: '/v1/page', body: '{"view":"data"}' }),
    );
    expect(answer.json).toMatchObject({
      status: 400,
      code: 'InvalidInput',
      errors: [{ path: 'view', message: 'unknown field' }],
    });
    expect(seen).toEqual([]);
  });

  test.each([
    ['an unknown path', { method: 'GET', path: '/v1/other' }],
    ['an unknown method', { method: 'DELETE', path }],
    ['a path below something that is not the stage', { method: 'GET', path: `/abc${path}`, stage: 'dev' }],
    ['a longer path', { method: 'GET', path: `${path}/more` }],
    ['an empty parameter', { method: 'GET', path: '/v1/sites//things' }],
    ['a preflight of an unknown path', { method: 'OPTIONS', path: '/v1/other' }],
  ])('%s is NotFound', async (_name, call) => {
    for (const build of [httpApiEvent, restApiEvent, functionUrlEvent]) {
      expect((await openDemo().http(build(call))).json).toMatchObject({ status: 404, code: 'NotFound' });
    }
  });

  test('an answer that Lambda cannot carry is refused with advice', async () => {
    const large = openDemo(async () => ({ text: 'x'.repeat(6 * 1024 * 1024) }));
    const answer = await large.http(httpApiEvent({ method: 'POST', path: '/v1/things' }));
    expect(answer.json).toMatchObject({ status: 400, detail: expect.stringContaining('ask for less') });
    expect((await large.failure({})).name).toBe('InvalidInput');
    const quotes = openDemo(async () => ({ text: '"'.repeat(2 * 1024 * 1024) }));
    expect((await quotes.failure({})).name).toBe('InvalidInput');
    const fits = openDemo(async () => ({ text: 'x'.repeat(5 * 1024 * 1024) }));
    expect((await fits.http(httpApiEvent({ method: 'POST', path: '/v1/things' }))).statusCode).toBe(201);
  });
});

describe('the EventBridge door', () => {
  test('a scheduled event gives "now" and no input', async () => {
    const demo = openDemo();
    await expect(demo.invoke(scheduledEvent('2026-11-01T03:00:00Z'))).resolves.toEqual({
      given: {},
      now: '2026-11-01T03:00:00.000Z',
    });
    await expect(demo.invoke(schedulerEvent('2026-11-02T03:00:00Z'))).resolves.toEqual({
      given: {},
      now: '2026-11-02T03:00:00.000Z',
    });
  });

  test("an event of one's own gives its detail; its time is not now", async () => {
    await expect(openDemo().invoke(customEvent({ siteId: SITE }))).resolves.toEqual({
      given: { siteId: SITE },
      now: '2026-11-22T12:00:00.000Z',
    });
    await expect(openDemo().invoke(customEvent(null))).resolves.toMatchObject({ given: {} });
    await expect(openDemo().invoke(customEvent('{"limit":2}'))).resolves.toMatchObject({
      given: { limit: 2 },
    });
  });

  test.each([
    ['detail that is no JSON', customEvent('{'), 'detail: expected JSON'],
    ['detail that is no object', customEvent([1]), 'expected an object'],
    ['a time that is no instant', scheduledEvent('tomorrow'), 'time: expected an ISO 8601 instant'],
    ['a time without a zone', scheduledEvent('2026-11-01T03:00:00'), 'time: expected an ISO 8601 instant'],
  ])('%s throws, so that the dead-letter queue gets it', async (_name, event, expected) => {
    const error = await openDemo().failure(event);
    expect(error.name).toBe('InvalidInput');
    expect(error.message).toContain(expected);
  });
});

describe('the direct door', () => {
  test.each([
    ['null', null, {}],
    ['nothing', undefined, {}],
    ['an empty object', {}, {}],
    ['a Step Functions task', { siteId: SITE, limit: 2 }, { siteId: SITE, limit: 2 }],
  ])('%s is the input itself', async (_name, payload, given) => {
    await expect(openDemo().invoke(payload)).resolves.toMatchObject({ given });
  });

  test.each([
    ['text', 'hello'],
    ['a number', 5],
    ['a list', [{ siteId: SITE }]],
    ['an unknown field', { sites: [] }],
    ['half an HTTP event', { httpMethod: 'GET' }],
    ['half an EventBridge event', { source: 'me' }],
  ])('%s is refused by an error whose name is the code', async (_name, payload) => {
    expect((await openDemo().failure(payload)).name).toBe('InvalidInput');
  });

  test('a call without a Lambda context is served all the same', async () => {
    const { handler, logged } = openDemo();
    await expect(handler({ limit: 1 })).resolves.toMatchObject({ given: { limit: 1 } });
    expect(logged()[0]?.requestId).toMatch(/^[\da-f-]{36}$/);
  });
});

test('an answer does not wait for idle sockets', async () => {
  const context = { awsRequestId: REQUEST_ID, callbackWaitsForEmptyEventLoop: true };
  await openDemo().handler({}, context);
  expect(context.callbackWaitsForEmptyEventLoop).toBe(false);
});
