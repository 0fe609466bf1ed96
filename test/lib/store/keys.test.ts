// Keys that every file system and S3 can hold alike, and nothing else.
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { checkKey, checkPrefix, isKey } from '../../../lib/store/keys.ts';

describe('a key', () => {
  it.each([
    'latest.json',
    'snapshots/dt=2026-11-22/hr=10/abc-123.ndjson',
    'exports/wix/part-00001.csv.gz',
    'A_b+c,d@e=f',
    'a/b.c/d..e',
    'x'.repeat(200),
  ])('%s is allowed', (key) => {
    expect(isKey(key)).toBe(true);
    checkKey(key);
  });

  it.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/..',
    '../a',
    'a/./b',
    '.hidden',
    'a/.store/b',
    'ends.',
    'ends./b',
    'a b',
    'a\nb',
    'a\0b',
    'a\\b',
    'C:',
    'a*',
    'a?b',
    'a%2fb',
    'ä',
    'x'.repeat(201),
    `${'abcdefghi/'.repeat(80)}a`,
  ])('%j is refused', (key) => {
    expect(isKey(key)).toBe(false);
    expect(() => checkKey(key)).toThrow('The store was asked for a key that it does not allow.');
  });

  it('is never told to a caller', () => {
    const refuse = (): void => checkKey('secret key');
    expect(refuse).toThrow(expect.objectContaining({ code: 'Internal' }));
    expect(refuse).not.toThrow('secret');
  });

  it('whatever is allowed stays inside the directory, and out of its private folder', () => {
    const anything = fc.array(fc.constantFrom('a', '.', '..', '/', '\\', '\0', 'b.c', '.store', 'é', ' '));
    fc.assert(
      fc.property(anything, (pieces) => {
        const key = pieces.join('');
        fc.pre(isKey(key));
        expect(join('/root', key)).toBe(`${sep}root${sep}${key.split('/').join(sep)}`);
        expect(key.startsWith('.')).toBe(false);
      }),
    );
  });
});

describe('a prefix', () => {
  it.each(['', 'a', 'a/', 'a/b', 'a/b/', 'dt=2026-1', 'part-0.'])('%j is allowed', (prefix) => {
    expect(() => checkPrefix(prefix)).not.toThrow();
  });

  it.each(['/', 'a//', '..', '../', 'a/../', 'a/.', 'a b', 'a\0', 'a\\', `a/${'x'.repeat(800)}`])(
    '%j is refused',
    (prefix) => {
      expect(() => checkPrefix(prefix)).toThrow('a key that it does not allow');
    },
  );

  it('every beginning of a key is one, except in front of a name', () => {
    const key = 'snapshots/dt=2026-11-22/a.b-c.ndjson';
    for (let end = 0; end <= key.length; end += 1) checkPrefix(key.slice(0, end));
  });
});
