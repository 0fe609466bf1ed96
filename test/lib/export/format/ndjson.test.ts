// ndjson as others read it, and as our reader refuses it.
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gunzipSync as fflateGunzip } from 'fflate';
import { createTally } from '../../../../lib/export/manifest/tally.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import { anyRows } from '../record/arbitraries.ts';
import { fileOf, rowsOf } from './files.ts';

const row = normalise({ id: 't1', createdDate: '2026-10-01T00:00:00Z', amount: { credits: 1 } });

function zipped(text: string): Uint8Array {
  return gzipSync(text);
}

it('another gzip and JSON.parse read the records', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const text = new TextDecoder().decode(fflateGunzip(await fileOf('ndjson', [rows])));
      const lines = text.split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.map((line) => JSON.parse(line))).toEqual(
        rows.map(({ record }) => JSON.parse(JSON.stringify(record))),
      );
    }),
  );
});

it('anyone can take the digest: it is the sum of the SHA-256 of the lines', async () => {
  const rows = ['a', 'b', 'c'].map((id) => normalise({ ...row.record, id }));
  const text = gunzipSync(await fileOf('ndjson', [rows])).toString();
  const sums = text
    .trimEnd()
    .split('\n')
    .map((line) => BigInt(`0x${createHash('sha256').update(line).digest('hex')}`));
  const expected = sums.reduce((a, b) => a + b, 0n) % 2n ** 256n;
  const tally = createTally();
  for (const each of rows) tally.add(each);
  expect(tally.figures().digest).toBe(expected.toString(16).padStart(64, '0'));
});

it('the gzip header tells neither a time nor a machine', async () => {
  const file = await fileOf('ndjson', [[row]]);
  expect([...file.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255]);
});

describe('the reader refuses', () => {
  it.each([
    [
      'another order of keys',
      '{"createdDate":"2026-10-01T00:00:00.000Z","id":"t1","amount":{"credits":"1"}}\n',
    ],
    ['a number for the exact text', `${row.line.replace('"1"', '1')}\n`],
    ['a blank', `${row.line} \n`],
    ['an unknown field', `${row.line.slice(0, -1)},"more":1}\n`],
  ])('%s: line 2 is not in canonical form', async (_, line) => {
    const file = zipped(`${row.line}\n${line}`);
    await expect(rowsOf('ndjson', file)).rejects.toThrow('line 2 is not in canonical form');
  });

  it.each([
    ['{"id":"t1"}\n', 'line 1: createdDate is not an ISO 8601 instant'],
    ['no json\n', 'line 1 is not JSON'],
    ['\n', 'line 1 is not JSON'],
    [row.line, 'the text stops in the middle of a line'],
  ])('%j', async (text, message) => {
    await expect(rowsOf('ndjson', zipped(text))).rejects.toThrow(message);
  });

  it('bytes that are no UTF-8', async () => {
    const file = gzipSync(Buffer.from([0x22, 0xff, 0x22, 0x0a]));
    await expect(rowsOf('ndjson', file)).rejects.toMatchObject({
      name: 'Unreadable',
      message: 'the text is not UTF-8',
    });
    const cut = gzipSync(Buffer.from([0x22, 0xc3]));
    await expect(rowsOf('ndjson', cut)).rejects.toThrow('the text is not UTF-8');
  });

  it('what is no gzip, and a gzip file that was cut off', async () => {
    const whole = await fileOf('ndjson', [[row]]);
    await expect(rowsOf('ndjson', Buffer.from(row.line))).rejects.toThrow('not a whole gzip file');
    await expect(rowsOf('ndjson', whole.subarray(0, -6))).rejects.toThrow('not a whole gzip file');
  });
});
