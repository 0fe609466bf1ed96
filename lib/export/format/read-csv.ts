// Reads csv and FOCUS files back: RFC 4180, neutralised text restored, every derived column checked.
import type { Row, Transaction } from '../record/transaction.ts';
import { BYTE_ORDER_MARK, CSV_HEADER, nativeText } from './csv.ts';
import { restore } from './csv-cell.ts';
import { FOCUS_COLUMNS, FOCUS_HEADER, focusLine } from './focus.ts';
import { NATIVE_FIELDS, rawOfCells } from './native-fields.ts';
import { readLines } from './read-lines.ts';
import { readLine } from './read-row.ts';
import { Unreadable } from './unreadable.ts';

const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/** The cells of one record, unquoted; undefined when quotes stand where they may not. */
function cellsOf(line: string): string[] | undefined {
  const cells: string[] = [];
  cell.lastIndex = 0;
  for (;;) {
    const match = cell.exec(line);
    if (match === null) return undefined;
    // Stryker disable next-line StringLiteral: a cell that is not quoted is plain.
    const [, quoted, plain = '', end] = match;
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') return cells;
  }
}

/** A line end inside quotes is part of a cell. */
function hasWholeCells(line: string): boolean {
  return line.split('"').length % 2 === 1;
}

interface Layout {
  readonly header: string;
  /** Cells in front of the native ones. */
  readonly derived: number;
  readonly lineOf: (record: Transaction) => string;
}

async function* readTable(bytes: AsyncIterable<Uint8Array>, layout: Layout): AsyncGenerator<readonly Row[]> {
  let number = 0;
  for await (const lines of readLines(bytes, '\r\n', hasWholeCells)) {
    const rows: Row[] = [];
    for (const line of lines) {
      number++;
      if (number === 1) {
        if (line !== layout.header) throw new Unreadable('the header is not the one of this format');
        continue;
      }
      const cells = cellsOf(line)?.slice(layout.derived);
      if (cells?.length !== NATIVE_FIELDS.length)
        throw new Unreadable(`record ${number} has not its columns`);
      // Also where nothing is ever made harmless: what had no need of it is not in canonical form.
      const texts = cells.map(restore);
      rows.push(
        readLine(
          line,
          () => rawOfCells(texts),
          (row) => layout.lineOf(row.record),
          `record ${number}`,
        ),
      );
    }
    yield rows;
  }
  if (number === 0) throw new Unreadable('the file is empty');
}

/**
 * The rows of a `csv` file, in groups.
 * @throws Unreadable naming the first record that is off; the header is record 1.
 */
export function readCsv(bytes: AsyncIterable<Uint8Array>): AsyncIterable<readonly Row[]> {
  return readTable(bytes, { header: `${BYTE_ORDER_MARK}${CSV_HEADER}`, derived: 0, lineOf: nativeText });
}

/**
 * The rows of a FOCUS file of the account, in groups. Its FOCUS columns must be what the native ones give.
 * @throws Unreadable naming the first record that is off; the header is record 1.
 */
export function readFocus(bytes: AsyncIterable<Uint8Array>, account: string): AsyncIterable<readonly Row[]> {
  return readTable(bytes, {
    header: FOCUS_HEADER,
    derived: FOCUS_COLUMNS.length,
    lineOf: focusLine(account),
  });
}
