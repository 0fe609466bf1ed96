// What a row that cannot be read is called, and what is no fault of a row.
import { readRow } from '../../../../lib/export/format/read-row.ts';

const fail = (error: Error) => () =>
  readRow(() => {
    throw error;
  }, 'row 7');

test.each([
  [new SyntaxError('x'), 'row 7 is not JSON'],
  [new RangeError('x'), 'row 7 holds a value that is out of range'],
])('%s is an error of the row', (error, message) => {
  expect(fail(error)).toThrow(expect.objectContaining({ name: 'Unreadable', message, cause: error }));
});

test('an error of our own is not', () => {
  expect(fail(new TypeError('x'))).toThrow(TypeError);
});
