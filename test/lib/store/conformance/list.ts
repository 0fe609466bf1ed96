// What every store owes to a listing: whole keys in their order, from any prefix and behind any key.
import { randomBytes } from 'node:crypto';
import { type AtPlace, bytes, collect, keysOf } from './place.ts';

/** Listings. */
export function lists(at: AtPlace): void {
  describe('list', () => {
    const put = (...keys: string[]): Promise<unknown> =>
      Promise.all(keys.map((key) => at.store.put(key, bytes(key))));

    it('of an empty place, or of a prefix that nothing has, is empty', async () => {
      expect(await keysOf(at.store.list(''))).toEqual([]);
      await put('a/b');
      expect(await keysOf(at.store.list('nothing/'))).toEqual([]);
      expect(await keysOf(at.store.list('a/b/c'))).toEqual([]);
    });

    it('is in the order of whole keys, also where a folder’s name begins another’s', async () => {
      await put('a/x', 'a-b/x', 'a.json', 'a0', 'B', 'a/b/c', 'a/b-c', 'a=1/x', 'b');
      expect(await keysOf(at.store.list(''))).toEqual([
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
      await at.store.put('a', bytes('é'));
      await at.store.put('b/c', randomBytes(70_000));
      expect(await collect(at.store.list(''))).toEqual([
        { key: 'a', size: 2 },
        { key: 'b/c', size: 70_000 },
      ]);
    });

    it('a prefix may end inside a name', async () => {
      await put('dt=2026-10-31/a', 'dt=2026-11-01/a', 'dt=2026-11-02/a', 'dt=2026-12-01/a', 'dt=2026-11');
      expect(await keysOf(at.store.list('dt=2026-11'))).toEqual([
        'dt=2026-11',
        'dt=2026-11-01/a',
        'dt=2026-11-02/a',
      ]);
      expect(await keysOf(at.store.list('dt=2026-11-01/'))).toEqual(['dt=2026-11-01/a']);
    });

    it('begins behind `after`, whether there is such a key or not', async () => {
      await put('p/a', 'p/b/c', 'p/b/d', 'p/e', 'q');
      expect(await keysOf(at.store.list('p/', { after: 'p/b/c' }))).toEqual(['p/b/d', 'p/e']);
      expect(await keysOf(at.store.list('p/', { after: 'p/b' }))).toEqual(['p/b/c', 'p/b/d', 'p/e']);
      expect(await keysOf(at.store.list('', { after: 'p/cc' }))).toEqual(['p/e', 'q']);
      expect(await keysOf(at.store.list('p/', { after: 'z' }))).toEqual([]);
      expect(await keysOf(at.store.list('p/', { after: 'a' }))).toEqual(['p/a', 'p/b/c', 'p/b/d', 'p/e']);
    });

    it('may be left early', async () => {
      await put('a', 'b', 'c');
      for await (const { key } of at.store.list('')) {
        expect(key).toBe('a');
        break;
      }
    });

    it('shows what stays exactly once while others come and go', async () => {
      const stay = Array.from({ length: 10 }, (_, index) => `stay-${index}`);
      await put(...stay, 'gone-1', 'tgone');
      const seen: string[] = [];
      for await (const { key } of at.store.list('')) {
        seen.push(key);
        if (seen.length === 2) {
          await at.store.delete('tgone');
          await put('stay-0-new', 'zzz');
        }
      }
      expect(seen.filter((key) => stay.includes(key))).toEqual(stay);
      expect(new Set(seen).size).toBe(seen.length);
    });
  });
}
