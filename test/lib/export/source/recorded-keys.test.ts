// The keys of recorded transactions: they sort as the instants do, never collide, and every store takes them.
import fc from 'fast-check';
import { compareInstants } from '../../../../lib/export/record/instant.ts';
import { claimKey, instantKey, VERSIONS, versionKey } from '../../../../lib/export/source/recorded-keys.ts';
import { isKey } from '../../../../lib/store/keys.ts';
import { anyRow, epochNanoseconds, instantText } from '../record/arbitraries.ts';
import { row } from './walk.ts';

const instant = epochNanoseconds.map(instantText);

describe('the keys of recorded transactions', () => {
  test('a version lies under its UTC day and begins with its time, in nine digits', () => {
    const { record } = row('a', { createdDate: '2026-10-01T23:59:59.12Z', revision: '7' });
    expect(versionKey(record)).toBe(
      'recorded/dt=2026-10-01/235959.120000000_ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb_7.json',
    );
  });

  test('a version without a revision says so', () => {
    expect(versionKey(row('a', { revision: undefined }).record)).toMatch(/_[0-9a-f]{64}_none[.]json$/);
  });

  test('the claim of an id lies under the beginning of its hash', () => {
    expect(claimKey('a')).toBe(
      'recorded/ids/ca9/ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb.json',
    );
  });

  test('sort as the instants do, however many digits these have', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [one, other] = [instantKey(a), instantKey(b)];
        expect(one < other ? -1 : Number(one > other)).toBe(compareInstants(a, b));
      }),
    );
  });

  test('of an instant sort before its versions, and these before the next nanosecond', () => {
    fc.assert(
      fc.property(anyRow, epochNanoseconds, ({ record }, nanoseconds) => {
        const at = { ...record, createdDate: instantText(nanoseconds) };
        const key = versionKey(at);
        expect(key > instantKey(at.createdDate)).toBe(true);
        expect(key < instantKey(instantText(nanoseconds + 1n))).toBe(true);
      }),
    );
  });

  test('are allowed by every store, whatever the id and the revision', () => {
    fc.assert(
      fc.property(anyRow, ({ record }) => {
        expect(isKey(versionKey(record)) && isKey(claimKey(record.id))).toBe(true);
        expect(versionKey(record).startsWith(VERSIONS)).toBe(true);
        expect(claimKey(record.id).startsWith(VERSIONS)).toBe(false);
      }),
    );
  });

  test('differ by id, by instant and by revision, on file systems that fold case too', () => {
    const keys = [
      row('a'),
      row('A'),
      row('a', { revision: '2' }),
      row('a', { revision: '-2' }),
      row('a', { revision: undefined }),
      row('a', { createdDate: '2026-10-01T09:30:00.000000001Z' }),
    ].map(({ record }) => versionKey(record).toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
  });
});
