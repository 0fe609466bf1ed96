// Read, change, compare-and-swap: each change on top of the one before, or a failure.
import { setImmediate as nextTick } from 'node:timers/promises';
import { update } from '../../../lib/store/update.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const add = (text: string) => (current: Uint8Array | undefined) =>
  Buffer.concat([current ?? bytes(''), bytes(text)]);

describe('update', () => {
  it('creates what is missing and changes what is there', async () => {
    const disk = new MemoryDisk();
    expect(await update(disk.open(), 'a', add('1'))).toEqual(bytes('1'));
    expect(await update(disk.open(), 'a', add('2'))).toEqual(bytes('12'));
    expect(disk.text('a')).toBe('12');
  });

  it('writes nothing where nothing is to be changed', async () => {
    const disk = new MemoryDisk();
    const store = disk.open();
    expect(await update(store, 'a', () => undefined)).toBeUndefined();
    await update(store, 'a', add('1'));
    expect(await update(store, 'a', () => undefined)).toEqual(bytes('1'));
    expect(store.steps.filter(({ action }) => action === 'put')).toHaveLength(1);
  });

  it('waits for a change that takes its time, and makes it on what was there when it began', async () => {
    const disk = new MemoryDisk();
    const slow = async (current: Uint8Array | undefined) => {
      await nextTick();
      return add('1')(current);
    };
    expect(
      await Promise.all([update(disk.open(), 'a', slow), update(disk.open(), 'a', slow)]),
    ).toContainEqual(bytes('11'));
    expect(disk.text('a')).toBe('11');
  });

  it('makes the change again on what another wrote in between, whether new or changed', async () => {
    const disk = new MemoryDisk();
    let rivals = 3;
    const store = disk.open({
      onStep: async ({ action }) => {
        if (action !== 'put' || rivals === 0) return;
        rivals -= 1;
        await update(disk.open(), 'a', add('r'));
      },
    });
    const pauses: number[] = [];
    const pause = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
    expect(Buffer.from((await update(store, 'a', add('m'), { pause })) ?? []).toString()).toBe('rrrm');
    expect(disk.text('a')).toBe('rrrm');
    expect(pauses).toHaveLength(3);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(250);
  });

  it('that comes too late 50 times is a failure', async () => {
    const disk = new MemoryDisk();
    const store = disk.open({
      onStep: async ({ action }) => {
        if (action === 'put') await update(disk.open(), 'a', add('r'));
      },
    });
    const pause = async (): Promise<void> => undefined;
    await expect(update(store, 'a', add('m'), { pause })).rejects.toThrow('The store is busy');
    expect(disk.text('a')).toBe('r'.repeat(50));
  });

  it('passes on what the change throws, and leaves the object as it was', async () => {
    const disk = new MemoryDisk();
    const refuse = (): never => {
      throw new Error('not a number');
    };
    await expect(update(disk.open(), 'a', refuse)).rejects.toThrow('not a number');
    expect(disk.objects.size).toBe(0);
  });
});
