// The rules of taking a run into a share: again when another run came first, and not for ever.
import { jest } from '@jest/globals';
import type { Reading } from '../../../lib/credits/usage/reading.ts';
import { commitShare, loadShare } from '../../../lib/monitor/commit-share.ts';
import { stepsAtOnce } from '../../support/at-once.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

const START = Date.parse('2026-11-01T00:00:00Z');
const at = (hour: number) => new Date(START + hour * 3_600_000).toISOString();
const words = (siteId: string, hour: number, creditsUsed: string): Reading => ({
  kind: 'words',
  siteId,
  readAt: at(hour),
  creditsUsed,
  quotaType: 'LIMITED',
  quota: '1000',
});
const taking = (hour: number) => ({
  run: at(hour),
  now: START + hour * 3_600_000,
  days: 40,
  forgetAfterMs: 1e10,
});
const SHARE = 'sites-000';

afterEach(() => jest.restoreAllMocks());

test('what two runs have read at once is all there', async () => {
  const disk = new MemoryDisk();
  let others = 0;
  const store = disk.open({
    onStep: async ({ action, key }) => {
      if (action !== 'put' || !key.startsWith('monitor/') || others > 0) return;
      others += 1;
      await commitShare(disk.open(), SHARE, [words('b', 0, '1')], taking(0));
    },
  });
  await commitShare(store, SHARE, [words('a', 0, '1')], taking(0));
  expect(others).toBe(1);
  expect(Object.keys((await loadShare(disk.open(), SHARE)).series).sort()).toEqual(['words:a', 'words:b']);
});

test('who comes too late fifty times in a row gives up', async () => {
  // Its pauses are by chance, from nothing on.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  const disk = new MemoryDisk();
  let others = 0;
  const store = disk.open({
    onStep: async ({ action, key }) => {
      if (action !== 'put' || !key.startsWith('monitor/')) return;
      others += 1;
      await commitShare(disk.open(), SHARE, [words(`other-${others}`, 0, '1')], taking(0));
    },
  });
  const failing = commitShare(store, SHARE, [words('a', 0, '1')], taking(0));
  await expect(failing).rejects.toMatchObject({ code: 'Internal' });
  expect(others).toBe(50);
});

test('the daily usage is there before the state that it came from', async () => {
  const disk = new MemoryDisk();
  await commitShare(disk.open(), SHARE, [words('a', 0, '1')], taking(0));
  const store = disk.open();
  await commitShare(store, SHARE, [words('a', 1, '4')], taking(1));
  expect(store.steps.filter(({ action }) => action === 'put').map(({ key }) => key)).toEqual([
    'usage/dt=2026-11-01/sites-000.ndjson',
    'monitor/series/sites-000.json',
  ]);
  expect(disk.text('usage/dt=2026-11-01/sites-000.ndjson')).toContain('"used":"3"');
});

test('the state is read once and written once where nobody else comes', async () => {
  const store = new MemoryDisk().open();
  await commitShare(store, SHARE, [words('a', 0, '1')], taking(0));
  expect(store.steps.map(({ action }) => action)).toEqual(['get', 'put']);
});

test('at most four days are written at once', async () => {
  const disk = new MemoryDisk();
  await commitShare(disk.open(), SHARE, [words('a', 0, '1')], taking(0));
  const writes = stepsAtOnce('usage/');
  await commitShare(disk.open({ onStep: writes.onStep }), SHARE, [words('a', 240, '9')], taking(240));
  expect(writes.most()).toBe(4);
});

test('a share that nothing was taken into yet is empty', async () => {
  expect(await loadShare(new MemoryDisk().open(), SHARE)).toEqual({ version: 1, series: {}, days: {} });
});

test('a run that comes again writes nothing', async () => {
  const disk = new MemoryDisk();
  await commitShare(disk.open(), SHARE, [words('a', 0, '1')], taking(0));
  const store = disk.open();
  await commitShare(store, SHARE, [words('a', 0, '1')], taking(0));
  expect(store.steps.map(({ action }) => action)).not.toContain('put');
});
