// One row of a text file → the row it stands for, and only if that row is written exactly so.
import { BadRecord } from '../record/bad-record.ts';
import { restoreRow } from '../record/normalise.ts';
import type { Row } from '../record/transaction.ts';
import { Unreadable } from './unreadable.ts';

/**
 * Reads a row.
 * @throws Unreadable when what `parse` gives is no transaction; `where` says which row it is.
 */
export function readRow(parse: () => unknown, where: string): Row {
  try {
    return restoreRow(parse());
  } catch (error) {
    if (error instanceof BadRecord)
      throw new Unreadable(`${where}: ${error.path} is not ${error.expected}`, error);
    if (error instanceof SyntaxError) throw new Unreadable(`${where} is not JSON`, error);
    if (error instanceof RangeError)
      throw new Unreadable(`${where} holds a value that is out of range`, error);
    throw error;
  }
}

/**
 * Reads a line and writes it again: a line that differs from its own record's, be it by a derived column, by a blank or
 * by the order of keys, was not written by the export.
 * @throws Unreadable
 */
export function readLine(
  line: string,
  parse: () => unknown,
  lineOf: (row: Row) => string,
  where: string,
): Row {
  const row = readRow(parse, where);
  if (lineOf(row) !== line) throw new Unreadable(`${where} is not in canonical form`);
  return row;
}
