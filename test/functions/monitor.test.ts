// The function monitor at its doors, and its settings.
import { monitor, monitorServices } from '../../functions/monitor.ts';
import { parseConfig } from '../../lib/config.ts';
import { createHandler } from '../../lib/operation/handler.ts';
import { customEvent, scheduledEvent, schedulerEvent } from '../events/eventbridge.ts';
import { Account, DAY, siteId } from '../lib/monitor/account.ts';

/** The function over an account; every call is a new process. */
function functionOn(account: Account) {
  return (event: unknown) => {
    const options = { environment: {}, write: () => undefined, clock: account.clock };
    return createHandler(
      monitor,
      () => account.services(),
      options,
    )(event, {
      getRemainingTimeInMillis: () => 240_000,
    });
  };
}

const TIME = '2026-11-02T00:15:00Z';

describe('from a schedule', () => {
  it.each([
    ['a rule', scheduledEvent(TIME)],
    ['EventBridge Scheduler', schedulerEvent(TIME)],
  ])('(%s) the event’s time names the run, however late and however often it comes', async (_, event) => {
    const account = new Account(2);
    const call = functionOn(account);
    account.wait(20 * 60_000);
    await expect(call(event)).resolves.toMatchObject({
      snapshot: { at: '2026-11-02T00:15:00.000Z', sites: 2 },
      usage: { wallet: null, words: null },
      alerts: [],
      failed: [],
    });
    const { requests } = account;
    await call(event);
    expect(account.requests).toBe(requests);
    expect(account.keys('snapshots/')).toEqual(['snapshots/dt=2026-11-02/001500.000Z-all.ndjson']);
    expect(account.latest().sites[0]?.reading?.readAt).toBe('2026-11-02T00:20:00.000Z');
  });

  it('an event with its own list of sites, and with its own time', async () => {
    const account = new Account(3);
    const answer = await functionOn(account)(customEvent({ siteIds: [siteId(1)], at: TIME }));
    expect(answer).toMatchObject({ snapshot: { at: '2026-11-02T00:15:00.000Z', sites: 1, wallets: 1 } });
    expect(account.keys('snapshots/')[0]).toMatch(/001500\.000Z-some-[0-9a-f]{16}\.ndjson$/);
  });

  it('two lists of sites at the same time are two snapshots', async () => {
    const account = new Account(3);
    const call = functionOn(account);
    await call({ siteIds: [siteId(1), siteId(2)], at: TIME });
    await call({ siteIds: [siteId(2), siteId(1)], at: TIME });
    await call({ siteIds: [siteId(0)], at: TIME });
    expect(account.keys('snapshots/')).toHaveLength(2);
  });
});

describe('from Step Functions', () => {
  it('plans, reads a share, and ends, each with a small answer', async () => {
    const account = new Account(501);
    account.site(500).used = 1000;
    const call = functionOn(account);
    const plan = await call({ step: 'plan', at: TIME });
    expect(plan).toEqual({
      at: '2026-11-02T00:15:00.000Z',
      shares: ['wallets', 'sites-000', 'sites-001'],
      sites: 501,
    });
    for (const share of Object(plan).shares) {
      const answer = Object(await call({ step: 'share', share, at: TIME }));
      expect(answer).toMatchObject({ share, failed: 0 });
    }
    await expect(call({ step: 'end', at: TIME })).resolves.toMatchObject({
      snapshot: { sites: 501, wallets: 1, failed: 0 },
      alerts: [{ detailType: 'Credit Balance Exhausted' }],
      delivery: { found: 1, delivered: 1, waiting: 0 },
    });
  });

  it('the answer fits in a state, whatever fails and whatever is found', async () => {
    const account = new Account(1200);
    for (let n = 0; n < 1200; n += 1) {
      if (n % 2 === 0) account.site(n).app = false;
      else account.site(n).used = 1000;
    }
    const answer = Object(await functionOn(account)({}));
    expect(answer).toMatchObject({ snapshot: { failed: 600 }, delivery: { found: 600, delivered: 600 } });
    expect(JSON.stringify(answer).length).toBeLessThan(200_000);
  });
});

