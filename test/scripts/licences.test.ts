// The licences of what the functions are made of.
import { describeLicences, isAllowed } from '../../scripts/licences/allowed.ts';
import { readProduction } from '../../scripts/production.ts';

test('every production package has a licence that is allowed', async () => {
  const { packages } = await readProduction(new URL('../../', import.meta.url));
  expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  expect(packages.length).toBeGreaterThan(30);
});

test.each([
  ['MIT', true],
  ['Apache-2.0', true],
  ['0BSD', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['GPL-3.0-only OR BSD-3-Clause', true],
  ['MIT AND ISC', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-3.0-only', false],
  ['AGPL-3.0-or-later', false],
  ['LGPL-2.1', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['UNLICENSED', false],
  ['', false],
  [undefined, false],
])('%s: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed);
});

test('the list names each licence once, the most frequent first', () => {
  const of = (name: string, licence?: string) => ({ name, version: '1.0.0', licence });
  expect(describeLicences([of('a'), of('c', 'MIT'), of('b', 'MIT'), of('b', 'MIT')])).toEqual([
    'MIT (3): b, c',
    'none (1): a',
  ]);
});
