// The filter language: what passes, and what is refused.
import { WixError } from '../../../../local/wix/errors.ts';
import { spanOf } from '../../../../local/wix/query/filter.ts';
import { find, type Row } from './rows.ts';

const rows: Row[] = [
  { id: 'a', createdDate: Date.parse('2026-01-01T00:00:00Z'), credits: 1, colour: 'red' },
  { id: 'b', createdDate: Date.parse('2026-02-01T00:00:00Z'), credits: 2.5, colour: 'Reddish' },
  { id: 'c', createdDate: Date.parse('2026-03-01T00:00:00Z'), credits: 3, colour: '' },
  { id: 'd', createdDate: Date.parse('2026-04-01T00:00:00Z'), credits: 4, colour: undefined },
];
const found = (filter: unknown) => find(rows, { filter }).toSorted().join('');

test.each([
  [{}, 'abcd'],
  [{ colour: 'red' }, 'a'],
  [{ colour: { $eq: 'red' } }, 'a'],
  [{ colour: { $ne: 'red' } }, 'bcd'],
  [{ colour: null }, 'd'],
  [{ credits: { $gt: 2.5 } }, 'cd'],
  [{ credits: { $gte: 2.5 } }, 'bcd'],
  [{ credits: { $lt: 2.5 } }, 'a'],
  [{ credits: { $lte: 2.5 } }, 'ab'],
  [{ credits: { $gt: 1, $lt: 4 } }, 'bc'],
  [{ id: { $in: ['a', 'd', 'x'] } }, 'ad'],
  [{ id: { $nin: ['a', 'd', 'x'] } }, 'bc'],
  [{ id: { $hasSome: ['b'] } }, 'b'],
  [{ colour: { $startsWith: 'RED' } }, 'ab'],
  [{ colour: { $isEmpty: true } }, 'cd'],
  [{ colour: { $isEmpty: false } }, 'ab'],
  [{ colour: { $exists: true } }, 'abc'],
  [{ colour: { $exists: false } }, 'd'],
  [{ colour: { $gt: '' } }, 'ab'],
  [{ createdDate: { $gte: '2026-02-01T00:00:00Z', $lt: '2026-04-01T00:00:00.000Z' } }, 'bc'],
  [{ createdDate: '2026-03-01T01:00:00+01:00' }, 'c'],
  [{ createdDate: { $gt: '2026-02-01' } }, 'cd'],
  [{ $and: [{ credits: { $gt: 1 } }, { colour: 'Reddish' }] }, 'b'],
  [{ $or: [{ id: 'a' }, { id: 'd' }] }, 'ad'],
  [{ $not: { id: 'a' } }, 'bcd'],
  [{ $not: [{ id: 'a' }] }, 'bcd'],
  [{ credits: { $gt: 1 }, $or: [{ id: 'a' }, { id: 'b' }] }, 'b'],
  [{ $and: [{ createdDate: { $gte: '2026-02-01' } }, { createdDate: { $lte: '2026-03-01' } }] }, 'bc'],
  [{ $or: [{ createdDate: { $lt: '2026-02-01' } }, { createdDate: { $gt: '2026-03-01' } }] }, 'ad'],
])('%j finds %p', (filter, ids) => {
  expect(found(filter)).toBe(ids);
});

const refusalOf = (query: Readonly<Record<string, unknown>>): unknown => {
  try {
    find(rows, query);
  } catch (error) {
    return error instanceof WixError ? error.body : error;
  }
  return undefined;
};

test.each([
  ['a field that is not there', { nothing: 1 }, 'query.filter.nothing', 'FIELD_NOT_FILTERABLE'],
  ['a field that cannot be filtered by', { secret: 'x' }, 'query.filter.secret', 'FIELD_NOT_FILTERABLE'],
  [
    'an operator that the field does not know',
    { hidden: { $gt: 'x' } },
    'query.filter.hidden',
    'OPERATOR_NOT_SUPPORTED',
  ],
  ['an unknown operator', { id: { $regex: '.*' } }, 'query.filter.id', 'OPERATOR_NOT_SUPPORTED'],
])('%s is a validation error that names the field', (_what, filter, field, ruleName) => {
  expect(refusalOf({ filter })).toMatchObject({
    message: expect.stringMatching(/^INVALID_ARGUMENT: "/),
    details: { validationError: { fieldViolations: [{ field, ruleName, violatedRule: 'OTHER' }] } },
  });
});

test.each([
  [{ credits: '5' }],
  [{ credits: { $gt: true } }],
  [{ colour: 5 }],
  [{ colour: { $startsWith: 5 } }],
  [{ colour: { $in: 'red' } }],
  [{ colour: { $isEmpty: 'yes' } }],
  [{ colour: { $exists: 1 } }],
  [{ createdDate: { $gte: 'yesterday' } }],
  [{ createdDate: { $gte: 5 } }],
  [{ createdDate: { $gte: '2026-13-45' } }],
  [{ $and: { id: 'a' } }],
  [{ $or: 'a' }],
  [{ $and: ['a'] }],
  [{ $not: 5 }],
])('%j is refused with a 400', (filter) => {
  expect(refusalOf({ filter })).toHaveProperty('details.validationError.fieldViolations');
});

test('a sort by a field that cannot be sorted by is refused', () => {
  expect(refusalOf({ sort: [{ fieldName: 'secret' }] })).toMatchObject({
    details: { validationError: { fieldViolations: [{ field: 'query.sort' }] } },
  });
});

test('the span of a filter is never narrower than the filter', () => {
  const from = Date.parse('2026-01-01');
  const to = Date.parse('2026-02-01');
  expect(spanOf({ createdDate: { $gte: '2026-01-01', $lt: '2026-02-01' } })).toEqual({ from, to });
  expect(spanOf({ $and: [{ createdDate: { $gt: '2026-01-01' } }, { createdDate: '2026-02-01' }] })).toEqual({
    from: to,
    to,
  });
  const open = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  expect(spanOf({ $or: [{ createdDate: { $gt: '2026-01-01' } }] })).toEqual(open);
  expect(spanOf({ $not: { createdDate: { $gt: '2026-01-01' } } })).toEqual(open);
  expect(spanOf({ createdDate: { $ne: '2026-01-01' } })).toEqual(open);
  expect(spanOf({ createdDate: null })).toEqual(open);
});
