// The daily usage read back, made anew, and held against transactions.
import type { DailyUsage } from '../../../../lib/credits/usage/daily.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { TransactionSource } from '../../../../lib/export/source/source.ts';
import { Failure } from '../../../../lib/failure.ts';
import { readAccountUsage, readSiteUsage } from '../../../../lib/monitor/usage/read-usage.ts';
import { rebuildUsage } from '../../../../lib/monitor/usage/rebuild.ts';
import { reconcileWindow } from '../../../../lib/monitor/usage/reconcile-window.ts';
import { usedCredits, watchedTime, writeRows } from '../../../../lib/monitor/usage/usage-file.ts';
import { daysIn, windowOf, wrongWindow } from '../../../../lib/monitor/usage/window.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { Account, DAY, HOUR, siteId } from '../account.ts';

const WEEK = { from: '2026-11-02', to: '2026-11-09' };

/** Four days of an account with all that happens to one. */
async function live(): Promise<Account> {
  const account = new Account(520);
  account.settings = { ...account.settings, siteWallets: [siteId(4)] };
  for (let round = 0; round < 24; round += 1) {
    account.site(0).used += round;
    account.site(510).used += round % 3;
    account.wallet.periodic -= 1.25;
    account.outage(round > 8 && round < 12 ? 'WixTimeout' : undefined);
    if (round === 14) account.site(0).quota = 5000;
    if (round % 5 === 4) await account.runInShares();
    else await account.run();
    account.wait(4 * HOUR);
  }
  return account;
}

let life: Account;
beforeAll(async () => {
  life = await live();
}, 60_000);

/** The account after its four days, with a store of its own. */
function lived(): Account {
  const account = new Account(0);
  for (const [key, body] of life.disk.objects) account.disk.objects.set(key, body);
  return account;
}

describe('the daily usage', () => {
  it('made anew from the snapshots is the same, byte for byte', async () => {
    const account = lived();
    const keys = account.keys('usage/');
    expect(keys).toHaveLength(4 * 4);
    const before = keys.map((key) => account.disk.text(key));
    for (const key of keys) account.disk.objects.delete(key);
    const rows = await rebuildUsage(account.disk.open(), WEEK);
    expect(rows).toBe(4 * 522);
    expect(account.keys('usage/')).toEqual(keys);
    expect(keys.map((key) => account.disk.text(key))).toEqual(before);
    await rebuildUsage(account.disk.open(), WEEK);
    expect(keys.map((key) => account.disk.text(key))).toEqual(before);
  });

  it('made anew replaces rows that are wrong, and takes away those of no snapshot', async () => {
    const account = lived();
    const key = 'usage/dt=2026-11-03/sites-000.ndjson';
    const before = account.disk.text(key);
    const stray = 'usage/dt=2026-11-03/sites-009.ndjson';
    for (const damaged of [key, stray]) {
      account.disk.objects.set(
        damaged,
        account.disk.objects.get('usage/dt=2026-11-02/sites-001.ndjson') ?? Buffer.of(),
      );
    }
    await rebuildUsage(account.disk.open(), WEEK);
    expect(account.disk.text(key)).toBe(before);
    expect(account.disk.text(stray)).toBe('');
  });

  it('of the account is a row a day of its wallet, and one of all words', async () => {
    const account = lived();
    const rows = await readAccountUsage(account.disk.open(), WEEK);
    expect(rows.map(({ day, kind, siteId: site }) => [day, kind, site])).toEqual(
      ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'].flatMap((day) => [
        [day, 'wallet', undefined],
        [day, 'words', undefined],
      ]),
    );
    const sites = await readSiteUsage(account.disk.open(), WEEK, undefined);
    const sum = (list: readonly DailyUsage[]) => list.reduce((total, { used }) => total + Number(used), 0);
    const words = ({ kind }: DailyUsage) => kind === 'words';
    expect(sum(rows.filter(words))).toBeCloseTo(sum(sites.filter(words)), 9);
    expect(sum(rows.filter(words))).toBe(300);
    expect(account.latest().days).toEqual(rows);
  });

  it('of a site is read from the file of its share alone', async () => {
    const account = lived();
    const store = account.disk.open();
    const rows = await readSiteUsage(store, WEEK, [siteId(510)]);
    expect(new Set(rows.map((row) => row.siteId))).toEqual(new Set([siteId(510)]));
    expect(rows).toHaveLength(4);
    const read = store.steps.filter(({ action, key }) => action === 'get' && key.startsWith('usage/'));
    expect(read.some(({ key }) => key.includes('sites-000'))).toBe(false);
    expect(await readSiteUsage(account.disk.open(), WEEK, [siteId(4)])).toHaveLength(8);
  });

  it('of a site that is no longer known is looked for everywhere', async () => {
    const account = lived();
    account.disk.objects.delete('monitor/roster.json');
    expect(await readSiteUsage(account.disk.open(), WEEK, [siteId(510), siteId(999)])).toHaveLength(4);
  });
});

