// Who is let in, and with which of Wix's refusals the others are sent away.
import { type OpenWix, PATHS, withWix } from './open-wix.ts';

const world = { transactions: 0 } as const;
const keyNamed = (wix: OpenWix, name: string) => wix.keys.find((key) => key.name === name)?.key ?? '';
const siteOf = (wix: OpenWix, n: number) => wix.world.sites[n]?.facts.id ?? '';

type HeadersFor = (wix: OpenWix) => Record<string, string>;

const account: HeadersFor = (wix) => ({ 'wix-account-id': wix.accountId });
const site: HeadersFor = (wix) => ({ 'wix-site-id': siteOf(wix, 0) });
const withKey =
  (name: string, context: HeadersFor): HeadersFor =>
  (wix) => ({ authorization: keyNamed(wix, name), ...context(wix) });

test.each<[string, 'balance' | 'credit' | 'sites', HeadersFor, number, string]>([
  ['no key', 'balance', account, 401, 'UNAUTHENTICATED'],
  ['an empty key', 'balance', (wix) => ({ authorization: '', ...account(wix) }), 401, 'UNAUTHENTICATED'],
  ['an unknown key', 'balance', (wix) => ({ authorization: 'x', ...account(wix) }), 401, 'UNAUTHENTICATED'],
  [
    'a key behind Bearer',
    'balance',
    (wix) => ({ authorization: `Bearer ${wix.apiKey}`, ...account(wix) }),
    401,
    'UNAUTHENTICATED',
  ],
  ['a revoked key', 'credit', withKey('revoked', site), 401, 'UNAUTHENTICATED'],
  ['a key without permissions', 'credit', withKey('no-permissions', site), 403, 'PERMISSION_DENIED'],
  [
    'a site that the key does not cover',
    'credit',
    (wix) => ({ authorization: keyNamed(wix, 'first-site'), 'wix-site-id': siteOf(wix, 1) }),
    403,
    'PERMISSION_DENIED',
  ],
  [
    'a key of chosen sites on the account',
    'balance',
    withKey('first-site', account),
    403,
    'PERMISSION_DENIED',
  ],
  [
    'a key of chosen sites on the list of sites',
    'sites',
    withKey('first-site', account),
    403,
    'PERMISSION_DENIED',
  ],
  [
    'another account',
    'balance',
    (wix) => ({ authorization: wix.apiKey, 'wix-account-id': siteOf(wix, 0) }),
    403,
    'PERMISSION_DENIED',
  ],
  [
    'a site of nobody',
    'credit',
    (wix) => ({ authorization: wix.apiKey, 'wix-site-id': wix.accountId }),
    403,
    'PERMISSION_DENIED',
  ],
  ['no context', 'credit', (wix) => ({ authorization: wix.apiKey }), 403, 'PERMISSION_DENIED'],
  ['no context', 'balance', (wix) => ({ authorization: wix.apiKey }), 403, 'PERMISSION_DENIED'],
  ['a site on a method of the account', 'sites', withKey('account', site), 403, 'PERMISSION_DENIED'],
  ['the account on a method of a site', 'credit', withKey('account', account), 428, 'MISSING_METASITE_ID'],
])('%s on %s is refused', (_what, path, headers, expected, code) =>
  withWix(world, async (wix) => {
    const method = path === 'credit' ? 'GET' : 'POST';
    const { status, json } = await wix.call(method, PATHS[path], headers(wix));
    expect(status).toBe(expected);
    expect(json).toMatchObject({ details: { applicationError: { code } } });
  }),
);

test('a 403 has an empty description, as Wix sends it', () =>
  withWix(world, async (wix) => {
    const { json } = await wix.call('GET', PATHS.credit, withKey('no-permissions', site)(wix));
    expect(json).toEqual({
      message: '',
      details: { applicationError: { code: 'PERMISSION_DENIED', description: '', data: {} } },
    });
  }));

test('a key of one site works there, for the balance as well', () =>
  withWix(world, async (wix) => {
    const headers = withKey('first-site', site)(wix);
    expect((await wix.call('GET', PATHS.credit, headers)).status).toBe(200);
    expect((await wix.call('POST', PATHS.balance, headers)).status).toBe(200);
  }));

test('with both contexts the balance is the account’s, and credit data are the site’s', () =>
  withWix(world, async (wix) => {
    const both = { authorization: wix.apiKey, ...account(wix), ...site(wix) };
    const balance = await wix.call('POST', PATHS.balance, both);
    expect(balance.json).toEqual((await wix.forAccount('POST', PATHS.balance)).json);
    const credit = await wix.call('GET', PATHS.credit, both);
    expect(credit.json).toEqual((await wix.forSite(siteOf(wix, 0), 'GET', PATHS.credit)).json);
  }));

test('a key can be rotated: the new one works at once, the old one no longer', () =>
  withWix(world, async (wix) => {
    const status = async (key: string) =>
      (await wix.call('POST', PATHS.balance, { authorization: key, ...account(wix) })).status;
    wix.addKey({ name: 'next', key: 'the-next-key' });
    expect(await status('the-next-key')).toBe(200);
    expect(wix.revokeKey('account')).toBe(true);
    expect(await status(wix.apiKey)).toBe(401);
    expect(wix.revokeKey('nobody')).toBe(false);
    wix.addKey({ name: 'next', key: 'another-key' });
    expect(await status('the-next-key')).toBe(401);
    expect(await status('another-key')).toBe(200);
  }));

test('a key of one’s own is the key with access to everything', () =>
  withWix({ ...world, apiKey: 'my own key' }, async (wix) => {
    expect(wix.apiKey).toBe('my own key');
    expect((await wix.forAccount('POST', PATHS.balance)).status).toBe(200);
    expect(wix.journal.entries[0]?.keyName).toBe('own');
  }));
