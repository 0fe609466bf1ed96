// The headers that every answer of the HTTP door has, and those that let a browser read it.
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { restApiEvent } from '../../events/rest-v1.ts';
import { openDemo, REQUEST_ID } from './harness.ts';

const call = { method: 'POST', path: '/v1/things' };
const from = (origin: string) => httpApiEvent({ ...call, headers: { origin } });
const withOrigins = (CORS_ALLOW_ORIGIN: string) =>
  openDemo(undefined, { environment: { CORS_ALLOW_ORIGIN } });

test('successes and failures carry the same protection', async () => {
  const good = await openDemo().http(httpApiEvent(call));
  const bad = await openDemo().http(httpApiEvent({ ...call, body: '[' }));
  for (const { headers } of [good, bad]) {
    expect(headers).toEqual({
      'content-type': expect.stringMatching(/^application\/(problem\+)?json; charset=utf-8$/),
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
      'x-request-id': REQUEST_ID,
    });
  }
});

test('a line break never gets into a header', async () => {
  const page = await openDemo().http(httpApiEvent({ method: 'GET', path: '/v1/page' }));
  expect(page.headers.location).toBe('/v1/pageset-cookie: x=1');
  const named = await openDemo().http(httpApiEvent(call), { awsRequestId: 'a\r\nset-cookie: x=1' });
  expect(named.headers['x-request-id']).toBe('aset-cookie: x=1');
});

describe('CORS', () => {
  test('unset: no other origin reads an answer, and a preflight allows nothing', async () => {
    expect((await openDemo().http(from('https://a.example'))).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
    const { statusCode, headers } = await openDemo().http(httpApiEvent({ ...call, method: 'OPTIONS' }));
    expect(statusCode).toBe(204);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('only the configured origins read answers, failures as well', async () => {
    const demo = withOrigins('https://a.example, https://b.example');
    expect((await demo.http(from('https://b.example'))).headers).toMatchObject({
      'access-control-allow-origin': 'https://b.example',
      'access-control-expose-headers': 'x-request-id, retry-after, location',
      vary: 'origin',
    });
    const failed = await demo.http(
      httpApiEvent({ ...call, body: '[', headers: { origin: 'https://a.example' } }),
    );
    expect(failed.headers['access-control-allow-origin']).toBe('https://a.example');
    for (const stranger of ['https://c.example', 'https://a.example.evil', 'null']) {
      const { headers } = await demo.http(from(stranger));
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers.vary).toBe('origin');
    }
  });

  test('a star allows every origin', async () => {
    expect(
      (await withOrigins('*').http(from('https://x.example'))).headers['access-control-allow-origin'],
    ).toBe('*');
  });

  test('a preflight tells the methods of its path and runs nothing', async () => {
    const demo = withOrigins('https://a.example');
    const site = '/v1/sites/11111111-2222-4333-8444-555555555555/things';
    const event = restApiEvent({ method: 'OPTIONS', path: site, headers: { Origin: 'https://a.example' } });
    const { statusCode, headers, body } = await demo.http(event);
    expect([statusCode, body]).toEqual([204, '']);
    expect(headers).toMatchObject({
      allow: 'OPTIONS, GET, POST',
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '600',
    });
    expect(demo.created.times).toBe(0);
  });
});
