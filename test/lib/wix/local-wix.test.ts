// The client against the local Wix: every shape is known, pages are whole, keys are renewed, the limit is kept.
import { getBalance } from '../../../lib/wix/ai-credits.ts';
import { checkSufficientCredits, getCreditData } from '../../../lib/wix/credit-data.ts';
import { queryTransactions } from '../../../lib/wix/credit-transactions.ts';
import { pages } from '../../../lib/wix/pages.ts';
import { querySites, type Site } from '../../../lib/wix/sites.ts';
import { createLocalWix, type LocalWixOptions } from '../../../local/wix/server.ts';
import { failureOf, harness } from './harness.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function local(options: LocalWixOptions) {
  const wix = createLocalWix({ seed: 7, startAt: '2026-11-22T12:00:00Z', rate: 0, ...options });
  const { url } = await wix.listen();
  closers.push(wix.close);
  let current = { apiKey: wix.apiKey, accountId: wix.accountId };
  const { wix: client, call } = harness(url, {
    credentials: {
      get: async () => current,
      renew: async () => {
        current = { ...current, apiKey: wix.apiKey };
        return current;
      },
    },
  });
  return {
    wix,
    client,
    call: call(120_000),
    use: (apiKey: string) => {
      current = { ...current, apiKey };
    },
  };
}

async function allSites(client: Parameters<typeof querySites>[0], call: Parameters<typeof querySites>[1]) {
  const sites: Site[] = [];
  for await (const page of querySites(client, call)) sites.push(...page);
  return sites;
}

test('the local Wix answers as the client expects, without one unknown shape', async () => {
  const { wix, client, call } = await local({ sites: 12 });
  const balance = await getBalance(client, 'ACCOUNT', call);
  expect(balance.periodicCredits?.balance).toBeGreaterThan(0);

  const sites = await allSites(client, call);
  expect(sites.map(({ id }) => id).sort()).toEqual(wix.world.sites.map(({ facts }) => facts.id).sort());

  let withWords = 0;
  for (const { id } of sites) {
    if (wix.world.site(id)?.words === undefined) {
      expect((await failureOf(getCreditData(client, id, call))).code).toBe('FeatureNotAvailable');
      continue;
    }
    withWords += 1;
    expect((await getCreditData(client, id, call)).quotaType).toMatch(/LIMITED$/);
    expect((await checkSufficientCredits(client, id, 0, call)).sufficientCredits).toBe(true);
  }
  expect(withWords).toBeGreaterThan(0);
  expect(call.lines.filter(({ level }) => level === 'warn')).toEqual([]);
});

test('the local Wix gives a fleet and its transactions in pages, each row once', async () => {
  const { client, call } = await local({ sites: 230, transactions: 450 });
  expect(new Set((await allSites(client, call)).map(({ id }) => id)).size).toBe(230);

  const window = { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' };
  const path = '/appmarket/credittransactions/v1/credit-transactions/query';
  const fetchPage = (cursor: string | undefined) =>
    queryTransactions(client, path, cursor === undefined ? window : { cursor }, call);
  const rows: unknown[] = [];
  for await (const page of pages('Query', fetchPage)) rows.push(...page.items);
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(450);
});

test('pages of the local Wix without an end are an error', async () => {
  const { client, call } = await local({ transactions: 450, paging: 'looping' });
  const path = '/appmarket/credittransactions/v1/credit-transactions/query';
  const window = { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' };
  const walk = pages('Query', (cursor) =>
    queryTransactions(client, path, cursor === undefined ? window : { cursor }, call),
  );
  const all = async () => {
    for await (const _ of walk);
  };
  expect((await failureOf(all())).code).toBe('WixUnavailable');
});

test('a key that the local Wix has revoked is renewed; one that lacks the permission is refused', async () => {
  const { wix, client, call, use } = await local({});
  const keyOf = (name: string) => wix.keys.find((key) => key.name === name)?.key ?? '';
  use(keyOf('revoked'));
  expect(await getBalance(client, 'ACCOUNT', call)).toHaveProperty('periodicCredits');
  expect(call.wixRequests).toHaveLength(2);
  use(keyOf('no-permissions'));
  const failure = await failureOf(getBalance(client, 'ACCOUNT', call));
  expect(failure.code).toBe('WixCredentialsRejected');
  expect(failure.wixRequestId).toBeDefined();
  expect(call.wixRequests).toHaveLength(3);
});

test('the governor keeps the local Wix from ever counting more than its limit', async () => {
  const wix = createLocalWix({ rate: 20 });
  const { url } = await wix.listen();
  closers.push(wix.close);
  const credentials = { apiKey: wix.apiKey, accountId: wix.accountId };
  const { wix: client, call } = harness(url, {
    credentials: { get: async () => credentials, renew: async () => credentials },
    requestsPerMinute: 20,
  });
  const current = call(10_000);
  const codes = await Promise.all(
    Array.from({ length: 60 }, () =>
      getBalance(client, 'ACCOUNT', current).then(
        () => 'ok',
        ({ code }) => code,
      ),
    ),
  );
  expect(codes.filter((code) => code === 'ok')).toHaveLength(20);
  expect(codes.filter((code) => code === 'WixRateLimited')).toHaveLength(40);
  expect(current.wixRequests).toHaveLength(20);
});
