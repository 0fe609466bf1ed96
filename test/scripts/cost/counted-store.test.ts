// What a store's calls are at S3, counted.
import { countedStore, type StoreCounts } from '../../../scripts/cost/counted-store.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

const MEGABYTE = 1024 * 1024;

function counting() {
  const counts: StoreCounts = { puts: 0, gets: 0, bytesKept: 0, bytesReplaced: 0 };
  return { counts, store: countedStore(new MemoryDisk().open(), counts) };
}
const bytes = (length: number) => new Uint8Array(length);

async function upload(store: ReturnType<typeof counting>['store'], key: string, length: number) {
  const writer = await store.write(key);
  for (let left = length; left > 0; left -= MEGABYTE) await writer.write(bytes(Math.min(left, MEGABYTE)));
  await writer.finish();
}

it('a put is a PUT; what is written create-only stays, anything else is replaced some day', async () => {
  const { counts, store } = counting();
  await store.put('a', bytes(5), { condition: 'create-only' });
  await store.put('b', bytes(7));
  expect(counts).toEqual({ puts: 2, gets: 0, bytesKept: 5, bytesReplaced: 7 });
});

it('a get and a stream are a GET, also of what is not there', async () => {
  const { counts, store } = counting();
  expect(await store.get('a')).toBeUndefined();
  expect(await store.stream('a')).toBeUndefined();
  expect(counts.gets).toBe(2);
});

it.each([
  [0, 1],
  [1, 1],
  [1_000, 1],
  [1_001, 2],
])(
  'a listing of %d objects costs %d requests, and each of them as much as a PUT',
  async (objects, requests) => {
    const { counts, store } = counting();
    for (let object = 0; object < objects; object += 1) await store.put(`list/${object}`, bytes(1));
    const before = counts.puts;
    let listed = 0;
    for await (const _ of store.list('list/')) listed += 1;
    expect([listed, counts.puts - before]).toEqual([objects, requests]);
  },
);

it('an upload of one part is one PUT; a larger one has a begin, its parts and an end', async () => {
  const { counts, store } = counting();
  await upload(store, 'small', 8 * MEGABYTE);
  expect(counts.puts).toBe(1);
  await upload(store, 'large', 17 * MEGABYTE);
  expect(counts.puts).toBe(1 + 5);
  expect(counts.bytesKept).toBe(25 * MEGABYTE);
});

it('everything else of the store stays as it was', async () => {
  const { store } = counting();
  await store.put('a', bytes(3));
  expect((await store.get('a'))?.body.byteLength).toBe(3);
  expect(store.uri('a')).toBe('memory:///a');
  await store.delete('a');
  expect(await store.get('a')).toBeUndefined();
});
