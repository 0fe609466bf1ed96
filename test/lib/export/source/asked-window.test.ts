// The window that Wix is asked for, and what it sent: cut to the nanosecond, and refused where the filter did nothing.
import { rowsWithin, wholeMilliseconds } from '../../../../lib/export/source/asked-window.ts';
import { charged } from './walk.ts';

const day = { from: '2026-10-01T00:00:00.000Z', to: '2026-10-02T00:00:00.000Z' };
const idsOf = (window: typeof day, dates: readonly string[]) =>
  rowsWithin(
    window,
    dates.map((createdDate) => charged(createdDate, { createdDate })),
  ).map(({ record }) => record.id);

describe('what Wix is asked for', () => {
  test.each([
    [day.from, day.to, day.from, day.to],
    ['2026-10-01T00:00:00.000001Z', '2026-10-01T00:00:00.000001001Z', day.from, '2026-10-01T00:00:00.001Z'],
    ['2026-10-01T00:00:00.123456789Z', day.to, '2026-10-01T00:00:00.123Z', day.to],
    [day.from, '2026-12-31T23:59:59.999999999Z', day.from, '2027-01-01T00:00:00.000Z'],
  ])('from %s to %s is widened to whole milliseconds', (from, to, askedFrom, askedTo) => {
    expect(wholeMilliseconds({ from, to })).toEqual({ from: askedFrom, to: askedTo });
  });
});

describe('what Wix sent', () => {
  test('is the window, its start included and its end not', () => {
    const dates = [day.from, '2026-10-01T23:59:59.999999999Z'];
    expect(idsOf(day, dates)).toEqual(dates);
    expect(idsOf(day, [day.to])).toEqual([]);
  });

  test('of a millisecond that the window cuts through is left out as far as it lies outside', () => {
    const window = { from: '2026-10-01T00:00:00.000500Z', to: '2026-10-01T00:00:01.000500Z' };
    const inside = ['2026-10-01T00:00:00.000500Z', '2026-10-01T00:00:01.000499999Z'];
    const outside = [
      '2026-10-01T00:00:00.000499999Z',
      '2026-10-01T00:00:01.000500Z',
      '2026-10-01T00:00:01.001Z',
    ];
    expect(idsOf(window, [...outside.slice(0, 1), ...inside, ...outside.slice(1)])).toEqual(inside);
  });

  test.each([
    ['before', '2026-09-30T23:59:59.999999999Z'],
    ['long before', '2020-01-01T00:00:00Z'],
    ['behind', '2026-10-02T00:00:00.001Z'],
  ])('from %s the window shows that the filter did nothing, and is never an export', (_, createdDate) => {
    const inside = charged('a', { createdDate: day.from });
    const failing = () => rowsWithin(day, [inside, charged('b', { createdDate })]);
    expect(failing).toThrow(expect.objectContaining({ code: 'TransactionsNotReadable' }));
    expect(failing).toThrow(/WIX_TRANSACTIONS_PATH.*TRANSACTION_SOURCE to recorded.*POST \/v1\/transactions/);
  });

  test.each([
    ['amount.credits', charged('t-1', { amount: {} }), 'Transaction t-1'],
    ['createdDate', charged('t-2', { createdDate: 'yesterday' }), 'Transaction t-2'],
    ['amount.cost.currencyCode', charged('t-3', { amount: { credits: 1, cost: { amount: '1' } } }), 't-3'],
    ['id', charged(''), 'A transaction'],
    ['it', 'text', 'A transaction'],
  ])('without a good %s is an error that names the record, and none is dropped', (path, raw, subject) => {
    const failing = () => rowsWithin(day, [charged('good', { createdDate: day.from }), raw]);
    const cause = expect.objectContaining({ name: 'BadRecord' });
    expect(failing).toThrow(expect.objectContaining({ code: 'Internal', cause }));
    expect(failing).toThrow(new RegExp(`${subject}.* cannot be exported: ${path} must be`));
  });

  test('that cannot be read for a fault of our own is not called a bad record', () => {
    const broken = {
      get id(): never {
        throw new TypeError('our own');
      },
    };
    expect(() => rowsWithin(day, [broken])).toThrow(TypeError);
  });
});
