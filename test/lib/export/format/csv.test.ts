// csv as a spreadsheet or another parser reads it, and as our reader refuses it.
import fc from 'fast-check';
import Papa from 'papaparse';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import { anyRows } from '../record/arbitraries.ts';
import { fileOf, rowsOf } from './files.ts';

const HEADER =
  'id,revision,createdDate,updatedDate,amount_credits,amount_cost_amount,amount_cost_currencyCode,' +
  'amount_cost_formattedValue,description,callerAppId,externalRefId,metadata,idempotencyKey';

const raw = {
  id: 't1',
  revision: '3',
  createdDate: '2026-10-01T00:00:00.000000001Z',
  amount: { credits: -2.5, cost: { amount: '-0.10', currencyCode: 'USD', formattedValue: '-$0.10' } },
  description: '=cmd|x',
  metadata: { b: 1, a: 'x,y' },
};
const LINE =
  't1,3,2026-10-01T00:00:00.000000001Z,,-2.5,-0.10,USD,\'-$0.10,\'=cmd|x,,,"{""a"":""x,y"",""b"":1}",';

async function fileText(): Promise<string> {
  return (await fileOf('csv', [[normalise(raw)]])).toString();
}

function withoutApostrophe(text: string | undefined): string | undefined {
  return text === '' ? undefined : text?.replace(/^'/, '');
}

it('is RFC 4180 with a mark for Excel: text is neutralised, numbers are left as they are', async () => {
  expect(await fileText()).toBe(`\uFEFF${HEADER}\r\n${LINE}\r\n`);
});

it('papaparse reads the same values', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const text = (await fileOf('csv', [rows])).toString();
      const { data, errors } = Papa.parse<Record<string, string>>(text, {
        header: true,
        newline: '\r\n',
        delimiter: ',',
      });
      expect(errors.filter(({ type }) => type === 'Quotes')).toEqual([]);
      // papaparse takes the last line end for the start of one more record.
      expect(data.pop()).toEqual({ id: '' });
      const read = data.map((cells) => ({
        id: withoutApostrophe(cells.id),
        revision: withoutApostrophe(cells.revision),
        createdDate: cells.createdDate,
        credits: cells.amount_credits,
        cost: cells.amount_cost_amount === '' ? undefined : cells.amount_cost_amount,
        description: withoutApostrophe(cells.description),
        externalRefId: withoutApostrophe(cells.externalRefId),
        metadata: cells.metadata === '' ? undefined : JSON.parse(cells.metadata ?? ''),
        idempotencyKey: withoutApostrophe(cells.idempotencyKey),
      }));
      const expected = rows.map(({ record }) => ({
        id: record.id,
        revision: record.revision,
        createdDate: record.createdDate,
        credits: record.amount.credits,
        cost: record.amount.cost?.amount,
        description: record.description,
        externalRefId: record.externalRefId,
        metadata: record.metadata,
        idempotencyKey: record.idempotencyKey,
      }));
      expect(read.map(({ revision: _, ...rest }) => rest)).toEqual(
        expected.map(({ revision: _, ...rest }) => rest),
      );
      expect(data.map((cells) => cells.revision)).toEqual(rows.map(({ record }) => record.revision ?? ''));
    }),
  );
});

describe('the reader refuses', () => {
  const mark = '\uFEFF';
  it.each([
    ['an empty file', '', 'the file is empty'],
    ['another header', `${mark}id,amount\r\n`, 'the header is not the one of this format'],
    ['a header without the mark', `${HEADER}\r\n`, 'the header is not the one of this format'],
    ['a missing cell', `${mark}${HEADER}\r\na,b\r\n`, 'record 2 has not its columns'],
    [
      'quotes inside a cell',
      `${mark}${HEADER}\r\na"b"c${','.repeat(12)}\r\n`,
      'record 2 has not its columns',
    ],
    [
      'a formula',
      `${mark}${HEADER}\r\n${LINE.replace("'=cmd", '=cmd')}\r\n`,
      'record 2 is not in canonical form',
    ],
    ['needless quotes', `${mark}${HEADER}\r\n"t1"${LINE.slice(2)}\r\n`, 'record 2 is not in canonical form'],
    [
      'a rounded amount',
      `${mark}${HEADER}\r\n${LINE.replace('-2.5,', '-2.50,')}\r\n`,
      'record 2 is not in canonical',
    ],
    [
      'metadata that is no JSON',
      `${mark}${HEADER}\r\n${LINE.replace('1}"', '1"')}\r\n`,
      'record 2 is not JSON',
    ],
    [
      'a record without credits',
      `${mark}${HEADER}\r\n${LINE.replace('-2.5', '')}\r\n`,
      'record 2: amount.credits is not',
    ],
    ['a last line without its end', `${mark}${HEADER}\r\n${LINE}`, 'the text stops in the middle of a line'],
    ['line feeds alone', `${mark}${HEADER}\n${LINE}\n`, 'the text stops in the middle of a line'],
    ['an open quote', `${mark}${HEADER}\r\n"t1\r\n`, 'the text stops in the middle of a line'],
  ])('%s', async (_, text, message) => {
    await expect(rowsOf('csv', Buffer.from(text))).rejects.toMatchObject({
      name: 'Unreadable',
      message: expect.stringContaining(message),
    });
  });
});
