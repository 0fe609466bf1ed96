import * as v from 'valibot';
import { type DashboardServices, dashboard, dashboardServices } from '../../functions/dashboard.ts';
import { clientDirectory } from '../../lib/auth/directory.ts';
import { hashToken, mintToken } from '../../lib/auth/token.ts';
import { parseConfig } from '../../lib/config.ts';
import { overviewReader } from '../../lib/dashboard/read/overview.ts';
import { dataSchema } from '../../lib/dashboard/view/data.ts';
import { createHandler } from '../../lib/operation/handler.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { restApiEvent } from '../events/rest-v1.ts';
import { NOW } from '../lib/dashboard/fleet.ts';
import { storedAccount } from '../lib/dashboard/stored-account.ts';
import { asHttp } from '../lib/operation/harness.ts';
import { MemoryDisk } from '../support/memory-store.ts';

const token = mintToken();
const clock = { now: () => NOW, monotonic: () => 0 };
const secret = JSON.stringify({
  clients: [{ id: 'acme', tokenSha256: hashToken(token).toString('hex'), scopes: ['credits:read'] }],
});
/** What browsers accept of a page. */
const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The function over an account in memory. */
function functionOn(disk: MemoryDisk) {
  const lines: string[] = [];
  const services: DashboardServices = {
    read: overviewReader(disk.open(), 6),
    clients: async () => clientDirectory({ secretId: 'clients', clock, fetchSecret: async () => secret }),
  };
  const call = createHandler(dashboard, () => services, {
    environment: {},
    clock,
    write: (line) => void lines.push(line),
  });
  /** As the gateway calls it, for a client or for nobody. */
  const http = async (
    method: string,
    path: string,
    given: { query?: string; body?: string; nobody?: true } = {},
  ) => {
    const { nobody, ...rest } = given;
    const headers = { accept: BROWSER, ...(given.body === undefined ? {} : form) };
    const event = httpApiEvent({ method, path, headers, ...rest });
    const authorizer = {
      lambda: nobody ? { clientId: '', scopes: '' } : { clientId: 'acme', scopes: 'credits:read' },
    };
    return asHttp(await call({ ...event, requestContext: { ...event.requestContext, authorizer } }));
  };
  return { call, http, lines };
}

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

describe('a failure', () => {
  const broken = () => {
    const disk = new MemoryDisk();
    disk.objects.set('latest.json', Buffer.from('damaged'));
    return functionOn(disk).call;
  };
  const asked = (accept: string, path = '/v1/dashboard', method = 'GET') =>
    httpApiEvent({ method, path, headers: { ...form, accept } });

  test('is a page to a browser, with what to do and what to ask for', async () => {
    const { statusCode, headers, body } = asHttp(
      await broken()(asked('text/html,application/xhtml+xml;q=0.9')),
    );
    expect([statusCode, headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("script-src 'none'");
    expect(body).toContain('latest.json');
    expect(body).toContain(headers['x-request-id']);
    expect(body).toContain('href="dashboard"');
  });

  test.each(['*/*', 'application/json', ''])('is a problem to who accepts "%s"', async (accept) => {
    const { statusCode, headers, json } = asHttp(await broken()(asked(accept)));
    expect([statusCode, headers['content-type'], json.code]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
      'Internal',
    ]);
  });

  test('of the data is a problem to everybody', async () => {
    const { headers } = asHttp(await broken()(asked('text/html', '/v1/dashboard/data')));
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  test('of the sign-in leads back to the page', async () => {
    const event = httpApiEvent({
      method: 'POST',
      path: '/v1/dashboard/session',
      headers: { ...form, accept: 'text/html', 'sec-fetch-site': 'cross-site' },
      body: 'action=sign-out',
    });
    const { statusCode, body } = asHttp(await broken()(event));
    expect(statusCode).toBe(403);
    expect(body).toContain('href="../dashboard"');
  });

  test('shows what a caller sent as text', async () => {
    const query = `q=a&%3Cscript%3Ealert(1)%3C/script%3E=1`;
    const event = httpApiEvent({
      method: 'GET',
      path: '/v1/dashboard',
      query,
      headers: { accept: 'text/html' },
    });
    const { statusCode, body } = asHttp(await broken()(event));
    expect(statusCode).toBe(400);
    expect(body).toContain('&lt;script&gt;');
    expect(body).not.toContain('<script>');
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

describe('POST /v1/dashboard/session', () => {
  const path = '/v1/dashboard/session';

  test('signs a browser in', async () => {
    const { http, lines } = functionOn(new MemoryDisk());
    const { statusCode, headers, body } = await http('POST', path, { nobody: true, body: `token=${token}` });
    expect([statusCode, headers.location, body]).toEqual([303, '../dashboard', '']);
    expect(headers['set-cookie']).toMatch(
      /^__Host-wix-credits=\d+\.[\w-]+\.[\w-]+; .*HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(lines.join('\n')).not.toContain(token);
    expect(lines.join('\n')).not.toContain('__Host');
  });

  test('signs it out', async () => {
    const { http } = functionOn(new MemoryDisk());
    const { statusCode, headers } = await http('POST', path, { body: 'action=sign-out' });
    expect([statusCode, headers['set-cookie']]).toEqual([303, expect.stringContaining('Max-Age=0')]);
  });

  test('shows the form again for a wrong token', async () => {
    const { http, lines } = functionOn(new MemoryDisk());
    const wrong = mintToken();
    const { statusCode, headers, body } = await http('POST', path, { nobody: true, body: `token=${wrong}` });
    expect([statusCode, headers['www-authenticate']]).toEqual([401, 'Bearer realm="wix-credits"']);
    expect(body).toContain('This token is not known.');
    expect(`${body}${lines.join('')}`).not.toContain(wrong);
  });

  test('refuses the form of another site', async () => {
    const { call } = functionOn(new MemoryDisk());
    const event = httpApiEvent({
      method: 'POST',
      path,
      body: `token=${token}`,
      headers: { ...form, 'sec-fetch-site': 'cross-site' },
    });
    const { statusCode, json, headers } = asHttp(await call(event));
    expect([statusCode, json.code]).toEqual([403, 'Forbidden']);
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test.each([
    ['in the URL', { query: `token=${token}` }],
    ['as JSON', { body: JSON.stringify({ token }), json: true }],
    ['with another action', { body: 'action=other' }],
  ])(
    'takes no token %s',
    async (_, { json: asJson, ...given }: { query?: string; body?: string; json?: boolean }) => {
      const { call } = functionOn(new MemoryDisk());
      const headers = asJson ? { 'content-type': 'application/json' } : form;
      const answer = asHttp(await call(httpApiEvent({ method: 'POST', path, headers, ...given })));
      expect([answer.statusCode, answer.json.code]).toEqual([400, 'InvalidInput']);
    },
  );
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
