// The rules of how everything stands: what is known of each, in one order, and never back to an older run.
import * as v from 'valibot';
import { EMPTY_STATE } from '../../../../lib/credits/alerts/state.ts';
import type { DailyUsage } from '../../../../lib/credits/usage/daily.ts';
import type { Surveyed } from '../../../../lib/monitor/fold/survey.ts';
import { latestOf, writeLatest } from '../../../../lib/monitor/fold/write-latest.ts';
import { encodeLatest, type Latest, latestHead, latestSchema } from '../../../../lib/monitor/state/latest.ts';
import { stepsAtOnce } from '../../../support/at-once.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { reading } from '../../credits/alerts/world.ts';

const RUN = '2026-11-02T00:00:00.000Z';
const NOW = Date.parse('2026-11-02T00:00:30Z');
const series = (scope: Surveyed['series']['scope'], assessed?: Surveyed['assessed']): Surveyed => ({
  series: { scope, run: RUN, attemptedAt: RUN },
  assessed,
});
const facts = {
  nameOf: (siteId: string) => (siteId === 'b' ? undefined : 'Shop'),
  isGone: (siteId: string) => siteId !== 'a',
};
const latest = (
  all: readonly Surveyed[],
  change: { at?: string; days?: readonly DailyUsage[] } = {},
): Latest =>
  latestOf({ all, days: change.days ?? [] }, facts, EMPTY_STATE, { at: change.at ?? RUN, now: NOW });

test('wallets and sites are apart, each by their names', () => {
  const { wallets, sites } = latest([
    series({ kind: 'words', siteId: 'b' }),
    series({ kind: 'wallet', siteId: 'a' }),
    series({ kind: 'words', siteId: 'a' }),
    series({ kind: 'wallet' }),
  ]);
  expect(wallets.map(({ siteId, name, gone }) => [siteId, name, gone])).toEqual([
    [undefined, undefined, undefined],
    ['a', 'Shop', undefined],
  ]);
  expect(sites.map(({ siteId, name, gone }) => [siteId, name, gone])).toEqual([
    ['a', 'Shop', undefined],
    ['b', undefined, true],
  ]);
});

test('each has what its reading says, and the level that is held', () => {
  const scope = { kind: 'words' as const, siteId: 'a' };
  const active = { level: 'share-0.2', since: RUN, episode: RUN, told: true, owed: false };
  const watched = { scope, ladder: { readAt: RUN, active }, watchedSince: RUN, attemptedAt: RUN };
  const state = { ...EMPTY_STATE, scopes: { 'words:a': watched }, stale: { some: RUN } };
  const all = [series(scope, reading(0, '15', { reset: RUN })), series({ kind: 'wallet' })];
  const made = latestOf({ all, days: [] }, facts, state, { at: RUN, now: NOW });
  expect(made).toMatchObject({
    version: 1,
    at: RUN,
    writtenAt: '2026-11-02T00:00:30.000Z',
    stale: { some: RUN },
    alertsWaiting: 0,
  });
  expect(made.sites[0]).toMatchObject({
    remaining: '15',
    limit: '100',
    reset: RUN,
    forecast: { state: 'unknown' },
    alert: { level: 'share-0.2', since: RUN },
  });
  const stored = v.parse(latestSchema, JSON.parse(Buffer.from(encodeLatest(made)).toString()));
  expect(stored).toEqual(made);
  expect(made.wallets[0]).not.toHaveProperty('siteId');
  expect(made.wallets[0]).toMatchObject({ remaining: undefined, alert: undefined, gone: undefined });
});

describe('written', () => {
  const day = (used: string, kind: DailyUsage['kind'] = 'words'): DailyUsage => ({
    day: '2026-11-01',
    kind,
    used,
    certainty: 'exact',
    least: used,
    observedSeconds: 60,
  });
  const atOf = (disk: MemoryDisk) => latestHead(disk.objects.get('latest.json') ?? Buffer.from('')).at;
  const write = (disk: MemoryDisk, at: string, days: readonly DailyUsage[] = [], now = NOW) =>
    writeLatest(disk.open(), latest([], { at, days }), now);

  test('it stays what the newest run has written', async () => {
    const disk = new MemoryDisk();
    await write(disk, RUN);
    await write(disk, '2026-11-01T23:45:00.000Z');
    expect(atOf(disk)).toBe(RUN);
    await write(disk, '2026-11-02T00:15:00.000Z');
    expect(atOf(disk)).toBe('2026-11-02T00:15:00.000Z');
  });

  test('a run that comes again writes once more', async () => {
    const disk = new MemoryDisk();
    await write(disk, RUN, [day('5')]);
    await write(disk, RUN, [day('6')]);
    expect(latestHead(disk.objects.get('latest.json') ?? Buffer.from('')).days).toEqual([day('6')]);
  });

  test('what a clock of the future wrote gives way, unless this run comes from there too', async () => {
    const disk = new MemoryDisk();
    await write(disk, '2031-01-02T00:00:00.000Z');
    await write(disk, '2031-01-01T00:00:00.000Z');
    expect(atOf(disk)).toBe('2031-01-02T00:00:00.000Z');
    await write(disk, RUN);
    expect(atOf(disk)).toBe(RUN);
  });

  test('the days of the account that are not as they were are written to the daily usage, those of the wallet are not', async () => {
    const disk = new MemoryDisk();
    await write(disk, RUN, [day('5'), day('9', 'wallet')]);
    const key = 'usage/dt=2026-11-01/account.ndjson';
    expect(disk.text(key)).toBe(`${JSON.stringify(day('5'))}\n`);
    disk.objects.delete(key);
    await write(disk, RUN, [day('5')]);
    expect(disk.text(key)).toBeUndefined();
    await write(disk, RUN, [day('6')]);
    expect(disk.text(key)).toBe(`${JSON.stringify(day('6'))}\n`);
  });

  test('at most four days are written at once', async () => {
    const writes = stepsAtOnce('usage/');
    const days = Array.from({ length: 9 }, (_, n) => ({ ...day('5'), day: `2026-11-0${n + 1}` }));
    const disk = new MemoryDisk();
    await writeLatest(disk.open({ onStep: writes.onStep }), latest([], { days }), NOW);
    expect(writes.most()).toBe(4);
  });
});