describe('a file of daily usage', () => {
  const row = (used: string, observedSeconds: number): DailyUsage => ({
    day: '2026-11-02',
    kind: 'words',
    siteId: 'a',
    used,
    certainty: 'at least',
    least: used,
    observedSeconds,
  });

  it('is never taken back by a run that was overtaken', async () => {
    const disk = new MemoryDisk();
    await writeRows(disk.open(), 'a', [row('5', 600)], watchedTime);
    await writeRows(disk.open(), 'a', [row('4', 300)], watchedTime);
    expect(disk.text('a')).toContain('"used":"5"');
    await writeRows(disk.open(), 'a', [row('6', 900)], watchedTime);
    expect(disk.text('a')).toContain('"used":"6"');
    await writeRows(disk.open(), 'b', [row('5', 600)], usedCredits);
    await writeRows(disk.open(), 'b', [row('4.9', 700)], usedCredits);
    expect(disk.text('b')).toContain('"used":"5"');
  });

  it('is the same bytes whatever the order of the rows, and not written again', async () => {
    const disk = new MemoryDisk();
    const rows = [row('1', 5), { ...row('2', 5), siteId: 'b' }, { ...row('3', 5), kind: 'wallet' as const }];
    await writeRows(disk.open(), 'a', rows, watchedTime);
    const store = disk.open();
    await writeRows(store, 'a', rows.toReversed(), watchedTime);
    expect(store.steps.map(({ action }) => action)).toEqual(['get']);
  });
});

describe('a window', () => {
  it('is half open, and without bounds the last 30 days with today', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    expect(windowOf({}, now)).toEqual({ from: '2026-10-24', to: '2026-11-23' });
    expect(windowOf({ to: '2026-11-01' }, now)).toEqual({ from: '2026-10-02', to: '2026-11-01' });
    expect(daysIn({ from: '2026-10-31', to: '2026-11-02' })).toEqual(['2026-10-31', '2026-11-01']);
  });

  it.each([
    ['2026-11-02', '2026-11-02', 'expected a day after from'],
    ['2026-11-02', '2026-11-01', 'expected a day after from'],
    ['2025-11-01', '2026-11-03', 'expected at most 366 days after from'],
    ['2025-11-01', '2026-11-02', undefined],
  ])('%s up to %s: %p', (from, to, wrong) => expect(wrongWindow({ from, to })).toBe(wrong));
});

describe('the reconciliation', () => {
  const DAYS = { from: '2026-11-02', to: '2026-11-04' };
  const used = (day: string, amount: string): DailyUsage => ({
    day,
    kind: 'wallet',
    used: amount,
    certainty: 'exact',
    least: amount,
    most: amount,
    observedSeconds: DAY / 1000,
  });
  const charge = (id: string, createdDate: string, credits: number, revision = '1') =>
    normalise({ id, createdDate, revision, amount: { credits } });
  const source = (...pages: ReturnType<typeof charge>[][]): TransactionSource => ({
    name: 'recorded',
    waitSeconds: () => 0,
    page: async (window, position) => {
      expect(window).toEqual({ from: '2026-11-02T00:00:00.000Z', to: '2026-11-04T00:00:00.000Z' });
      const at = Number(position ?? 0);
      return { rows: pages[at] ?? [], next: at + 1 < pages.length ? String(at + 1) : undefined };
    },
  });
  const call = () => new Account(0).call();

  it('shows day by day what is left unexplained, through all pages, each id once', async () => {
    const pages = source(
      [charge('a', '2026-11-02T10:00:00Z', 3), charge('b', '2026-11-02T11:00:00Z', 2)],
      [],
      [
        charge('b', '2026-11-02T11:00:00Z', 2),
        charge('b', '2026-11-02T11:00:00Z', 4, '2'),
        charge('c', '2026-11-03T00:00:00Z', 1.5),
      ],
    );
    const rows = [
      used('2026-11-02', '7'),
      used('2026-11-03', '2'),
      { ...used('2026-11-03', '99'), kind: 'words' as const },
    ];
    await expect(reconcileWindow(() => pages, rows, DAYS, call())).resolves.toEqual({
      days: [
        expect.objectContaining({
          day: '2026-11-02',
          charged: '7',
          used: '7',
          unexplained: '0',
          verdict: 'agrees',
        }),
        expect.objectContaining({
          day: '2026-11-03',
          charged: '1.5',
          unexplained: '0.5',
          verdict: 'differs',
        }),
      ],
      observed: expect.objectContaining({ charged: '8.5', used: '9', unexplained: '0.5', transactions: 3 }),
    });
  });

  it.each(['TransactionsNotReadable', 'WixUnavailable', 'WixRateLimited', 'Internal'] as const)(
    'is absent, with the reason, for %s',
    async (code) => {
      const open = () => {
        throw new Failure(code, 'Not today.');
      };
      await expect(reconcileWindow(open, [], DAYS, call())).resolves.toEqual({
        error: { code, detail: 'Not today.' },
      });
    },
  );

  it('is refused for more transactions than can be held', async () => {
    const [template] = [charge('a', '2026-11-02T10:00:00Z', 1)];
    const many = Array.from({ length: 200_001 }, (_, n) => ({
      ...template,
      record: { ...template.record, id: String(n) },
    }));
    await expect(reconcileWindow(() => source(many), [], DAYS, call())).resolves.toMatchObject({
      error: { code: 'InvalidInput', detail: expect.stringContaining('fewer days') },
    });
  });

  it('does not take a bug for a reason', async () => {
    const open = () => {
      throw new TypeError('a bug');
    };
    await expect(reconcileWindow(open, [], DAYS, call())).rejects.toThrow('a bug');
  });
});
