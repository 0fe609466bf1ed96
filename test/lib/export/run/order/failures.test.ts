// The rules of failures of the order: who must act, and no id that is no plain name.
import {
  behind,
  contradiction,
  endless,
  revisedTooLate,
  tooManyAtOnce,
} from '../../../../../lib/export/run/order/failures.ts';
import { charge } from '../world.ts';

const plain = charge('t1', '01T00:00:00');
const odd = charge('a b\nc', '01T00:00:00');

test.each([
  [
    'behind',
    () => behind(plain),
    'TransactionsNotReadable',
    /^Transaction t1 of 2026-10-01T00:00:00.000Z came after a later one: .*WIX_TRANSACTIONS_PATH/,
  ],
  ['behind, with an odd id', () => behind(odd), 'TransactionsNotReadable', /^A transaction of 2026-10-01/],
  [
    'a contradiction',
    () => contradiction(plain),
    'TransactionsNotReadable',
    /^Transaction t1 came twice .* the operator must ask Wix/,
  ],
  [
    'revised too late',
    () => revisedTooLate('t1'),
    'ExportConflict',
    /^Transaction t1 was revised during the export.*an exportId of your own/,
  ],
  [
    'revised too late, with a long id',
    () => revisedTooLate('x'.repeat(65)),
    'ExportConflict',
    /^A transaction was revised/,
  ],
  [
    'too many at once',
    () => tooManyAtOnce(plain, 9),
    'Internal',
    /^More than 9 transactions carry the createdDate 2026-10-01T00:00:00.000Z/,
  ],
  [
    'endless',
    () => endless(7),
    'WixUnavailable',
    /^7 pages of transactions in a row have brought nothing new/,
  ],
])('%s', (_, make, code, message) => {
  const failure = make();
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(message);
});
