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
    behind(plain),
    'TransactionsNotReadable',
    /^Transaction t1 of 2026-10-01T00:00:00.000Z came after a later one: .*WIX_TRANSACTIONS_PATH/,
  ],
  [behind(odd), 'TransactionsNotReadable', /^A transaction of 2026-10-01/],
  [
    contradiction(plain),
    'TransactionsNotReadable',
    /^Transaction t1 came twice .* the operator must ask Wix/,
  ],
  [
    revisedTooLate('t1'),
    'ExportConflict',
    /^Transaction t1 was revised during the export.*an exportId of your own/,
  ],
  [revisedTooLate('x'.repeat(65)), 'ExportConflict', /^A transaction was revised/],
  [
    tooManyAtOnce(plain, 9),
    'Internal',
    /^More than 9 transactions carry the createdDate 2026-10-01T00:00:00.000Z/,
  ],
  [endless(7), 'WixUnavailable', /^7 pages of transactions in a row have brought nothing new/],
])('%s', (failure, code, message) => {
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(message);
});
