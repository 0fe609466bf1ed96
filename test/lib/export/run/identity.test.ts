// What names an export: its id and its window.
import { fingerprint, mustBeSame } from '../../../../lib/export/run/identity.ts';
import { chainKey, EXPORT_ID, partKey } from '../../../../lib/export/run/keys.ts';
import { checkWindow, dayBefore, secondsToSettle } from '../../../../lib/export/run/window.ts';
import { isKey } from '../../../../lib/store/keys.ts';
import { identity, OCTOBER } from './world.ts';

describe('the exportId', () => {
  test('tells source, format and days, and is the same each time', () => {
    expect(identity().exportId).toMatch(/^wix-ndjson-20261001-20261101-[0-9a-f]{16}$/);
    expect(identity()).toEqual(identity());
  });

  test.each([
    { source: 'recorded' as const },
    { account: 'account-2' },
    { window: { ...OCTOBER, to: '2026-10-31T23:59:59.999Z' } },
    { window: { ...OCTOBER, from: '2026-10-01T00:00:00.000000001Z' } },
    { format: 'csv' as const },
    { rowsPerPart: 6 },
  ])('is another one with %j', (facts) => {
    expect(identity(facts).exportId).not.toBe(identity().exportId);
    expect(() =>
      mustBeSame(identity({ exportId: 'mine' }), identity({ ...facts, exportId: 'mine' })),
    ).toThrow(expect.objectContaining({ code: 'ExportConflict' }));
  });

  test('is part of what an export is, and the conflict tells what has it', () => {
    const [mine, theirs] = [identity({ exportId: 'mine' }), identity({ exportId: 'theirs' })];
    expect(() => mustBeSame(mine, theirs)).toThrow(
      'by another export (source wix, 2026-10-01T00:00:00.000Z to 2026-11-01T00:00:00.000Z, ndjson, 5 rows a file)',
    );
    expect(fingerprint(mine)).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(mine)).not.toBe(fingerprint(theirs));
  });

  test('of the caller is taken as it is', () => {
    expect(identity({ exportId: 'October_2026' }).exportId).toBe('October_2026');
  });

  test('fits a key and the name of an execution, however long the parts of it are', () => {
    const longest = identity({ source: 'recorded', format: 'parquet', window: OCTOBER });
    for (const one of [longest, identity({ exportId: 'x'.repeat(64), format: 'parquet' })]) {
      expect(one.exportId).toMatch(EXPORT_ID);
      expect(`${one.exportId}-20`.length).toBeLessThanOrEqual(80);
      expect(isKey(partKey(one, '2026-10-01', 123_456, 'ndjson.gz'))).toBe(true);
    }
    expect(isKey(chainKey(identity({ account: '../any text/at all' })))).toBe(true);
  });
});

describe('a window', () => {
  const now = Date.parse('2026-11-22T12:00:00.500Z');
  const window = (from: string, to: string) => ({ from, to });

  test.each([
    [
      'from',
      window('2026-10-02T00:00:00.000Z', '2026-10-01T00:00:00.000Z'),
      /from: expected an instant before to/,
    ],
    ['from', window('2026-10-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z'), /before to/],
    ['from', window('2026-10-01T00:00:00.000000002Z', '2026-10-01T00:00:00.000000001Z'), /before to/],
    ['to', window('2025-10-01T00:00:00.000Z', '2026-10-02T00:00:00.001Z'), /at most 366 days/],
    ['to', window('2026-11-01T00:00:00.000Z', '2026-11-22T12:00:00.501Z'), /not in the future/],
  ])('is refused at %s: %j', (path, wrong, message) => {
    expect(() => checkWindow(wrong, now)).toThrow(message);
    expect(() => checkWindow(wrong, now)).toThrow(
      expect.objectContaining({ code: 'InvalidInput', errors: [expect.objectContaining({ path })] }),
    );
  });

  test.each([
    window('2025-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z'),
    window('2026-11-01T00:00:00.000Z', '2026-11-22T12:00:00.500Z'),
    window('2026-10-01T00:00:00.000000001Z', '2026-10-01T00:00:00.000000002Z'),
  ])('is good: %j', (good) => {
    expect(() => checkWindow(good, now)).not.toThrow();
  });

  test('has settled five minutes after its end', () => {
    const ended = (secondsAgo: number) => ({ to: new Date(now - secondsAgo * 1000).toISOString(), from: '' });
    expect([0, 1, 299, 300, 301].map((ago) => secondsToSettle(ended(ago), now))).toEqual([300, 299, 1, 0, 0]);
  });

  test.each([
    ['2026-11-22T00:00:00Z', '2026-11-21', '2026-11-22'],
    ['2026-11-22T23:59:59.999Z', '2026-11-21', '2026-11-22'],
    ['2026-03-01T00:15:00Z', '2026-02-28', '2026-03-01'],
    ['2027-01-01T00:15:00Z', '2026-12-31', '2027-01-01'],
  ])('of the day before %s', (at, from, to) => {
    expect(dayBefore(new Date(at))).toEqual({ from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` });
  });
});
