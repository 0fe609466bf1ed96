// What holds for every format: determinism, streaming, and rows that come back exactly.
import fc from 'fast-check';
import { FORMAT_NAMES, openFormat } from '../../../../lib/export/format/format.ts';
import { openReader } from '../../../../lib/export/format/reader.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { anyRows } from '../record/arbitraries.ts';
import { ACCOUNT, fileOf, rowsOf } from './files.ts';

function manyRows(count: number): Row[] {
  return Array.from({ length: count }, (_, i) =>
    normalise({
      id: `id-${i}`,
      revision: '1',
      createdDate: new Date(1_790_812_800_000 + i * 10).toISOString(),
      amount: { credits: i % 7, cost: { amount: '0.10', currencyCode: 'USD' } },
      description: `line ${Math.sin(i)}`,
    }),
  );
}

describe.each(FORMAT_NAMES)('%s', (name) => {
  it('gives back exactly the rows that it was given', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.integer({ min: 1, max: 300 }), async (rows, size) => {
        expect(await rowsOf(name, await fileOf(name, [rows]), size)).toEqual(rows);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same bytes however the rows are grouped, from arrays or from a stream', async () => {
    const rows = manyRows(1500);
    const inPages: Row[][] = [];
    for (let at = 0; at < rows.length; at += 100) inPages.push(rows.slice(at, at + 100));
    async function* stream() {
      for (const row of rows) yield [row];
      yield [];
    }
    const once = await fileOf(name, [rows]);
    expect((await fileOf(name, inPages)).equals(once)).toBe(true);
    expect((await fileOf(name, stream())).equals(once)).toBe(true);
  });

  it('differs when a row or the order of rows differs', async () => {
    const rows = manyRows(3);
    const file = await fileOf(name, [rows]);
    expect((await fileOf(name, [rows.slice(0, 2)])).equals(file)).toBe(false);
    expect((await fileOf(name, [[...rows].reverse()])).equals(file)).toBe(false);
  });

  it('without rows is a whole file without rows', async () => {
    expect(await rowsOf(name, await fileOf(name, []))).toEqual([]);
    expect((await fileOf(name, [[], []])).equals(await fileOf(name, []))).toBe(true);
  });

  it('passes bytes on long before the last row has come', async () => {
    const format = await openFormat(name, { account: ACCOUNT });
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1000;
        yield manyRows(1000);
      }
    }
    let received = 0;
    for await (const chunk of format.encode(endless())) {
      received += chunk.length;
      if (received > 50_000) break;
    }
    expect(received).toBeGreaterThan(50_000);
    expect(given).toBeLessThan(100_000);
  });

  it('is read as far as its source: an error of that comes as it is, and is not called one of the file', async () => {
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    async function* broken() {
      yield (await fileOf(name, [manyRows(10)])).subarray(0, 20);
      throw reset;
    }
    const read = async () => {
      const reader = await openReader(name, { account: ACCOUNT });
      for await (const _ of reader(broken()));
    };
    await expect(read()).rejects.toBe(reset);
  });

  it('ends with the error of its source', async () => {
    async function* broken() {
      yield manyRows(10);
      throw new Error('the source broke');
    }
    await expect(fileOf(name, broken())).rejects.toThrow('the source broke');
  });
});

it('each format says what it is called and how it is served', async () => {
  const formats = await Promise.all(FORMAT_NAMES.map((name) => openFormat(name, { account: ACCOUNT })));
  expect(formats.map(({ name, extension, contentType }) => [name, extension, contentType])).toEqual([
    ['ndjson', 'ndjson.gz', 'application/gzip'],
    ['csv', 'csv', 'text/csv; charset=utf-8'],
    ['parquet', 'parquet', 'application/vnd.apache.parquet'],
    ['focus', 'csv', 'text/csv; charset=utf-8'],
  ]);
});
