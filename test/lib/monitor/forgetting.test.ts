// What a run says of sites that come and go: forgotten in time, not before, and not found again by an old event.
import { runOnce } from '../../../lib/monitor/run.ts';
import { Account, DAY, HOUR, QUARTER, siteId } from './account.ts';

it('a site that is gone is forgotten after the hours that the rules say, with all that was known of it', async () => {
  const account = new Account(2);
  account.settings = { ...account.settings, rules: { ...account.settings.rules, forgetAfterHours: 48 } };
  await account.run();
  account.site(1).listed = false;
  account.wait(HOUR);
  await account.run();
  const knows = (key: string) => account.disk.text(`monitor/${key}.json`)?.includes(siteId(1));
  account.wait(2 * DAY - HOUR - 1);
  await account.run();
  expect([knows('series/sites-000'), knows('roster')]).toEqual([true, true]);
  account.wait(1);
  await account.run();
  expect([knows('series/sites-000'), knows('roster')]).toEqual([false, true]);
  account.wait(HOUR);
  await account.run();
  expect([knows('series/sites-000'), knows('roster')]).toEqual([false, false]);
});

it('an event that comes again does not bring back a site that has gone since', async () => {
  const account = new Account(2);
  const at = account.now();
  await account.run();
  account.site(1).listed = false;
  account.wait(QUARTER);
  await account.run();
  const services = account.services();
  await runOnce(services, { at, siteIds: undefined }, account.call());
  expect(JSON.parse(account.disk.text('monitor/roster.json') ?? '').shares[0][siteId(1)]).toHaveProperty(
    'goneAt',
  );
  const { steps } = Object(services.store);
  expect(steps.filter(({ key }: { key: string }) => key === 'monitor/roster.json')).toHaveLength(1);
});
