// What a monitor does about a store that lost or damaged an object: it makes anew what it can, and names the rest.
import { Account, QUARTER, siteId } from '../account.ts';

it('a list of sites that was lost is made anew from the snapshot at hand', async () => {
  const account = new Account(2);
  const at = account.now();
  await account.run();
  account.disk.objects.delete('monitor/roster.json');
  expect((await account.run({ at })).snapshot.sites).toBe(2);
  expect(account.disk.text('monitor/roster.json')).toContain(siteId(1));
});

it.each(['monitor/alerts.json', 'monitor/roster.json', 'latest.json'])(
  '%s that is damaged is named',
  async (key) => {
    const account = new Account(1);
    await account.run();
    account.disk.objects.set(key, Buffer.from('{"version":1,"at":'));
    account.wait(QUARTER);
    await expect(account.run()).rejects.toMatchObject({
      code: 'Internal',
      message: expect.stringContaining(key),
    });
  },
);

it('a snapshot that was cut off is named, and not taken for a short one', async () => {
  const account = new Account(2);
  const at = account.now();
  await account.run();
  const [key = ''] = account.keys('snapshots/');
  account.disk.objects.set(key, Buffer.from(account.disk.text(key)?.slice(0, -9) ?? ''));
  await expect(account.run({ at })).rejects.toMatchObject({ message: expect.stringContaining(key) });
});

it('an object that cannot be read is named, for the operator to put it back', async () => {
  const account = new Account(1);
  await account.run();
  account.disk.objects.set('monitor/series/sites-000.json', Buffer.from('{"version":1'));
  account.wait(QUARTER);
  await expect(account.run()).rejects.toMatchObject({
    code: 'Internal',
    message: expect.stringContaining('monitor/series/sites-000.json'),
  });
});
