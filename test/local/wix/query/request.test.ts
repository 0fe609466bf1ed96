// The body of a query call, and the cursors that follow it.
import { WixError } from '../../../../local/wix/errors.ts';
import { decodeCursor, encodeCursor } from '../../../../local/wix/query/cursor.ts';
import { readQuery } from '../../../../local/wix/query/request.ts';

const cursor = {
  query: { filter: { id: 'a' }, sort: [{ fieldName: 'id', order: 'ASC' as const }] },
  key: [5, 'b', undefined, true],
  direction: 'next' as const,
};

const bodyOf = (body: unknown): unknown => {
  try {
    readQuery(body);
  } catch (error) {
    if (error instanceof WixError) return { status: error.status, ...Object(error.body) };
    throw error;
  }
  return undefined;
};

test('a cursor comes back as it went', () => {
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
});

test('a cursor that was tampered with, cut or made up is none', () => {
  const token = encodeCursor(cursor);
  for (const bad of ['x', '.', 'abc.def', token.slice(0, -1), `${token.slice(0, -2)}AA`, token.slice(1)]) {
    expect(decodeCursor(bad)).toBeUndefined();
  }
});

test.each([
  ['nothing', {}, 50],
  ['a query without paging', { query: {} }, 50],
  ['nulls', { query: { filter: null, sort: null, cursorPaging: { limit: null, cursor: null } } }, 50],
  ['an empty cursor', { query: { cursorPaging: { limit: 7, cursor: '' } } }, 7],
  ['unknown fields', { query: { fields: ['id'], cursorPaging: { limit: 100 } }, other: 1 }, 100],
])('%s is a query for the first page', (_what, body, limit) => {
  expect(readQuery(body)).toEqual({ query: { filter: {}, sort: [] }, limit, cursor: undefined });
});

test('a sort without an order is ascending', () => {
  expect(readQuery({ query: { sort: [{ fieldName: 'id' }] } }).query.sort).toEqual([
    { fieldName: 'id', order: 'ASC' },
  ]);
});

test('a following page takes filter and sort from its cursor, but not its limit', () => {
  const body = { query: { cursorPaging: { cursor: encodeCursor(cursor) } } };
  expect(readQuery(body)).toEqual({ query: cursor.query, limit: 50, cursor });
});

test.each([
  ['a filter', { filter: { id: 'a' } }],
  ['a sort', { sort: [{ fieldName: 'id' }] }],
])('a cursor together with %s is refused', (_what, extra) => {
  const cursorPaging = { cursor: encodeCursor(cursor) };
  expect(bodyOf({ query: { ...extra, cursorPaging } })).toMatchObject({
    status: 400,
    details: { applicationError: { code: 'INVALID_CURSOR' } },
  });
});

test('a cursor that is none is refused', () => {
  expect(bodyOf({ query: { cursorPaging: { cursor: 'nonsense' } } })).toMatchObject({
    status: 400,
    details: { applicationError: { code: 'INVALID_CURSOR' } },
  });
});

const sixSorts = Array.from({ length: 6 }, () => ({ fieldName: 'id', order: 'ASC' }));

test.each([
  ['a limit above 100', { cursorPaging: { limit: 101 } }, 'query.cursorPaging.limit', 'MAX'],
  ['a limit of 0', { cursorPaging: { limit: 0 } }, 'query.cursorPaging.limit', 'MIN'],
  ['a limit that is text', { cursorPaging: { limit: '5' } }, 'query.cursorPaging.limit', 'FORMAT'],
  ['a fractional limit', { cursorPaging: { limit: 1.5 } }, 'query.cursorPaging.limit', 'FORMAT'],
  [
    'a cursor that is too long',
    { cursorPaging: { cursor: 'x'.repeat(16_001) } },
    'query.cursorPaging.cursor',
    'MAX_LENGTH',
  ],
  ['six sorts', { sort: sixSorts }, 'query.sort', 'MAX_SIZE'],
  [
    'an unknown order',
    { sort: [{ fieldName: 'id', order: 'UP' }] },
    'query.sort.0.order',
    'INVALID_ENUM_VALUE',
  ],
  ['a sort without a field', { sort: [{}] }, 'query.sort.0.fieldName', 'REQUIRED_FIELD'],
  ['an empty field name', { sort: [{ fieldName: '' }] }, 'query.sort.0.fieldName', 'MIN_LENGTH'],
])('%s is a violation', (_what, query, field, violatedRule) => {
  expect(bodyOf({ query })).toMatchObject({
    status: 400,
    details: { validationError: { fieldViolations: [{ field, violatedRule }] } },
  });
});

test.each(['text', 5, null])('a body that is %j is refused', (body) => {
  expect(bodyOf(body)).toMatchObject({ status: 400 });
});
