// Snapshots: written once, and whoever comes second goes on with what is there.
import type { Reading } from '../../../lib/credits/usage/reading.ts';
import { partOf, snapshotKey } from '../../../lib/monitor/layout.ts';
import { findSnapshot, keepSnapshot } from '../../../lib/monitor/snapshot.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

const KEY = snapshotKey('2026-11-02T10:15:00.000Z', 'all');
const reading = (creditsUsed: string): Reading => ({
  kind: 'words',
  siteId: 'a',
  readAt: '2026-11-02T10:15:01.000Z',
  creditsUsed,
  quotaType: 'LIMITED',
  quota: '3000',
});

it('lies under the day of its event, by time and part', () => {
  expect(KEY).toBe('snapshots/dt=2026-11-02/101500.000Z-all.ndjson');
});

it('of a list of sites has the same part in whatever order they are named', () => {
  expect(partOf(['a', 'b'])).toBe(partOf(['b', 'a']));
  expect(partOf(['a', 'b'])).not.toBe(partOf(['a']));
  // An event that comes again to a newer version of the code has to find it, too.
  expect(partOf(['a', 'b'])).toBe('some-1eb7c54d52831bbf');
});

it('that another process has kept is the one to go on with', async () => {
  const disk = new MemoryDisk();
  expect(await keepSnapshot(disk.open(), KEY, [reading('100')])).toEqual([reading('100')]);
  expect(await keepSnapshot(disk.open(), KEY, [reading('130')])).toEqual([reading('100')]);
  expect(await findSnapshot(disk.open(), KEY)).toEqual([reading('100')]);
});

it('that nobody else has kept is not read back', async () => {
  const store = new MemoryDisk().open();
  await keepSnapshot(store, KEY, [reading('100')]);
  expect(store.steps.map(({ action }) => action)).toEqual(['put']);
});

it('of nothing is not none', async () => {
  const disk = new MemoryDisk();
  expect(await findSnapshot(disk.open(), KEY)).toBeUndefined();
  await keepSnapshot(disk.open(), KEY, []);
  expect(await findSnapshot(disk.open(), KEY)).toEqual([]);
});
