// The rules of a file of daily usage: rows in one order, and never back to what a slower run has seen.
import type { DailyUsage } from '../../../../lib/credits/usage/daily.ts';
import { readRows, usedCredits, watchedTime, writeRows } from '../../../../lib/monitor/usage/usage-file.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';

const KEY = 'usage/dt=2026-11-01/sites-000.ndjson';
const row = (
  siteId: string | undefined,
  used: string,
  observedSeconds = 60,
  kind: DailyUsage['kind'] = 'words',
): DailyUsage => ({
  day: '2026-11-01',
  kind,
  ...(siteId === undefined ? {} : { siteId }),
  used,
  certainty: 'exact',
  least: used,
  observedSeconds,
});

test('the account is first, then sites by id and kind, whatever order they come in', async () => {
  const sorted = [row(undefined, '1'), row('0', '1', 60, 'wallet'), row('0', '1'), row('a', '1')];
  for (const rows of [sorted, sorted.toReversed()]) {
    const disk = new MemoryDisk();
    await writeRows(disk.open(), KEY, rows, watchedTime);
    expect(await readRows(disk.open(), KEY)).toEqual(sorted);
  }
});

test.each([
  ['watched time', watchedTime, row('a', '9', 50), row('a', '1', 60)],
  ['used credits', usedCredits, row('a', '1', 60), row('a', '1.5', 50)],
])('by %s, what is further on replaces what is not, and stays', async (_, progress, early, late) => {
  const disk = new MemoryDisk();
  const write = (one: DailyUsage) => writeRows(disk.open(), KEY, [one], progress);
  await write(early);
  await write(late);
  expect(await readRows(disk.open(), KEY)).toEqual([late]);
  await write(early);
  expect(await readRows(disk.open(), KEY)).toEqual([late]);
  const corrected = { ...late, least: '0' };
  await write(corrected);
  expect(await readRows(disk.open(), KEY)).toEqual([corrected]);
});

test('the same rows are not written again', async () => {
  const disk = new MemoryDisk();
  await writeRows(disk.open(), KEY, [row('a', '1')], watchedTime);
  const store = disk.open();
  await writeRows(store, KEY, [row('a', '1')], watchedTime);
  expect(store.steps.map(({ action }) => action)).not.toContain('put');
});

test('without a file there are no rows, and of many only those that are wanted are read', async () => {
  const disk = new MemoryDisk();
  expect(await readRows(disk.open(), KEY)).toEqual([]);
  disk.objects.set(KEY, Buffer.from(`${JSON.stringify(row('a', '1'))}\nno JSON\n`));
  expect(await readRows(disk.open(), KEY, (line) => line.includes('"a"'))).toEqual([row('a', '1')]);
  await expect(readRows(disk.open(), KEY)).rejects.toMatchObject({
    code: 'Internal',
    message: expect.stringContaining(KEY),
    cause: { name: 'SyntaxError' },
  });
  disk.objects.set(KEY, Buffer.from(JSON.stringify(row('a', '1'))));
  await expect(readRows(disk.open(), KEY)).rejects.toMatchObject({
    cause: { message: 'the text stops in the middle of a line' },
  });
});
