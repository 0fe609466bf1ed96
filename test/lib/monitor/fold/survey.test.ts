// The rules of going through all series: each with where it stands, and the days of the account with them.

import { FORECAST_DEFAULTS } from '../../../../lib/credits/forecast/settings.ts';
import type { Reading } from '../../../../lib/credits/usage/reading.ts';
import { commitShare } from '../../../../lib/monitor/commit-share.ts';
import { surveyShares } from '../../../../lib/monitor/fold/survey.ts';
import { WALLETS } from '../../../../lib/monitor/layout.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { words } from '../readings.ts';

const wallet = (readAt: string, balance: string, siteId?: string): Reading => ({
  kind: 'wallet',
  readAt,
  ...(siteId === undefined ? {} : { siteId }),
  periodic: { balance, cap: '500' },
  rules: [],
});

async function read(disk: MemoryDisk, share: string, ...readings: Reading[]) {
  for (const reading of readings) {
    const { readAt } = reading;
    const taking = { run: readAt, now: Date.parse(readAt), days: 40, forgetAfterMs: 1e10 };
    await commitShare(disk.open(), share, [reading], taking);
  }
}

it('of shares that nobody has read yet there is nothing', async () => {
  const survey = await surveyShares(new MemoryDisk().open(), [WALLETS, 'sites-000'], FORECAST_DEFAULTS);
  expect(survey).toEqual({ all: [], days: [] });
});

it('the days are those of the account’s wallet and of all words together, oldest first', async () => {
  const disk = new MemoryDisk();
  const [first, second, third] = [
    '2026-11-01T12:00:00.000Z',
    '2026-11-01T18:00:00.000Z',
    '2026-11-02T18:00:00.000Z',
  ];
  await read(disk, WALLETS, wallet(second, '300'), wallet(third, '268'));
  await read(disk, WALLETS, wallet(first, '80', 'a'), wallet(second, '10', 'a'));
  await read(disk, 'sites-000', words('a', first, '0'), words('a', second, '5'));
  await read(disk, 'sites-001', words('b', first, '0'), words('b', second, '2'));
  const { all, days } = await surveyShares(
    disk.open(),
    [WALLETS, 'sites-000', 'sites-001'],
    FORECAST_DEFAULTS,
  );
  expect(days.map(({ day, kind, siteId, used }) => [day, kind, siteId, used])).toEqual([
    ['2026-11-01', 'wallet', undefined, '8'],
    ['2026-11-01', 'words', undefined, '7'],
    ['2026-11-02', 'wallet', undefined, '24'],
  ]);
  expect(all.map(({ series, assessed }) => [series.scope, assessed?.remaining])).toEqual([
    [{ kind: 'wallet' }, '268'],
    [{ kind: 'wallet', siteId: 'a' }, '10'],
    [{ kind: 'words', siteId: 'a' }, '995'],
    [{ kind: 'words', siteId: 'b' }, '998'],
  ]);
});
