// A part on its way out: the figures are those of the bytes that passed.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { FORMAT_NAMES, openFormat } from '../../../../lib/export/format/format.ts';
import { encodePart } from '../../../../lib/export/manifest/part.ts';
import { createTally } from '../../../../lib/export/manifest/tally.ts';
import { ACCOUNT, collect, fileOf } from '../format/files.ts';
import { anyRow, anyRows } from '../record/arbitraries.ts';

it.each(FORMAT_NAMES)('%s: bytes, hash and row figures are those of the file', async (name) => {
  const format = await openFormat(name, { account: ACCOUNT });
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const part = encodePart(format, [rows]);
      const file = await collect(part.bytes);
      const tally = createTally();
      for (const row of rows) tally.add(row);
      expect(file.equals(await fileOf(name, [rows]))).toBe(true);
      expect(part.figures()).toEqual({
        ...tally.figures(),
        bytes: file.length,
        sha256: createHash('sha256').update(file).digest('hex'),
      });
    }),
    { numRuns: 25 },
  );
});

it('figures of a file that was not written to its end do not exist', async () => {
  const format = await openFormat('csv', { account: ACCOUNT });
  const [row] = fc.sample(anyRow, { numRuns: 1, seed: 1 });
  const part = encodePart(format, [row === undefined ? [] : [row]]);
  expect(() => part.figures()).toThrow('not written to its end');
  for await (const _ of part.bytes) break;
  expect(() => part.figures()).toThrow('not written to its end');
});

it('an error of the source leaves no figures', async () => {
  const format = await openFormat('ndjson', { account: ACCOUNT });
  const source = (async function* () {
    yield [];
    throw new Error('the source broke');
  })();
  const part = encodePart(format, source);
  await expect(collect(part.bytes)).rejects.toThrow('the source broke');
  expect(() => part.figures()).toThrow('not written to its end');
});
