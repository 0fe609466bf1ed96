// Revisions that a higher one has replaced: each once, in the order of revisions.
import { OlderRevisions } from '../../../../../lib/export/run/order/older-revisions.ts';

it('stand lowest first, whatever order they came in, and none before them all', () => {
  const older = new OlderRevisions([]);
  for (const revision of ['10', '2', undefined, '9']) expect(older.add('a', revision)).toBe(true);
  expect(older.of('a')).toEqual([undefined, '2', '9', '10']);
  expect(new OlderRevisions(older.list()).of('a')).toEqual([undefined, '2', '9', '10']);
});

it('count once, however often they come', () => {
  const older = new OlderRevisions([['a', [null]]]);
  expect(older.add('a', undefined)).toBe(false);
  expect(older.add('a', '1')).toBe(true);
  expect(older.add('a', '1')).toBe(false);
  expect(older.list()).toEqual([['a', [null, '1']]]);
});

it('are forgotten with their id', () => {
  const older = new OlderRevisions([['a', ['1']]]);
  older.forget('a');
  expect([older.ids(), older.of('a')]).toEqual([[], []]);
});
