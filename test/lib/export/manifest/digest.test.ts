// The digest over rows: any order, any partition, no row twice for free.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { addDigests, createDigest, EMPTY_DIGEST } from '../../../../lib/export/manifest/digest.ts';

function digestOf(lines: readonly string[]): string {
  const digest = createDigest();
  for (const line of lines) digest.add(line);
  return digest.hex();
}

function byDefinition(lines: readonly string[]): string {
  const hashes = lines.map((line) => BigInt(`0x${createHash('sha256').update(line, 'utf8').digest('hex')}`));
  return (hashes.reduce((a, b) => a + b, 0n) % 2n ** 256n).toString(16).padStart(64, '0');
}

const lines = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 40 });

it('is the sum of the SHA-256 of the lines modulo 2^256', () => {
  fc.assert(fc.property(lines, (texts) => expect(digestOf(texts)).toBe(byDefinition(texts))));
});

it('of one line is its SHA-256, of none is zero', () => {
  expect(digestOf(['{}'])).toBe(createHash('sha256').update('{}').digest('hex'));
  expect(digestOf([])).toBe(EMPTY_DIGEST);
});

it('depends neither on the order nor on the partition into parts', () => {
  fc.assert(
    fc.property(lines, fc.nat(40), (texts, at) => {
      expect(digestOf([...texts].reverse())).toBe(digestOf(texts));
      expect(addDigests(digestOf(texts.slice(0, at)), digestOf(texts.slice(at)))).toBe(digestOf(texts));
    }),
  );
});

it('a row that is there twice changes it, once more each time', () => {
  const seen = new Set([0, 1, 2, 3, 4].map((times) => digestOf(Array.from({ length: times }, () => 'a'))));
  expect(seen.size).toBe(5);
});

it('can be read in between and goes on', () => {
  const digest = createDigest();
  digest.add('a');
  expect(digest.hex()).toBe(byDefinition(['a']));
  for (let i = 0; i < 300; i++) digest.add('b');
  expect(digest.hex()).toBe(byDefinition(['a', ...Array.from({ length: 300 }, () => 'b')]));
});

it('wraps around at 2^256', () => {
  expect(addDigests('f'.repeat(64), `${'0'.repeat(63)}2`)).toBe(`${'0'.repeat(63)}1`);
});