describe('an input that is wrong', () => {
  it.each([
    [{ siteIds: ['x'] }, 'siteIds.0'],
    [{ siteIds: [] }, 'siteIds'],
    [{ step: 'fold' }, 'step'],
    [{ step: 'share' }, 'share'],
    [{ share: 'sites-000' }, 'share'],
    [{ step: 'share', share: '../latest' }, 'share'],
    [{ step: 'plan', siteIds: [siteId(0)] }, 'siteIds'],
    [{ at: 'now' }, 'at'],
    [{ sites: 3 }, 'sites'],
  ])('%j is refused, naming %s', async (input, path) => {
    const account = new Account(1);
    await expect(functionOn(account)(input)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining(`${path}: `),
    });
    expect(account.requests).toBe(0);
  });
});

describe('its settings', () => {
  const config = (environment: Record<string, string>) =>
    monitorServices(parseConfig({ WIX_SECRET_ID: 'wix', STORE_URI: 'file:///somewhere', ...environment }));

  it('have the defaults of the alerts and of the forecast, ten calls at once, and the store as a channel', () => {
    const { settings, channels } = config({});
    expect(settings).toMatchObject({ sites: undefined, siteWallets: [], concurrency: 10 });
    expect(settings.rules.account.levels.map(({ name }) => name)).toEqual([
      'share-0.2',
      'days-3',
      'share-0.05',
      'exhausted',
    ]);
    expect(settings.rules).toMatchObject({ account: { coolDownHours: 168 }, staleAfterHours: 6 });
    expect(settings.forecast.windowDays).toBe(42);
    expect(channels.map(({ name }) => name)).toEqual(['record']);
  });

  it('come from the environment', () => {
    const { settings, channels } = config({
      MONITOR_SITES: ` ${siteId(1).toUpperCase()}, ${siteId(2)}`,
      MONITOR_SITE_WALLETS: siteId(2),
      MONITOR_CONCURRENCY: '50',
      ALERT_RULES: JSON.stringify({
        account: { levels: [{ kind: 'credits', at: 25 }], coolDownHours: 24, readingsInARow: 3 },
        bySite: { [siteId(1).toUpperCase()]: { levels: [] } },
        staleAfterHours: 1,
      }),
      FORECAST_SETTINGS: '{"windowDays":28}',
      ALERT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:alerts',
      EVENT_BUS_NAME: 'default',
    });
    expect(settings).toMatchObject({
      sites: [siteId(1), siteId(2)],
      siteWallets: [siteId(2)],
      concurrency: 50,
      rules: { account: { coolDownHours: 24, readingsInARow: 3 }, staleAfterHours: 1 },
      forecast: { windowDays: 28 },
    });
    expect(Object.keys(settings.rules.bySite)).toEqual([siteId(1)]);
    expect(channels.map(({ name }) => name)).toEqual(['record', 'sns', 'eventbridge']);
  });

  it.each([
    [{ STORE_URI: '' }, 'STORE_URI'],
    [{ WIX_SECRET_ID: '' }, 'WIX_SECRET_ID'],
    [{ MONITOR_SITES: 'a,b' }, 'MONITOR_SITES'],
    [{ MONITOR_CONCURRENCY: '5000' }, 'MONITOR_CONCURRENCY'],
    [{ ALERT_RULES: '20%' }, 'ALERT_RULES'],
    [{ ALERT_RULES: '[20]' }, 'ALERT_RULES'],
    [{ ALERT_RULES: '{"account":{"levels":[{"kind":"share"}]}}' }, 'ALERT_RULES'],
    [{ ALERT_RULES: '{"staleAfter":6}' }, 'ALERT_RULES'],
    [{ FORECAST_SETTINGS: '{"windowDays":1}' }, 'FORECAST_SETTINGS'],
    [{ ALERT_TOPIC_ARN: 'my-topic' }, 'ALERT_TOPIC_ARN'],
  ])('%j is named, and its value is not', (environment, name) => {
    const present = Object.fromEntries(Object.entries(environment));
    expect(() => config(present)).toThrow(name);
    const [value = ''] = Object.values(present);
    if (value !== '') expect(() => config(present)).not.toThrow(value);
  });
});

it('three days of runs every quarter of an hour by the schedule leave a snapshot each', async () => {
  const account = new Account(1);
  const call = functionOn(account);
  for (let time = 0; time < 3 * DAY; time += 4 * 900_000) {
    await call(scheduledEvent(account.now()));
    account.wait(4 * 900_000);
  }
  expect(account.keys('snapshots/')).toHaveLength(72);
  expect(account.latest().days.map(({ day }) => day)).toContain('2026-11-04');
});
