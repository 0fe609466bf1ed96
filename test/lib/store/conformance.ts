// What every store owes its callers: one suite, run against the directory, S3 and the simulated store.
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Store, StoredEntry } from '../../../lib/store/store.ts';
import { update } from '../../../lib/store/update.ts';

/** A fresh, empty place. */
export interface StoreUnderTest {
  /** Opens it, as one more process would. */
  open(): Store;
  /** Whether a presigned URL can be read here, and how; undefined where nothing listens. */
  readonly readUrl?: (url: string) => Promise<Uint8Array>;
  /** What `uri('a/b')` has to be. */
  readonly uriOfAB: string;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (body: Uint8Array | undefined): string | undefined => body && Buffer.from(body).toString();
const sha256 = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const keysOf = async (entries: AsyncIterable<StoredEntry>): Promise<string[]> =>
  (await collect(entries)).map(({ key }) => key);

async function read(store: Store, key: string): Promise<Uint8Array | undefined> {
  const chunks = await store.stream(key);
  return chunks && Buffer.concat(await collect(chunks));
}

async function writeFile(store: Store, key: string, ...chunks: Uint8Array[]): Promise<'stored' | 'exists'> {
  const writer = await store.write(key);
  for (const chunk of chunks) await writer.write(chunk);
  return writer.finish();
}

/** Defines the suite. `makePlace` answers a fresh place for each test; `runs` is how many random histories are tried. */
export function storeConformance(makePlace: () => Promise<StoreUnderTest>, runs: number): void {
  let place: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    place = await makePlace();
    store = place.open();
  });

  describe('get and put', () => {
    it('an object that was never put is undefined, not an error', async () => {
      expect(await store.get('never/put')).toBeUndefined();
    });

    it('every byte comes back, from another process as well', async () => {
      const body = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
      await store.put('deep/er/object.bin', body);
      const found = await place.open().get('deep/er/object.bin');
      expect(Buffer.from(found?.body ?? []).equals(body)).toBe(true);
    });

    it('an empty object is an object', async () => {
      await store.put('empty', new Uint8Array());
      expect((await store.get('empty'))?.body.byteLength).toBe(0);
      expect(await collect(store.list(''))).toEqual([{ key: 'empty', size: 0 }]);
    });

    it('without a condition the newest content wins', async () => {
      await store.put('a', bytes('one'));
      await store.put('a', bytes('two'));
      expect(text((await store.get('a'))?.body)).toBe('two');
    });

    it('the etag of a put is the etag that get answers, and another content has another', async () => {
      const first = await store.put('a', bytes('one'), { contentType: 'text/plain' });
      expect(first).toEqual({ outcome: 'stored', etag: (await store.get('a'))?.etag });
      const second = await store.put('a', bytes('two'));
      expect(second).toEqual({ outcome: 'stored', etag: (await store.get('a'))?.etag });
      expect(second).not.toEqual(first);
    });
  });

  describe('create-only', () => {
    it('is refused where there is an object, and leaves that as it was', async () => {
      expect(await store.put('a', bytes('one'), { condition: 'create-only' })).toMatchObject({
        outcome: 'stored',
      });
      expect(await store.put('a', bytes('two'), { condition: 'create-only' })).toEqual({ outcome: 'exists' });
      expect(text((await store.get('a'))?.body)).toBe('one');
    });

    it('is refused even for the same content', async () => {
      await store.put('a', bytes('one'));
      expect(await store.put('a', bytes('one'), { condition: 'create-only' })).toEqual({ outcome: 'exists' });
    });

    it('is allowed again once the object was deleted', async () => {
      await store.put('a', bytes('one'));
      await store.delete('a');
      expect(await store.put('a', bytes('two'), { condition: 'create-only' })).toMatchObject({
        outcome: 'stored',
      });
    });

    it('of many at once exactly one wins, and the content is the winner’s', async () => {
      for (let round = 0; round < 5; round += 1) {
        const outcomes = await Promise.all(
          Array.from({ length: 8 }, async (_, writer) => {
            const opened = writer % 2 === 0 ? store : place.open();
            const put = await opened.put(`race-${round}`, bytes(`writer ${writer}`), {
              condition: 'create-only',
            });
            return put.outcome;
          }),
        );
        expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(7);
        const winner = outcomes.indexOf('stored');
        expect(text((await store.get(`race-${round}`))?.body)).toBe(`writer ${winner}`);
      }
    });
  });

  describe('if-match', () => {
    it('replaces the object that was read', async () => {
      await store.put('a', bytes('one'));
      const etag = (await store.get('a'))?.etag ?? '';
      expect(await store.put('a', bytes('two'), { condition: { ifMatch: etag } })).toMatchObject({
        outcome: 'stored',
      });
      expect(text((await store.get('a'))?.body)).toBe('two');
    });

    it('is refused when the object has changed since, and leaves it as it is', async () => {
      await store.put('a', bytes('one'));
      const etag = (await store.get('a'))?.etag ?? '';
      await place.open().put('a', bytes('two'));
      expect(await store.put('a', bytes('three'), { condition: { ifMatch: etag } })).toEqual({
        outcome: 'changed',
      });
      expect(text((await store.get('a'))?.body)).toBe('two');
    });

    it('is refused when the object is gone, and does not bring it back', async () => {
      await store.put('a', bytes('one'));
      const etag = (await store.get('a'))?.etag ?? '';
      await store.delete('a');
      expect(await store.put('a', bytes('two'), { condition: { ifMatch: etag } })).toEqual({
        outcome: 'changed',
      });
      expect(await store.get('a')).toBeUndefined();
    });

    it('of many with the same etag exactly one wins', async () => {
      await store.put('a', bytes('start'));
      const etag = (await store.get('a'))?.etag ?? '';
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, writer) =>
          place.open().put('a', bytes(`writer ${writer}`), { condition: { ifMatch: etag } }),
        ),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === 'changed')).toHaveLength(7);
    });

    it('no increment is lost among many writers', async () => {
      const increment = (current: Uint8Array | undefined): Uint8Array =>
        bytes(String(Number(text(current) ?? 0) + 1));
      await Promise.all(
        Array.from({ length: 6 }, async () => {
          const writer = place.open();
          for (let times = 0; times < 5; times += 1) await update(writer, 'counter', increment);
        }),
      );
      expect(text((await store.get('counter'))?.body)).toBe('30');
    });
  });

  describe('list', () => {
    const put = (...keys: string[]): Promise<unknown> =>
      Promise.all(keys.map((key) => store.put(key, bytes(key))));

    it('of an empty place, or of a prefix that nothing has, is empty', async () => {
      expect(await keysOf(store.list(''))).toEqual([]);
      await put('a/b');
      expect(await keysOf(store.list('nothing/'))).toEqual([]);
      expect(await keysOf(store.list('a/b/c'))).toEqual([]);
    });

    it('is in the order of whole keys, also where a folder’s name begins another’s', async () => {
      await put('a/x', 'a-b/x', 'a.json', 'a0', 'B', 'a/b/c', 'a/b-c', 'a=1/x', 'b');
      expect(await keysOf(store.list(''))).toEqual([
        'B',
        'a-b/x',
        'a.json',
        'a/b-c',
        'a/b/c',
        'a/x',
        'a0',
        'a=1/x',
        'b',
      ]);
    });

    it('tells each size in bytes', async () => {
      await store.put('a', bytes('é'));
      await store.put('b/c', randomBytes(70_000));
      expect(await collect(store.list(''))).toEqual([
        { key: 'a', size: 2 },
        { key: 'b/c', size: 70_000 },
      ]);
    });

    it('a prefix may end inside a name', async () => {
      await put('dt=2026-10-31/a', 'dt=2026-11-01/a', 'dt=2026-11-02/a', 'dt=2026-12-01/a', 'dt=2026-11');
      expect(await keysOf(store.list('dt=2026-11'))).toEqual([
        'dt=2026-11',
        'dt=2026-11-01/a',
        'dt=2026-11-02/a',
      ]);
      expect(await keysOf(store.list('dt=2026-11-01/'))).toEqual(['dt=2026-11-01/a']);
    });

    it('begins behind `after`, whether there is such a key or not', async () => {
      await put('p/a', 'p/b/c', 'p/b/d', 'p/e', 'q');
      expect(await keysOf(store.list('p/', { after: 'p/b/c' }))).toEqual(['p/b/d', 'p/e']);
      expect(await keysOf(store.list('p/', { after: 'p/b' }))).toEqual(['p/b/c', 'p/b/d', 'p/e']);
      expect(await keysOf(store.list('', { after: 'p/cc' }))).toEqual(['p/e', 'q']);
      expect(await keysOf(store.list('p/', { after: 'z' }))).toEqual([]);
      expect(await keysOf(store.list('p/', { after: 'a' }))).toEqual(['p/a', 'p/b/c', 'p/b/d', 'p/e']);
    });

    it('may be left early', async () => {
      await put('a', 'b', 'c');
      for await (const { key } of store.list('')) {
        expect(key).toBe('a');
        break;
      }
    });

    it('shows what stays exactly once while others come and go', async () => {
      const stay = Array.from({ length: 10 }, (_, index) => `stay-${index}`);
      await put(...stay, 'gone-1', 'tgone');
      const seen: string[] = [];
      for await (const { key } of store.list('')) {
        seen.push(key);
        if (seen.length === 2) {
          await store.delete('tgone');
          await put('stay-0-new', 'zzz');
        }
      }
      expect(seen.filter((key) => stay.includes(key))).toEqual(stay);
      expect(new Set(seen).size).toBe(seen.length);
    });
  });

  describe('stream', () => {
    it('of nothing is undefined', async () => {
      expect(await store.stream('never/put')).toBeUndefined();
    });

    it('gives the bytes in order', async () => {
      const body = randomBytes(300_001);
      await store.put('a', body);
      expect(sha256((await read(store, 'a')) ?? bytes(''))).toBe(sha256(body));
    });

    it('of an empty object ends at once', async () => {
      await store.put('a', bytes(''));
      expect((await read(store, 'a'))?.byteLength).toBe(0);
    });

    it('may be left early', async () => {
      await store.put('a', randomBytes(300_000));
      for await (const chunk of (await store.stream('a')) ?? []) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        break;
      }
      expect((await read(store, 'a'))?.byteLength).toBe(300_000);
    });
  });

  describe('write', () => {
    it('nothing is visible before it is finished, everything after', async () => {
      const writer = await store.write('part');
      await writer.write(bytes('half '));
      const other = place.open();
      expect(await other.get('part')).toBeUndefined();
      expect(await other.stream('part')).toBeUndefined();
      expect(await keysOf(other.list(''))).toEqual([]);
      await writer.write(bytes('and half'));
      expect(await writer.finish()).toBe('stored');
      expect(text(await read(other, 'part'))).toBe('half and half');
      expect(await collect(other.list(''))).toEqual([{ key: 'part', size: 13 }]);
    });

    it('a file without bytes is an empty object', async () => {
      expect(await writeFile(store, 'part')).toBe('stored');
      expect((await store.get('part'))?.body.byteLength).toBe(0);
    });

    it('a file of many parts comes back whole', async () => {
      const chunks = Array.from({ length: 45 }, () => randomBytes(400_000));
      expect(await writeFile(store, 'large', ...chunks, randomBytes(0), bytes('end'))).toBe('stored');
      const body = await read(store, 'large');
      expect(body?.byteLength).toBe(45 * 400_000 + 3);
      expect(sha256(body ?? bytes(''))).toBe(sha256(Buffer.concat([...chunks, bytes('end')])));
    });

    it.each([
      ['a small file', 3],
      ['a file of many parts', 9 * 1024 * 1024],
    ])('%s is dropped where there is an object by the time it is finished', async (_, size) => {
      const late = await store.write('part');
      await late.write(randomBytes(size));
      expect(await writeFile(place.open(), 'part', bytes('first'))).toBe('stored');
      expect(await late.finish()).toBe('exists');
      expect(text((await store.get('part'))?.body)).toBe('first');
      expect(await keysOf(store.list(''))).toEqual(['part']);
    });

    it('of many finishing at once exactly one wins, whole', async () => {
      const files = await Promise.all(
        Array.from({ length: 6 }, async (_, index) => {
          const writer = await place.open().write('part');
          await writer.write(bytes(String(index).repeat(1000)));
          return writer;
        }),
      );
      const outcomes = await Promise.all(files.map((writer) => writer.finish()));
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(text((await store.get('part'))?.body)).toBe(String(outcomes.indexOf('stored')).repeat(1000));
    });

    it.each([
      ['a small file', 3],
      ['a file of many parts', 9 * 1024 * 1024],
    ])('%s that is aborted leaves nothing, and may be aborted again', async (_, size) => {
      const writer = await store.write('part');
      await writer.write(randomBytes(size));
      await writer.abort();
      await writer.abort();
      expect(await keysOf(store.list(''))).toEqual([]);
      expect(await writeFile(store, 'part', bytes('again'))).toBe('stored');
    });

    it('a file that was finished or aborted takes no more bytes', async () => {
      const finished = await store.write('finished');
      await finished.finish();
      await expect(finished.write(bytes('late'))).rejects.toThrow('after it was finished or given up');
      await expect(finished.finish()).rejects.toThrow('after it was finished or given up');
      await finished.abort();
      expect((await store.get('finished'))?.body.byteLength).toBe(0);
      const aborted = await store.write('aborted');
      await aborted.abort();
      await expect(aborted.write(bytes('late'))).rejects.toThrow('after it was finished or given up');
      await expect(aborted.finish()).rejects.toThrow('after it was finished or given up');
      expect(await store.get('aborted')).toBeUndefined();
    });
  });

  describe('delete', () => {
    it('removes the object and nothing else, and may be repeated', async () => {
      await store.put('a/b', bytes('one'));
      await store.put('a/c', bytes('two'));
      await store.delete('a/b');
      await store.delete('a/b');
      await store.delete('never/put');
      expect(await store.get('a/b')).toBeUndefined();
      expect(await keysOf(store.list(''))).toEqual(['a/c']);
    });

    it('of a folder of keys removes none of them', async () => {
      await store.put('a/b', bytes('one'));
      await store.delete('a');
      expect(await keysOf(store.list(''))).toEqual(['a/b']);
    });
  });

  describe('where an object is', () => {
    it('a URI names it', () => {
      expect(store.uri('a/b')).toBe(place.uriOfAB);
    });

    it('a presigned URL reads it without credentials', async () => {
      await store.put('a/b=c+d', bytes('content'));
      const url = await store.presign('a/b=c+d', 60);
      if (place.readUrl === undefined) expect(url).toContain('a/b=c+d');
      else expect(text(await place.readUrl(url))).toBe('content');
    });
  });

  describe('keys', () => {
    it.each(['../up', 'a/../b', '/absolute', 'a//b', 'a/', '', '.store/lock', 'nul\0', 'back\\slash', 'é'])(
      '%j is refused by every method and touches nothing',
      async (key) => {
        const refusal = {
          code: 'Internal',
          message: 'The store was asked for a key that it does not allow.',
        };
        await expect(store.get(key)).rejects.toMatchObject(refusal);
        await expect(store.put(key, bytes('x'))).rejects.toMatchObject(refusal);
        await expect(store.stream(key)).rejects.toMatchObject(refusal);
        await expect(store.write(key)).rejects.toMatchObject(refusal);
        await expect(store.delete(key)).rejects.toMatchObject(refusal);
        await expect(store.presign(key, 60)).rejects.toMatchObject(refusal);
        expect(() => store.uri(key)).toThrow(refusal.message);
        expect(await keysOf(store.list(''))).toEqual([]);
      },
    );

    it.each(['../', '/', 'a//', '.', 'nul\0'])('a listing of %j is refused', async (prefix) => {
      await expect(keysOf(store.list(prefix))).rejects.toThrow('a key that it does not allow');
      await expect(keysOf(store.list('', { after: prefix }))).rejects.toThrow('a key that it does not allow');
    });
  });

  it('behaves like a map over any history of operations', async () => {
    const key = fc.constantFrom('a/b', 'a/c', 'a-b', 'b', 'dt=1/x', 'dt=1/y');
    const body = fc.string({ maxLength: 5 }).map(bytes);
    const operation = fc.oneof(
      fc.record({ do: fc.constantFrom('put', 'create', 'swap', 'stale swap', 'write'), key, body }),
      fc.record({ do: fc.constantFrom('delete', 'get', 'stream'), key, body: fc.constant(bytes('')) }),
      fc.record({ do: fc.constant('list'), key, body: fc.constant(bytes('')) }),
    );
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (history) => {
        tried += 1;
        place = await makePlace();
        store = place.open();
        const model = new Map<string, string>();
        for (const step of history) await inStep(store, model, step);
        const found = await collect(store.list(''));
        expect(found.map((entry) => entry.key)).toEqual([...model.keys()].sort());
      }),
      { numRuns: runs },
    );
    expect(tried).toBeGreaterThanOrEqual(runs);
  });
}

