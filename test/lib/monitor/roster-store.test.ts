// The rules of the list of sites in the store: written when it changes, and not when it does not.
import { enrolSites, loadRoster } from '../../../lib/monitor/roster-store.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

const found = (...siteIds: string[]) => ({
  names: new Map(siteIds.map((siteId) => [siteId, undefined])),
  whole: true,
  now: Date.parse('2026-11-22T12:00:00Z'),
  forgetAfterMs: 1e10,
});

it('is empty before the first run', async () => {
  expect(await loadRoster(new MemoryDisk().open())).toEqual({ version: 1, shares: [] });
});

it('has the sites that were found, and is not written again where they are the same', async () => {
  const disk = new MemoryDisk();
  const roster = await enrolSites(disk.open(), found('a', 'b'));
  expect(await loadRoster(disk.open())).toEqual(roster);
  const store = disk.open();
  expect(await enrolSites(store, found('b', 'a'))).toEqual(roster);
  expect(store.steps.map(({ action }) => action)).toEqual(['get']);
});
