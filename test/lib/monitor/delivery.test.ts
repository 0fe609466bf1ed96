// An alert that could not be delivered stays until it is, and nobody gets it twice for another's sake.
import { recordChannel } from '../../../lib/monitor/alerts/record-channel.ts';
import { runOnce } from '../../../lib/monitor/run.ts';
import { Account, Mailbox, QUARTER, short } from './account.ts';

/** An account that has just run out. */
function exhausted(): Account {
  const account = new Account(1);
  account.site(0).used = 1000;
  return account;
}

it('a delivery that fails is told in the answer, and made by the next run', async () => {
  const account = exhausted();
  account.mails.down = true;
  expect((await account.run()).delivery).toEqual({ found: 1, delivered: 0, waiting: 1 });
  expect(account.latest().alertsWaiting).toBe(1);
  account.wait(QUARTER);
  account.mails.down = false;
  expect((await account.run()).delivery).toEqual({ found: 0, delivered: 1, waiting: 0 });
  expect(account.mails.got.map(short)).toEqual(['Exhausted words:000']);
  expect(account.latest().alertsWaiting).toBe(0);
});

it('an outage of a day loses none of its alerts, and sends each once', async () => {
  const account = new Account(3);
  account.mails.down = true;
  for (let round = 0; round < 96; round += 1) {
    if (round === 10) account.site(0).used = 1000;
    if (round === 50) account.site(1).used = 1000;
    if (round === 60) account.site(0).quota = 9000;
    await account.run();
    account.wait(QUARTER);
  }
  account.mails.down = false;
  await account.run();
  expect(account.mails.got.map(short)).toEqual([
    'Exhausted words:000',
    'Exhausted words:001',
    'Recovered words:000',
  ]);
});

it('an answer that was lost brings the alert once more, with the same id', async () => {
  const account = exhausted();
  account.mails.down = 'after taking it';
  await account.run();
  account.wait(QUARTER);
  account.mails.down = false;
  await account.run();
  expect(account.mails.got).toHaveLength(2);
  expect(account.mails.ids()).toHaveLength(1);
});

it('a channel that is down does not make another one repeat itself', async () => {
  const account = exhausted();
  const [mails, bus] = [new Mailbox('sns'), new Mailbox('eventbridge')];
  bus.down = true;
  const run = () => {
    const services = account.services();
    const channels = [recordChannel(services.store), mails.channel(), bus.channel()];
    return runOnce({ ...services, channels }, { at: account.now(), siteIds: undefined }, account.call());
  };
  for (let round = 0; round < 5; round += 1) {
    await run();
    account.wait(QUARTER);
  }
  expect(mails.got).toHaveLength(1);
  bus.down = false;
  expect((await run()).delivery).toEqual({ found: 0, delivered: 1, waiting: 0 });
  expect([mails.got.length, bus.got.length]).toEqual([1, 1]);
});

it('without any topic or bus the alert is recorded all the same', async () => {
  const account = exhausted();
  const services = account.services();
  const channels = [recordChannel(services.store)];
  const { alerts, delivery } = await runOnce(
    { ...services, channels },
    { at: account.now(), siteIds: undefined },
    account.call(),
  );
  expect(delivery).toEqual({ found: 1, delivered: 1, waiting: 0 });
  const [key = ''] = account.keys('alerts/');
  expect(key).toBe(`alerts/dt=2026-11-02/${alerts[0]?.detail.id}.json`);
  expect(JSON.parse(account.disk.text(key) ?? '')).toEqual(alerts[0]);
});

it('a run that died while it delivered is waited for, and no longer than its claim lasts', async () => {
  const account = exhausted();
  const services = account.services();
  let died = false;
  const dying = { ...account.mails.channel(), deliver: () => new Promise<never>(() => undefined) };
  void runOnce(
    { ...services, channels: [dying] },
    { at: account.now(), siteIds: undefined },
    account.call(),
  ).catch(() => {
    died = true;
  });
  while (!account.disk.text('monitor/alerts.json')?.includes('claimedUntil')) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  account.wait(60_000);
  expect((await account.run()).delivery).toMatchObject({ delivered: 0, waiting: 1 });
  account.wait(60_000);
  expect((await account.run()).delivery).toMatchObject({ delivered: 1, waiting: 0 });
  expect(died).toBe(false);
});

it('a claim that a clock of the future made holds nobody up', async () => {
  const account = exhausted();
  account.mails.down = true;
  await account.run();
  const file = Object(JSON.parse(account.disk.text('monitor/alerts.json') ?? ''));
  for (const id of Object.keys(file.deliveries))
    file.deliveries[id].claimedUntil = '2031-01-01T00:00:00.000Z';
  account.disk.objects.set('monitor/alerts.json', Buffer.from(JSON.stringify(file)));
  account.mails.down = false;
  account.wait(QUARTER);
  expect((await account.run()).delivery).toMatchObject({ delivered: 1, waiting: 0 });
});

it('an alert names the site as Wix names it', async () => {
  const account = exhausted();
  const names: (string | undefined)[] = [];
  const asking = {
    name: 'sns' as const,
    deliver: async (...[events, nameOf]: Parameters<ReturnType<Mailbox['channel']>['deliver']>) => {
      for (const { detail } of events) names.push('scope' in detail ? nameOf(detail.scope.siteId ?? '') : '');
      return new Set(events.map(({ detail }) => detail.id));
    },
  };
  const services = { ...account.services(), channels: [asking] };
  await runOnce(services, { at: account.now(), siteIds: undefined }, account.call());
  expect(names).toEqual(['Shop 000']);
});