/** Does one operation to the store and to the model, and compares what they say. */
async function inStep(
  store: Store,
  model: Map<string, string>,
  step: { do: string; key: string; body: Uint8Array },
): Promise<void> {
  const { key, body } = step;
  const before = model.get(key);
  const content = text(body) ?? '';
  if (step.do === 'put') {
    expect(await store.put(key, body)).toMatchObject({ outcome: 'stored' });
    model.set(key, content);
  } else if (step.do === 'create' || step.do === 'write') {
    const outcome =
      step.do === 'write'
        ? await writeFile(store, key, body)
        : (await store.put(key, body, { condition: 'create-only' })).outcome;
    expect(outcome).toBe(before === undefined ? 'stored' : 'exists');
    model.set(key, before ?? content);
  } else if (step.do === 'swap') {
    const etag = (await store.get(key))?.etag ?? '"none"';
    const { outcome } = await store.put(key, body, { condition: { ifMatch: etag } });
    expect(outcome).toBe(before === undefined ? 'changed' : 'stored');
    if (before !== undefined) model.set(key, content);
  } else if (step.do === 'stale swap') {
    const { outcome } = await store.put(key, body, { condition: { ifMatch: '"0123"' } });
    expect(outcome).toBe('changed');
  } else if (step.do === 'delete') {
    await store.delete(key);
    model.delete(key);
  } else if (step.do === 'get') {
    expect(text((await store.get(key))?.body)).toBe(before);
  } else if (step.do === 'stream') {
    expect(text(await read(store, key))).toBe(before);
  } else {
    const expected = [...model.keys()].filter((other) => other > key).sort();
    expect(await keysOf(store.list('', { after: key }))).toEqual(expected);
  }
}
