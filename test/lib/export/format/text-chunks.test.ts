// The rules of chunks: all of the text, cut by its rows alone, in pieces that are neither tiny nor huge.

import { readLines } from '../../../../lib/export/format/read-lines.ts';
import { textChunks } from '../../../../lib/export/format/text-chunks.ts';
import { hasCode, Unreadable } from '../../../../lib/export/format/unreadable.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { charges } from '../run/world.ts';

const CHUNK = 262_144;
const rows = charges(3_000, 60);

/** The chunks of rows that come so many at a time. */
async function chunksOf(batchSize: number, textOf: (row: Row) => string, of = rows, head = 'head\n') {
  async function* batches() {
    for (let at = 0; at < of.length; at += batchSize) yield of.slice(at, at + batchSize);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of textChunks(batches(), head, textOf)) chunks.push(Buffer.from(chunk));
  return chunks;
}
const whole = (textOf: (row: Row) => string, of = rows) => `head\n${of.map(textOf).join('')}`;

test.each<[string, (row: Row) => string]>([
  ['of lines', ({ line }) => `${line}\n`],
  ['of wide characters', ({ record }) => `${'語'.repeat(300)}${record.id}\n`],
  ['of long texts', ({ record }) => `${'ä'.repeat(20_000)}${record.id}\n`],
])('text %s is all there, in chunks of up to 256 KiB', async (_, textOf) => {
  const chunks = await chunksOf(100, textOf);
  expect(Buffer.concat(chunks).toString() === whole(textOf)).toBe(true);
  expect(chunks.length).toBeGreaterThanOrEqual(3);
  for (const chunk of chunks.slice(0, -2)) {
    expect(chunk.length).toBeGreaterThan(CHUNK / 2);
    expect(chunk.length).toBeLessThanOrEqual(CHUNK);
  }
});

test('its edges do not depend on how the rows arrive', async () => {
  const textOf = ({ line }: Row) => `${line}\n`;
  const [one, other] = [await chunksOf(1, textOf), await chunksOf(997, textOf)];
  expect(one.map(({ length }) => length)).toEqual(other.map(({ length }) => length));
});

test('a chunk takes texts as long as the widest characters would still fit in', async () => {
  // 16 KiB is as much as is gathered before it becomes bytes.
  const chunks = await chunksOf(100, () => 'x'.repeat(16_384), rows.slice(0, 30), '');
  expect(chunks.map(({ length }) => length / 16_384)).toEqual([14, 14, 2]);
});

test('a row that is longer than a chunk is a chunk', async () => {
  const textOf = ({ record }: Row) => `${'語'.repeat(CHUNK)}${record.id}\n`;
  const few = rows.slice(0, 3);
  const chunks = await chunksOf(2, textOf, few);
  expect(Buffer.concat(chunks).toString() === whole(textOf, few)).toBe(true);
  expect(chunks).toHaveLength(3);
});

test('without any row there is the head, and without a head there is nothing', async () => {
  expect(String(await chunksOf(1, () => 'x', []))).toBe('head\n');
  expect(await chunksOf(1, () => 'x', [], '')).toEqual([]);
});

describe('lines that are read', () => {
  async function linesOf(...chunks: (string | Uint8Array)[]) {
    const all: string[] = [];
    for await (const lines of readLines(chunked(chunks), '\r\n')) all.push(...lines);
    return all;
  }
  async function* chunked(chunks: (string | Uint8Array)[]) {
    for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }

  test('may be cut anywhere, even within an end or a character', async () => {
    const bytes = Buffer.from('ä\r\n\r\n語 b\r\n');
    const each = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(await linesOf(...each)).toEqual(['ä', '', '語 b']);
    expect(await linesOf('a\r\nb\r', '\n')).toEqual(['a', 'b']);
    expect(await linesOf()).toEqual([]);
  });

  test('end like the others, and are UTF-8', async () => {
    await expect(linesOf('a\r\nb')).rejects.toThrow(new Unreadable('the text stops in the middle of a line'));
    for (const bytes of [Uint8Array.of(0xff, 13, 10), Uint8Array.of(0xc3)]) {
      const failure = await linesOf(bytes).catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'Unreadable', message: 'the text is not UTF-8' });
      expect(failure).toHaveProperty('cause.code', 'ERR_ENCODING_INVALID_ENCODED_DATA');
    }
  });
});

test.each([
  [{ code: 'ERR_ENCODING_X' }, true],
  [{ code: 'X_ERR_ENCODING' }, false],
  [{}, false],
  [null, false],
  [undefined, false],
  ['ERR_ENCODING', false],
])('%j has a code that starts with ERR_ENCODING: %j', (error, expected) => {
  expect(hasCode(error, 'ERR_ENCODING')).toBe(expected);
});

test('what cannot be read has a cause only where there is one', () => {
  expect(new Unreadable('x')).not.toHaveProperty('cause');
  expect(new Unreadable('x', 'why')).toHaveProperty('cause', 'why');
});
