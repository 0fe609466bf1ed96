// What every store owes to a key: what is deleted, what its URI is, who may read it, and which keys are refused.
import { type AtPlace, bytes, keysOf, text } from './place.ts';

/** What is asked about one key. */
export function keys(at: AtPlace): void {
  describe('delete', () => {
    it('removes the object and nothing else, and may be repeated', async () => {
      await at.store.put('a/b', bytes('one'));
      await at.store.put('a/c', bytes('two'));
      await at.store.delete('a/b');
      await at.store.delete('a/b');
      await at.store.delete('never/put');
      expect(await at.store.get('a/b')).toBeUndefined();
      expect(await keysOf(at.store.list(''))).toEqual(['a/c']);
    });

    it('of a folder of keys removes none of them', async () => {
      await at.store.put('a/b', bytes('one'));
      await at.store.delete('a');
      expect(await keysOf(at.store.list(''))).toEqual(['a/b']);
    });
  });

  describe('where an object is', () => {
    it('a URI names it', () => {
      expect(at.store.uri('a/b')).toBe(at.place.uriOfAB);
    });

    it('a presigned URL reads it without credentials', async () => {
      await at.store.put('a/b=c+d', bytes('content'));
      const url = await at.store.presign('a/b=c+d', 60);
      if (at.place.readUrl === undefined) expect(url).toContain('a/b=c+d');
      else expect(text(await at.place.readUrl(url))).toBe('content');
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
        await expect(at.store.get(key)).rejects.toMatchObject(refusal);
        await expect(at.store.put(key, bytes('x'))).rejects.toMatchObject(refusal);
        await expect(at.store.stream(key)).rejects.toMatchObject(refusal);
        await expect(at.store.write(key)).rejects.toMatchObject(refusal);
        await expect(at.store.delete(key)).rejects.toMatchObject(refusal);
        await expect(at.store.presign(key, 60)).rejects.toMatchObject(refusal);
        expect(() => at.store.uri(key)).toThrow(refusal.message);
        expect(await keysOf(at.store.list(''))).toEqual([]);
      },
    );

    it.each(['../', '/', 'a//', '.', 'nul\0'])('a listing of %j is refused', async (prefix) => {
      await expect(keysOf(at.store.list(prefix))).rejects.toThrow('a key that it does not allow');
      await expect(keysOf(at.store.list('', { after: prefix }))).rejects.toThrow(
        'a key that it does not allow',
      );
    });
  });
}
