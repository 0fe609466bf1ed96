// What a monitor makes of wrong clocks, late events and missed days: no time is counted twice, and none is lost.
import { Account, DAY, HOUR, MINUTE, QUARTER } from '../account.ts';
import { runFor, told } from './runs.ts';

describe('a clock that is wrong', () => {
  it('ten days ahead for one run does not silence the monitor for ten days', async () => {
    const account = new Account(2);
    await runFor(account, DAY);
    const wrong = new Account(2);
    wrong.wait(11 * DAY);
    for (const [key, body] of account.disk.objects) wrong.disk.objects.set(key, body);
    await wrong.run();
    for (const [key, body] of wrong.disk.objects) account.disk.objects.set(key, body);
    account.site(0).used = 1000;
    await runFor(account, HOUR);
    expect(told(account)).toEqual(['Exhausted words:000']);
    expect(account.disk.text('monitor/series/sites-000.json')).toContain('"from":"2026-11-02T00:00:00.000Z"');
    expect(account.latest().at).toBe('2026-11-03T00:45:00.000Z');
    const [site] = account.latest().sites;
    expect(site?.reading?.readAt).toBe('2026-11-03T00:45:00.000Z');
    expect(site?.trend?.to).toBe('2026-11-03');
    expect(account.latest().days.map(({ day }) => day)).not.toContain('2026-11-13');
    await runFor(account, 2 * DAY);
    const words = account.latest().days.filter(({ kind }) => kind === 'words');
    expect(words.map(({ day }) => day)).toEqual(['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05']);
    expect(words[2]?.observedSeconds).toBe(86_400);
  });

  it('a few minutes behind for one run costs that reading and nothing else', async () => {
    const account = new Account(1);
    await account.run();
    const behind = new Account(1);
    for (const [key, body] of account.disk.objects) behind.disk.objects.set(key, body);
    account.wait(QUARTER);
    account.site(0).used += 50;
    await account.run();
    for (const [key, body] of account.disk.objects) behind.disk.objects.set(key, body);
    behind.wait(12 * MINUTE);
    behind.site(0).used += 40;
    await behind.run();
    expect(behind.latest().at).toBe('2026-11-02T00:15:00.000Z');
    expect(behind.latest().sites[0]).toMatchObject({ remaining: '850', usage: { used: '50' } });
  });
});

it('an event that comes hours late takes nothing back', async () => {
  const account = new Account(1);
  await account.run();
  const late = account.now();
  account.wait(HOUR);
  await account.run();
  const { at } = account.latest();
  account.wait(MINUTE);
  account.site(0).used += 10;
  const result = await account.run({ at: late.replace('00:00.000', '05:00.000') });
  expect(result.snapshot).toMatchObject({ sites: 1 });
  expect(account.latest().at).toBe(at);
});

it('a missed day is one interval, and its usage is an estimate of each day', async () => {
  const account = new Account(1);
  await runFor(account, 12 * HOUR);
  account.site(0).used += 96;
  account.wait(2 * DAY);
  await runFor(account, 13 * HOUR);
  const rows = account
    .keys('usage/')
    .filter((key) => key.includes('sites-'))
    .map((key) => account.lines(key));
  expect(rows).toMatchObject([
    [{ day: '2026-11-02', certainty: 'estimate' }],
    [{ day: '2026-11-03', certainty: 'estimate', observedSeconds: 86_400 }],
    [{ day: '2026-11-04', certainty: 'estimate' }],
    [{ day: '2026-11-05', certainty: 'at least' }],
  ]);
  expect(rows.flat().reduce<number>((sum, row) => sum + Number(Object(row).used), 0)).toBe(96);
});
