// The order of rows: by date, then by id, the same for every reader.
import fc from 'fast-check';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import { compareRows } from '../../../../lib/export/record/transaction.ts';
import { anyRow } from './arbitraries.ts';

function row(id: string, createdDate: string) {
  return normalise({ id, createdDate, amount: { credits: 1 } });
}

it('rows stand by createdDate to the nanosecond, then by id', () => {
  const rows = [
    row('b', '2026-10-01T00:00:00.000000002Z'),
    row('a', '2026-10-01T00:00:00.000000002Z'),
    row('c', '2026-10-01T00:00:00.000000001Z'),
    row('B', '2026-10-01T00:00:00.000000002Z'),
    row('z', '2026-10-01T00:00:00Z'),
  ];
  expect(rows.sort(compareRows).map(({ record }) => record.id)).toEqual(['z', 'c', 'B', 'a', 'b']);
});

it('the order is total: it has a sense, and only the same date and id are equal', () => {
  fc.assert(
    fc.property(anyRow, anyRow, (a, b) => {
      expect(compareRows(a, b)).toBe(-compareRows(b, a) + 0);
      const isSame = a.record.id === b.record.id && a.record.createdDate === b.record.createdDate;
      expect(compareRows(a, b) === 0).toBe(isSame);
      expect(compareRows(a, a)).toBe(0);
    }),
  );
});
