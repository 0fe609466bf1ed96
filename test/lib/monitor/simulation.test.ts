// Days in the life of a monitor where everything that can go wrong does, at random: what must hold at the end of each.
import fc from 'fast-check';
import type { DailyUsage } from '../../../lib/credits/usage/daily.ts';
import { readSiteUsage } from '../../../lib/monitor/usage/read-usage.ts';
import { rebuildUsage } from '../../../lib/monitor/usage/rebuild.ts';
import { FAULTS } from '../../support/memory-store.ts';
import { Account, MINUTE, siteId } from './account.ts';

const SITES = 3;
const WINDOW = { from: '2026-11-01', to: '2026-11-20' };

/** What happens between two runs, and to the run. */
const step = fc.record({
  minutes: fc.constantFrom(15, 15, 15, 15, 60, 240, 2000),
  use: fc.tuple(fc.nat(SITES - 1), fc.constantFrom(0, 0, 5, 60, 400)),
  buy: fc.option(fc.nat(SITES - 1), { nil: undefined, freq: 9 }),
  trouble: fc.option(fc.record({ at: fc.integer({ min: 1, max: 30 }), how: fc.constantFrom(...FAULTS) }), {
    nil: undefined,
    freq: 3,
  }),
  silent: fc.option(fc.constantFrom('WixTimeout', 'SecretUnavailable'), { nil: undefined, freq: 9 }),
  mails: fc.constantFrom<boolean | 'after taking it'>(false, false, false, false, true, 'after taking it'),
  twice: fc.constantFrom('no', 'no', 'no', 'again', 'at once', 'in shares'),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function live(account: Account, { minutes, use, buy, trouble, silent, mails, twice }: Step) {
  account.wait(minutes * MINUTE);
  const [site, words] = use;
  account.site(site).used += words;
  if (buy !== undefined) account.site(buy).quota = (account.site(buy).quota ?? 0) + 1000;
  account.outage(silent);
  account.mails.down = mails;
  const options = trouble === undefined ? {} : { fault: trouble };
  const at = account.now();
  const runs = [account.run({ at, ...options })];
  if (twice === 'at once') runs.push(account.run({ at }));
  await Promise.allSettled(runs);
  if (twice === 'again') await Promise.allSettled([account.run({ at })]);
  if (twice === 'in shares') await Promise.allSettled([account.runInShares()]);
  account.mails.down = false;
}

const sumOf = (rows: readonly DailyUsage[], id: string) =>
  rows.filter((row) => row.siteId === id).reduce((sum, { used }) => sum + Number(used), 0);

it('no alert is lost, every word is counted once, and everything stands as it is', async () => {
  let [alerts, faults] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const account = new Account(SITES);
      await account.run();
      const before = Array.from({ length: SITES }, (_, n) => account.site(n).used);
      let newest = account.latest().at;
      for (const one of steps) {
        await live(account, one);
        const { at } = account.latest();
        expect(at >= newest).toBe(true);
        newest = at;
        if (one.trouble !== undefined) faults += 1;
      }
      account.outage(undefined);
      for (let round = 0; round < 3; round += 1) {
        account.wait(15 * MINUTE);
        await account.run();
      }

      const { state } = Object(JSON.parse(account.disk.text('monitor/alerts.json') ?? 'null'));
      expect(state.outbox).toEqual([]);
      const records = account.keys('alerts/').map((key) => key.split('/').at(-1)?.replace('.json', ''));
      expect(account.mails.ids().sort()).toEqual(records.sort());
      alerts += records.length;

      const rows = await readSiteUsage(account.disk.open(), WINDOW, undefined);
      const { sites } = account.latest();
      for (let n = 0; n < SITES; n += 1) {
        const { used, quota = 0 } = account.site(n);
        expect(sumOf(rows, siteId(n))).toBeCloseTo(used - (before[n] ?? 0), 6);
        const left = Math.max(0, quota - used);
        expect(sites[n]).toMatchObject({ siteId: siteId(n), remaining: String(left) });
        if (left === 0) expect(sites[n]?.alert?.level).toBe('exhausted');
      }
      await rebuildUsage(account.disk.open(), WINDOW);
      const anew = await readSiteUsage(account.disk.open(), WINDOW, undefined);
      for (let n = 0; n < SITES; n += 1) {
        expect(sumOf(anew, siteId(n))).toBeCloseTo(sumOf(rows, siteId(n)), 6);
      }
    }),
    { numRuns: 40 },
  );
  expect(alerts).toBeGreaterThan(40);
  expect(faults).toBeGreaterThan(40);
}, 120_000);
