// How everything stands, read from the store: parsed once for each version, and the first line of any object.
import { firstLine } from '../../../../lib/dashboard/read/first-line.ts';
import { latestReader } from '../../../../lib/dashboard/read/latest.ts';
import { LATEST_KEY } from '../../../../lib/monitor/layout.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';
import { latestWith } from '../fleet.ts';

const put = (disk: MemoryDisk, value: unknown) =>
  disk.objects.set(LATEST_KEY, Buffer.from(JSON.stringify(value)));

describe('how everything stands', () => {
  test('is what the monitor wrote', async () => {
    const disk = new MemoryDisk();
    put(disk, latestWith(3));
    expect(await latestReader()(disk.open())).toEqual(latestWith(3));
  });

  test('is nothing before its first run', async () => {
    expect(await latestReader()(new MemoryDisk().open())).toBeUndefined();
  });

  test('is taken apart once, and again when it has changed', async () => {
    const disk = new MemoryDisk();
    const read = latestReader();
    put(disk, latestWith(1));
    const first = await read(disk.open());
    expect(await read(disk.open())).toBe(first);
    put(disk, latestWith(2));
    expect((await read(disk.open()))?.sites).toHaveLength(2);
  });

  test('that is damaged is an error that names the object', async () => {
    const disk = new MemoryDisk();
    put(disk, { version: 2 });
    await expect(latestReader()(disk.open())).rejects.toMatchObject({
      code: 'Internal',
      message: expect.stringContaining(LATEST_KEY),
    });
  });
});

describe('the first line of an object', () => {
  const lineOf = (text: string) => {
    const disk = new MemoryDisk();
    disk.objects.set('a', Buffer.from(text));
    return firstLine(disk.open(), 'a');
  };

  test.each([
    ['one\ntwo\n', 'one'],
    ['\n', ''],
    ['', undefined],
    ['without a break', undefined],
    [`${'ä'.repeat(70_000)}\nx`, 'ä'.repeat(70_000)],
    [`${'x'.repeat(2_000_000)}\n`, undefined],
  ])('is told where there is one, and none is made up (case %#)', async (text, line) => {
    expect(await lineOf(text)).toBe(line);
  });

  test('does not read the rest', async () => {
    const disk = new MemoryDisk();
    disk.objects.set('a', Buffer.from(`one\n${'x'.repeat(1_000_000)}`));
    const store = disk.open();
    await firstLine(store, 'a');
    expect(store.steps.filter(({ action }) => action === 'read a chunk')).toHaveLength(1);
  });

  test('of no object is none', async () => {
    expect(await firstLine(new MemoryDisk().open(), 'a')).toBeUndefined();
  });
});
