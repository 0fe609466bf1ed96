// Cells: nothing in them runs, and nothing in them is lost.
import fc from 'fast-check';
import { jsonCell, restore, textCell } from '../../../../lib/export/format/csv-cell.ts';
import { anyCharacters } from '../../../support/any-text.ts';
import { anyText } from '../record/arbitraries.ts';

function unquote(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

it.each([
  ['plain', 'plain'],
  ['a', 'a'],
  ['two words', 'two words'],
  ['a=b', 'a=b'],
  ['5-3', '5-3'],
  ['$1.00', '$1.00'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\rlines', '"two\rlines"'],
  [' padded ', '" padded "'],
  ['trailing ', '"trailing "'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-$5.00', "'-$5.00"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['\t=1', "'\t=1"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['\nx', '"\'\nx"'],
  ['  =1', "'  =1"],
  ['\u00a0=1', "'\u00a0=1"],
  ['\uFF1D1', "'\uFF1D1"],
  ['\uFF0B1', "'\uFF0B1"],
  ['\uFF0D1', "'\uFF0D1"],
  ['\uFF20x', "'\uFF20x"],
  ["'quoted'", "''quoted'"],
  ["'=1", "''=1"],
  ["it's", "it's"],
])('%j stands as %j', (text, cell) => {
  expect(textCell(text)).toBe(cell);
});

it('no text has an empty cell', () => {
  expect(textCell(undefined)).toBe('');
});

it.each([
  ['{}', '{}'],
  ['{"a":1}', '"{""a"":1}"'],
])('the object %s stands as %s', (json, cell) => {
  expect(jsonCell(json)).toBe(cell);
});

it('every text comes back', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, anyCharacters()), (text) => {
      expect(restore(unquote(textCell(text)))).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

it('no cell begins, behind whatever blanks, with what starts a formula, nor with a tab or a line end', () => {
  const sign = fc.constantFrom('=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20');
  const blanks = fc.string({ unit: fc.constantFrom(' ', '\t', '\u00a0', '\n'), maxLength: 3 });
  const start = fc.oneof(
    fc.tuple(blanks, sign).map(([before, first]) => before + first),
    fc.constantFrom('\t', '\r', '\n'),
  );
  fc.assert(
    fc.property(start, anyText, (first, text) => {
      expect(unquote(textCell(first + text)).charAt(0)).toBe("'");
    }),
  );
});

it('no unquoted cell holds a comma, a quote or a line end', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const cell = textCell(text);
      if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/);
    }),
    { numRuns: 1000 },
  );
});
