// The function usage at its doors.
import { usage, usageServices } from '../../functions/usage.ts';
import { parseConfig } from '../../lib/config.ts';
import { Failure } from '../../lib/failure.ts';
import { createHandler } from '../../lib/operation/handler.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { Account, HOUR, siteId } from '../lib/monitor/account.ts';

const unreadable = () => {
  throw new Failure('TransactionsNotReadable', 'Wix offers no list.');
};

/** The function over the store of an account that was watched for six hours. */
async function watched() {
  const account = new Account(2);
  for (let round = 0; round < 4; round += 1) {
    account.site(1).used += 3;
    account.wallet.periodic -= 2;
    await account.run();
    account.wait(2 * HOUR);
  }
  const services = () => ({ store: account.disk.open(), openTransactions: unreadable });
  const call = createHandler(usage, services, {
    environment: {},
    write: () => undefined,
    clock: account.clock,
  });
  return async (query: string) => {
    const answer = Object(await call(httpApiEvent({ method: 'GET', path: '/v1/usage', query })));
    return { status: answer.statusCode, body: JSON.parse(answer.body) };
  };
}

const words = { day: '2026-11-02', kind: 'words', used: '9', certainty: 'at least', least: '9', bought: '0' };

describe('GET /v1/usage', () => {
  it('answers the account, its sites, and why they could not be reconciled', async () => {
    const get = await watched();
    expect(await get('from=2026-11-02&to=2026-11-03')).toEqual({
      status: 200,
      body: {
        from: '2026-11-02',
        to: '2026-11-03',
        account: [
          expect.objectContaining({ kind: 'wallet', used: '6', observedSeconds: 21_600 }),
          { ...words, observedSeconds: 21_600 },
        ],
        sites: [
          expect.objectContaining({ siteId: siteId(0), used: '0' }),
          { ...words, siteId: siteId(1), observedSeconds: 21_600 },
        ],
        reconciliation: { error: { code: 'TransactionsNotReadable', detail: 'Wix offers no list.' } },
      },
    });
  });

  it('answers named sites alone, in either case of their ids', async () => {
    const get = await watched();
    const { body } = await get(`siteId=${siteId(1).toUpperCase()}&siteId=${siteId(0)}`);
    expect(Object.keys(body)).toEqual(['from', 'to', 'sites']);
    expect(body.sites.map((row: { siteId: string }) => row.siteId)).toEqual([siteId(0), siteId(1)]);
  });

  it.each([
    ['scope=ACCOUNT', ['from', 'to', 'account', 'reconciliation']],
    ['scope=SITES', ['from', 'to', 'sites']],
  ])('with %s answers no more than that', async (query, fields) => {
    expect(Object.keys((await (await watched())(query)).body)).toEqual(fields);
  });

  it('takes the start of a day for the day', async () => {
    const { body } = await (await watched())('from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00.000Z');
    expect(body).toMatchObject({ from: '2026-11-02', to: '2026-11-03' });
  });

  it('answers nothing for a time that nobody watched, and not zeros', async () => {
    const { status, body } = await (await watched())('from=2026-10-02&to=2026-10-03');
    expect([status, body.account, body.sites]).toEqual([200, [], []]);
  });

  it.each([
    ['from=2026-11-31', 'from'],
    ['from=yesterday', 'from'],
    ['to=2026-11-02T10:00:00Z', 'to'],
    ['from=2026-11-02&to=2026-11-02', 'to'],
    ['from=2024-11-02&to=2026-11-02', 'to'],
    ['siteId=1', 'siteId.0'],
    ['scope=SITE', 'scope'],
    [`scope=ACCOUNT&siteId=${siteId(0)}`, 'scope'],
    ['site=a', 'site'],
  ])('refuses %s, naming %s', async (query, path) => {
    const { status, body } = await (await watched())(query);
    expect([status, body.code]).toEqual([400, 'InvalidInput']);
    expect(body.errors).toEqual([expect.objectContaining({ path })]);
  });
});

describe('its services', () => {
  it('need a store, and no key: without one there is a reason not to reconcile', () => {
    expect(() => usageServices(parseConfig({}))).toThrow('STORE_URI');
    const services = usageServices(parseConfig({ STORE_URI: 'file:///somewhere' }));
    expect(services.openTransactions).toThrow('WIX_SECRET_ID');
    const recorded = parseConfig({ STORE_URI: 'file:///somewhere', TRANSACTION_SOURCE: 'recorded' });
    expect(usageServices(recorded).openTransactions().name).toBe('recorded');
  });
});
