// Figures of rows: taken one row at a time or merged from parts, they are the same.
import fc from 'fast-check';
import { mergeFigures, NO_ROWS, type RowFigures } from '../../../../lib/export/manifest/figures.ts';
import { createTally } from '../../../../lib/export/manifest/tally.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { anyRows } from '../record/arbitraries.ts';

function figuresOf(rows: readonly Row[]): RowFigures {
  const tally = createTally();
  for (const row of rows) tally.add(row);
  return tally.figures();
}

function charge(id: number, currencyCode: string | undefined, amount = '0.10'): Row {
  return normalise({
    id: `t${id}`,
    createdDate: new Date(1_790_812_800_000 + id).toISOString(),
    amount: { credits: 0.1, cost: currencyCode === undefined ? undefined : { amount, currencyCode } },
  });
}

it('10,000 charges of 0.10 sum to 1000.00 in each currency, and their credits to 2000', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => charge(i, i % 2 === 0 ? 'USD' : 'EUR'));
  expect(figuresOf(rows)).toMatchObject({
    rows: 20_000,
    credits: '2000',
    cost: { EUR: '1000.00', USD: '1000.00' },
    firstCreatedDate: '2026-10-01T00:00:00.000Z',
    lastCreatedDate: '2026-10-01T00:00:19.999Z',
  });
});

it('without rows there are no sums of money and no dates, and nothing is reported as 0 but the count', () => {
  expect(figuresOf([])).toEqual(NO_ROWS);
  expect(NO_ROWS).toMatchObject({ cost: {}, firstCreatedDate: null, lastCreatedDate: null });
});

it('a charge whose cost is unknown adds to no currency', () => {
  expect(figuresOf([charge(1, undefined), charge(2, 'USD')]).cost).toEqual({ USD: '0.10' });
});

it('currencies stand in one order, so that equal figures are equal JSON', () => {
  const [a, b] = [charge(1, 'USD'), charge(2, 'EUR')];
  expect(JSON.stringify(figuresOf([a, b]))).toBe(JSON.stringify(figuresOf([b, a])));
  expect(Object.keys(figuresOf([a, b]).cost)).toEqual(['EUR', 'USD']);
  expect(JSON.stringify(mergeFigures(figuresOf([a]), figuresOf([b])))).toBe(
    JSON.stringify(figuresOf([a, b])),
  );
});

it('dates are compared to the nanosecond', () => {
  const rows = ['5', '500000001', '499999999'].map((digits) =>
    normalise({ id: digits, createdDate: `2026-10-01T00:00:00.${digits}Z`, amount: { credits: 1 } }),
  );
  expect(figuresOf(rows)).toMatchObject({
    firstCreatedDate: '2026-10-01T00:00:00.499999999Z',
    lastCreatedDate: '2026-10-01T00:00:00.500000001Z',
  });
});

it('any partition into parts, merged in any order, gives the figures of the whole', () => {
  fc.assert(
    fc.property(anyRows, fc.nat(12), fc.nat(12), (rows, i, j) => {
      const [from, to] = i < j ? [i, j] : [j, i];
      const parts = [rows.slice(0, from), rows.slice(from, to), rows.slice(to)].map(figuresOf);
      expect(parts.reduce(mergeFigures, NO_ROWS)).toEqual(figuresOf(rows));
      expect([...parts].reverse().reduce(mergeFigures, NO_ROWS)).toEqual(figuresOf([...rows].reverse()));
      expect(figuresOf([...rows].reverse())).toEqual(figuresOf(rows));
    }),
  );
});

it('survives a checkpoint: figures are plain JSON', () => {
  const figures = figuresOf([charge(1, 'USD')]);
  expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
});
