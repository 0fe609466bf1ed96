// The API key on its way to Wix: in which headers it stands, when nothing is sent, and when it is renewed.
import type { CredentialSource, Credentials } from '../../../lib/wix/credentials.ts';
import { failureOf, harness, read, SITE, spend, steady } from './harness.ts';
import { httpWix, stopServers } from './servers.ts';

afterEach(stopServers);

/** A Wix that takes one key only. */
const keyed = (key: string) =>
  httpWix((response, _, { headers }) =>
    response.writeHead(headers.authorization === key ? 200 : 401).end('{}'),
  );

/** Credentials that become `newer` when they are renewed; `renewals` lists the keys that were rejected. */
function rotating(newer: string) {
  const renewals: string[] = [];
  let current: Credentials = { apiKey: 'api-key-01', accountId: 'account-1' };
  const source: CredentialSource = {
    get: async () => current,
    renew: async (rejectedKey) => {
      renewals.push(rejectedKey);
      current = { apiKey: newer, accountId: 'account-1' };
      return current;
    },
  };
  return { credentials: source, renewals };
}

describe('the headers', () => {
  test('hold the raw key and the account', async () => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call } = harness(server.baseUrl);
    await wix.send(read, call());
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/read', body: '{}' });
    expect(request?.headers).toMatchObject({
      authorization: 'api-key-01',
      'wix-account-id': 'account-1',
      'content-type': 'application/json',
    });
    expect(request?.headers).not.toHaveProperty('wix-site-id');
  });

  test('hold the raw key and the site, and then no account', async () => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call } = harness(server.baseUrl);
    await wix.send({ ...read, scope: { siteId: SITE } }, call());
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'api-key-01', 'wix-site-id': SITE });
    expect(server.requests[0]?.headers).not.toHaveProperty('wix-account-id');
  });

  test('of a GET announce no body', async () => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call } = harness(`${server.baseUrl}/gateway`);
    const { body: _, ...bodiless } = read;
    await wix.send({ ...bodiless, method: 'GET' }, call());
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/gateway/read', body: '' });
    expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
  });
});

describe('nothing is sent', () => {
  test.each([
    ['a line feed', 'secret\nkey'],
    ['a carriage return', 'secret\rkey'],
    ['a character beyond Latin-1', 'secret→key'],
    ['a null', 'secret\0key'],
    ['nothing at all', ''],
  ])('with a key of %s, and the failure does not repeat the key', async (_, apiKey) => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call } = harness(server.baseUrl, {
      credentials: { ...steady, get: async () => ({ apiKey, accountId: 'account-1' }) },
    });
    const failure = await failureOf(wix.send(read, call()));
    expect(failure.code).toBe('SecretUnavailable');
    expect(failure.message).not.toMatch(/secret.key/);
    expect(server.requests).toEqual([]);
  });

  test.each([[undefined], [''], ['a\r\nb']])('for the account when it is %j', async (accountId) => {
    const server = await httpWix((response) => response.end('{}'));
    const { wix, call } = harness(server.baseUrl, {
      credentials: { ...steady, get: async () => ({ apiKey: 'api-key-01', accountId }) },
    });
    const failure = await failureOf(wix.send(read, call()));
    expect(failure.code).toBe('Internal');
    expect(failure.message).toMatch(/WIX_ACCOUNT_ID.*accountId/);
    expect(server.requests).toEqual([]);
    expect(await wix.send({ ...read, scope: { siteId: SITE } }, call())).toEqual({});
  });

  test.each([[`${SITE}\r\nwix-account-id: other`], [`${SITE}\n`], ['site-1'], ['']])(
    'for the site %j',
    async (siteId) => {
      const server = await httpWix((response) => response.end('{}'));
      const { wix, call } = harness(server.baseUrl);
      const failure = await failureOf(wix.send({ ...read, scope: { siteId } }, call()));
      expect(failure.code).toBe('InvalidInput');
      expect(failure.errors?.map(({ path }) => path)).toEqual(['siteId']);
      expect(server.requests).toEqual([]);
    },
  );
});

describe('a key that Wix rejects', () => {
  test('is renewed once, and the caller sees no error', async () => {
    const server = await keyed('api-key-02');
    const { credentials, renewals } = rotating('api-key-02');
    const { wix, call, waits } = harness(server.baseUrl, { credentials });
    expect(await wix.send(read, call())).toEqual({});
    expect(await wix.send(read, call())).toEqual({});
    expect(renewals).toEqual(['api-key-01']);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'api-key-01',
      'api-key-02',
      'api-key-02',
    ]);
    expect(waits).toEqual([]);
  });

  test('is renewed for a request that spends as well: a 401 has processed nothing', async () => {
    const server = await keyed('api-key-02');
    const { wix, call } = harness(server.baseUrl, rotating('api-key-02'));
    expect(await wix.send(spend, call())).toEqual({});
  });

  test('is the end when the new one is the old one', async () => {
    const server = await keyed('api-key-02');
    const { credentials, renewals } = rotating('api-key-01');
    const { wix, call } = harness(server.baseUrl, { credentials });
    const failure = await failureOf(wix.send(read, call()));
    expect(failure.code).toBe('WixCredentialsRejected');
    expect(failure.message).toContain('WIX_SECRET_ID');
    expect(renewals).toEqual(['api-key-01']);
    expect(server.requests).toHaveLength(1);
  });

  test('is the end when the new one is rejected too', async () => {
    const server = await keyed('api-key-03');
    const { credentials, renewals } = rotating('api-key-02');
    const { wix, call } = harness(server.baseUrl, { credentials });
    expect((await failureOf(wix.send(read, call()))).code).toBe('WixCredentialsRejected');
    expect(renewals).toEqual(['api-key-01']);
    expect(server.requests).toHaveLength(2);
  });

  test('takes nothing from the attempts of the call', async () => {
    const server = await httpWix((response, count) =>
      response.writeHead([401, 503, 503][count - 1] ?? 200).end('{}'),
    );
    const { wix, call } = harness(server.baseUrl, rotating('api-key-02'));
    expect(await wix.send(read, call())).toEqual({});
    expect(server.requests).toHaveLength(4);
  });

  test('is not renewed for a 403: the key is good, and lacks a permission', async () => {
    const server = await httpWix((response) => response.writeHead(403).end());
    const { credentials, renewals } = rotating('api-key-02');
    const { wix, call } = harness(server.baseUrl, { credentials });
    expect((await failureOf(wix.send(read, call()))).code).toBe('WixCredentialsRejected');
    expect(renewals).toEqual([]);
  });
});
