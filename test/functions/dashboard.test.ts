// What the dashboard shows to whom, as a page and as data, and what it needs for it.
import * as v from 'valibot';
import { dashboardServices } from '../../functions/dashboard.ts';
import { parseConfig } from '../../lib/config.ts';
import { dataSchema } from '../../lib/dashboard/view/data.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { restApiEvent } from '../events/rest-v1.ts';
import { NOW } from '../lib/dashboard/fleet.ts';
import { storedAccount } from '../lib/dashboard/stored-account.ts';
import { asHttp } from '../lib/operation/harness.ts';
import { MemoryDisk } from '../support/memory-store.ts';
import { BROWSER, functionOn } from './dashboard-harness.ts';

describe('GET /v1/dashboard', () => {
  test('shows the account to a client', async () => {
    const { statusCode, headers, body } = await functionOn(storedAccount(30)).http('GET', '/v1/dashboard');
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(body).toContain('222.75');
    expect(body.match(/data-site=/g)?.length).toBeGreaterThanOrEqual(20);
  });

  test('shows nobody nothing but the sign-in', async () => {
    const { http } = functionOn(storedAccount(30));
    const { statusCode, body } = await http('GET', '/v1/dashboard', { nobody: true, query: 'q=Maple' });
    expect(statusCode).toBe(200);
    expect(body).toContain('<label for="token">');
    expect(body).not.toMatch(/222\.75|data-site|Maple/);
  });

  test('shows nobody anything where no authorizer stands in front of it', async () => {
    const { call } = functionOn(storedAccount(3));
    const event = httpApiEvent({ method: 'GET', path: '/v1/dashboard', headers: { accept: BROWSER } });
    const { authorizer: _, ...requestContext } = event.requestContext;
    const { body } = asHttp(await call({ ...event, requestContext }));
    expect(body).not.toContain('222.75');
    expect(body).toContain('<label for="token">');
  });

  test.each(['*/*', 'application/json'])(
    'says 401 to nobody who accepts %s: a program, and no browser',
    async (accept) => {
      const { call } = functionOn(storedAccount(1));
      const event = httpApiEvent({ method: 'GET', path: '/v1/dashboard', headers: { accept } });
      const requestContext = {
        ...event.requestContext,
        authorizer: { lambda: { clientId: '', scopes: '' } },
      };
      const { statusCode, json } = asHttp(await call({ ...event, requestContext }));
      expect([statusCode, json.code]).toEqual([401, 'Unauthorized']);
    },
  );

  test('takes what the query selects', async () => {
    const { http } = functionOn(storedAccount(60));
    const { body } = await http('GET', '/v1/dashboard', { query: 'q=maple&sort=-used&page=1&state=all' });
    expect(body).toContain('value="maple"');
    expect(body).toContain('aria-sort="descending"');
  });

  test.each(['clientId=acme', 'view=data', 'token=x', 'q=a&q=b', `q=${'x'.repeat(1001)}`])(
    'refuses a query that nobody sends',
    async (query) => {
      const { statusCode, body } = await functionOn(new MemoryDisk()).http('GET', '/v1/dashboard', { query });
      expect(statusCode).toBe(400);
      expect(body).toContain('<code>InvalidInput</code>');
    },
  );

  test('stands behind a REST API as well', async () => {
    const event = restApiEvent({ method: 'GET', path: '/v1/dashboard' });
    expect(asHttp(await functionOn(storedAccount(1)).call(event)).body).toContain('222.75');
  });

  test('is empty, and not an error, before the monitor has run', async () => {
    const { statusCode, body } = await functionOn(new MemoryDisk()).http('GET', '/v1/dashboard');
    expect(statusCode).toBe(200);
    expect(body).toContain('Nothing has been read yet.');
  });
});

describe('GET /v1/dashboard/data', () => {
  test('is everything as JSON', async () => {
    const { statusCode, headers, json } = await functionOn(storedAccount(30)).http(
      'GET',
      '/v1/dashboard/data',
    );
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    const data = v.parse(dataSchema, json);
    expect(data.sites.rows).toHaveLength(30);
    expect(data.exports).toHaveLength(7);
    expect(data.balances.length).toBeGreaterThan(100);
    expect(data.balances.at(-1)).toEqual([(NOW + 2000) / 1000, 157.75, 65]);
  });

  test('is what a direct call answers', async () => {
    const { call } = functionOn(storedAccount(2));
    expect(v.parse(dataSchema, await call({})).sites.rows).toHaveLength(2);
  });

  test('that the store holds damaged is an error that says what to do, and shows nothing of it', async () => {
    const disk = new MemoryDisk();
    disk.objects.set('latest.json', Buffer.from('{"secret":"stored text"'));
    const { statusCode, json } = await functionOn(disk).http('GET', '/v1/dashboard/data');
    expect([statusCode, json.code]).toEqual([500, 'Internal']);
    expect(json.detail).toContain('latest.json');
    expect(JSON.stringify(json)).not.toContain('stored text');
  });
});

describe('its services', () => {
  const environment = { STORE_URI: 'file:///nowhere', CLIENTS_SECRET_ID: 'clients' };

  test('come from the environment, and connect to nothing at first', () => {
    expect(dashboardServices(parseConfig(environment))).toMatchObject({ read: expect.any(Function) });
  });

  test.each(['STORE_URI', 'CLIENTS_SECRET_ID'])('need %s', (name) => {
    const config = parseConfig({ ...environment, [name]: '' });
    expect(() => dashboardServices(config)).toThrow(name);
  });

  test('keep one directory of clients', async () => {
    const { clients } = dashboardServices(parseConfig(environment));
    expect(await clients()).toBe(await clients());
  });
});
