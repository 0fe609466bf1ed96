// The checkpoint as an object in the store: what went in comes out, and what is damaged says so.
import fc from 'fast-check';
import {
  atTheStart,
  checkpointBytes,
  isComplete,
  parseCheckpoint,
  rowsOf,
} from '../../../../lib/export/run/checkpoint.ts';
import { checkpointKey } from '../../../../lib/export/run/keys.ts';
import { claim, readProgress, TakenOver } from '../../../../lib/export/run/progress.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { anyRows } from '../record/arbitraries.ts';
import { charges, codeOf, fakeSource, identity, runOnce, runToEnd } from './world.ts';

const now = () => Date.parse('2026-11-22T12:00:00Z');
const key = checkpointKey(identity().exportId);
const start = atTheStart(identity(), '2026-11-22T12:00:00.000Z');

describe('a checkpoint', () => {
  test('comes back as it was, rows and their lines included', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const bytes = Buffer.from(rows.map(({ line }) => `${line}\n`).join(''));
        const problem = { code: 'Internal', detail: 'It is so.' };
        const recent = [['a', '2'] as const, ['b', null] as const];
        const order = { ...start.order, recent, older: [['a', ['1', null]] as const] };
        const saved = { ...start, order, rows: { count: rows.length, bytes }, pages: 3, problem };
        const read = parseCheckpoint(key, checkpointBytes(saved));
        expect({ ...read, rows: Buffer.from(read.rows.bytes).toString() }).toEqual({
          ...saved,
          rows: bytes.toString(),
        });
        expect(rowsOf(read)).toEqual(rows);
      }),
    );
  });

  test('that cannot be read says why in the log', () => {
    const short = { ...start, rows: { count: 2, bytes: Buffer.from('{}\n') } };
    expect(() => rowsOf(short)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ message: '1 lines instead of 2' }) }),
    );
  });

  test('is complete when the walk has ended and no row is in hand', () => {
    const ended = { ...start, walk: { ...start.walk, ended: true } };
    expect(isComplete(start)).toBe(false);
    expect(isComplete(ended)).toBe(true);
    expect(isComplete({ ...ended, rows: { count: 1, bytes: Buffer.from('{}\n') } })).toBe(false);
  });

  test.each([
    ['no JSON', () => Buffer.from('nonsense\n')],
    ['nothing', () => new Uint8Array()],
    [
      'another version',
      () => Buffer.from(Buffer.from(checkpointBytes(start)).toString().replace('"version":1', '"version":2')),
    ],
    ['a line that is gone', () => checkpointBytes({ ...start, rows: { count: 1, bytes: new Uint8Array() } })],
    [
      'a line that is cut',
      () => checkpointBytes({ ...start, rows: { count: 1, bytes: Buffer.from('{"id":"a"') } }),
    ],
    [
      'a line that is no row',
      () => checkpointBytes({ ...start, rows: { count: 1, bytes: Buffer.from('{"id":"a"}\n') } }),
    ],
  ])('with %s is an error that names it, and nothing is exported from it', async (_, bytes) => {
    const disk = new MemoryDisk();
    disk.objects.set(key, bytes());
    const source = fakeSource(() => charges(3));
    await expect(runOnce({ disk, source })).rejects.toMatchObject({ code: 'Internal' });
    await expect(runOnce({ disk, source })).rejects.toThrow(`put back or delete ${key}`);
    disk.objects.delete(key);
    expect(await runToEnd({ disk, source })).toMatchObject({ manifest: { rows: 3 } });
  });
});

describe('of two that save', () => {
  test('the first one wins, and the other learns of it', async () => {
    const disk = new MemoryDisk();
    const mine = await claim(disk.open(), identity(), now);
    const theirs = await claim(disk.open(), identity(), now);
    expect(theirs.checkpoint).toEqual(mine.checkpoint);
    await mine.save({ pages: 1 });
    await expect(theirs.save({ pages: 2 })).rejects.toThrow(TakenOver);
    await mine.save({ pages: 3 });
    const read = await readProgress(disk.open(), identity().exportId, now);
    expect(read?.checkpoint.pages).toBe(3);
    expect(read?.hash).toBe(mine.hash);
  });

  test('one that claims the exportId of another export is refused', async () => {
    const disk = new MemoryDisk();
    await claim(disk.open(), identity({ exportId: 'mine' }), now);
    const other = identity({ exportId: 'mine', format: 'csv' });
    expect(await codeOf(claim(disk.open(), other, now))).toBe('ExportConflict');
    expect(await codeOf(runOnce({ disk, of: other, source: fakeSource(() => []) }))).toBe('ExportConflict');
    await runToEnd({ disk, of: identity({ exportId: 'mine' }), source: fakeSource(() => []) });
    expect(await codeOf(runOnce({ disk, of: other, source: fakeSource(() => []) }))).toBe('ExportConflict');
  });
});
