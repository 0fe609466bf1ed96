// The store in memory: it keeps what is put, heeds conditions, and reaches another store whole or fails.
import { memoryStore } from '../../../local/start/memory.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

const bytes = (text: string) => Buffer.from(text);

describe('the store in memory', () => {
  test('keeps what is put, and says what it was asked to make sure of', async () => {
    const store = memoryStore();
    expect(await store.get('a')).toBeUndefined();
    const first = await store.put('a', bytes('1'), { condition: 'create-only' });
    expect(first.outcome).toBe('stored');
    expect(await store.put('a', bytes('2'), { condition: 'create-only' })).toEqual({ outcome: 'exists' });
    const { etag = '' } = (await store.get('a')) ?? {};
    expect((await store.put('a', bytes('3'), { condition: { ifMatch: etag } })).outcome).toBe('stored');
    expect(await store.put('a', bytes('4'), { condition: { ifMatch: etag } })).toEqual({
      outcome: 'changed',
    });
    expect(await store.put('b', bytes('5'), { condition: { ifMatch: etag } })).toEqual({
      outcome: 'changed',
    });
    expect((await store.put('a', bytes('6'))).outcome).toBe('stored');
    expect(Buffer.from((await store.get('a'))?.body ?? []).toString()).toBe('6');
  });

  test('reaches another store whole', async () => {
    const store = memoryStore();
    const keys = Array.from({ length: 50 }, (_, n) => `folder/${n}`);
    for (const key of keys) await store.put(key, bytes(key));
    const disk = new MemoryDisk();
    await store.copyTo(disk.open());
    expect([...disk.objects.keys()].sort()).toEqual(keys.sort());
    expect(disk.text('folder/7')).toBe('folder/7');
  });

  test('says when the other one fails', async () => {
    const store = memoryStore();
    await store.put('a', bytes('1'));
    const full = { put: () => Promise.reject(new Error('disk full')) };
    await expect(store.copyTo(full)).rejects.toThrow('disk full');
  });
});
