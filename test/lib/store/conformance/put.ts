// What every store owes to a put: bytes come back, and of many writers with a condition exactly one wins.
import { update } from '../../../../lib/store/update.ts';
import { type AtPlace, bytes, collect, text } from './place.ts';

/** Objects that are put: without a condition, where there is none yet, and over the one that was read. */
export function puts(at: AtPlace): void {
  describe('get and put', () => {
    it('an object that was never put is undefined, not an error', async () => {
      expect(await at.store.get('never/put')).toBeUndefined();
    });

    it('every byte comes back, from another process as well', async () => {
      const body = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
      await at.store.put('deep/er/object.bin', body);
      const found = await at.place.open().get('deep/er/object.bin');
      expect(Buffer.from(found?.body ?? []).equals(body)).toBe(true);
    });

    it('an empty object is an object', async () => {
      await at.store.put('empty', new Uint8Array());
      expect((await at.store.get('empty'))?.body.byteLength).toBe(0);
      expect(await collect(at.store.list(''))).toEqual([{ key: 'empty', size: 0 }]);
    });

    it('without a condition the newest content wins', async () => {
      await at.store.put('a', bytes('one'));
      await at.store.put('a', bytes('two'));
      expect(text((await at.store.get('a'))?.body)).toBe('two');
    });

    it('the etag of a put is the etag that get answers, and another content has another', async () => {
      const first = await at.store.put('a', bytes('one'), { contentType: 'text/plain' });
      expect(first).toEqual({ outcome: 'stored', etag: (await at.store.get('a'))?.etag });
      const second = await at.store.put('a', bytes('two'));
      expect(second).toEqual({ outcome: 'stored', etag: (await at.store.get('a'))?.etag });
      expect(second).not.toEqual(first);
    });
  });

  describe('create-only', () => {
    it('is refused where there is an object, and leaves that as it was', async () => {
      expect(await at.store.put('a', bytes('one'), { condition: 'create-only' })).toMatchObject({
        outcome: 'stored',
      });
      expect(await at.store.put('a', bytes('two'), { condition: 'create-only' })).toEqual({
        outcome: 'exists',
      });
      expect(text((await at.store.get('a'))?.body)).toBe('one');
    });

    it('is refused even for the same content', async () => {
      await at.store.put('a', bytes('one'));
      expect(await at.store.put('a', bytes('one'), { condition: 'create-only' })).toEqual({
        outcome: 'exists',
      });
    });

    it('is allowed again once the object was deleted', async () => {
      await at.store.put('a', bytes('one'));
      await at.store.delete('a');
      expect(await at.store.put('a', bytes('two'), { condition: 'create-only' })).toMatchObject({
        outcome: 'stored',
      });
    });

    it('of many at once exactly one wins, and the content is the winner’s', async () => {
      for (let round = 0; round < 5; round += 1) {
        const outcomes = await Promise.all(
          Array.from({ length: 8 }, async (_, writer) => {
            const opened = writer % 2 === 0 ? at.store : at.place.open();
            const put = await opened.put(`race-${round}`, bytes(`writer ${writer}`), {
              condition: 'create-only',
            });
            return put.outcome;
          }),
        );
        expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(7);
        const winner = outcomes.indexOf('stored');
        expect(text((await at.store.get(`race-${round}`))?.body)).toBe(`writer ${winner}`);
      }
    });
  });

  describe('if-match', () => {
    it('replaces the object that was read', async () => {
      await at.store.put('a', bytes('one'));
      const etag = (await at.store.get('a'))?.etag ?? '';
      expect(await at.store.put('a', bytes('two'), { condition: { ifMatch: etag } })).toMatchObject({
        outcome: 'stored',
      });
      expect(text((await at.store.get('a'))?.body)).toBe('two');
    });

    it('is refused when the object has changed since, and leaves it as it is', async () => {
      await at.store.put('a', bytes('one'));
      const etag = (await at.store.get('a'))?.etag ?? '';
      await at.place.open().put('a', bytes('two'));
      expect(await at.store.put('a', bytes('three'), { condition: { ifMatch: etag } })).toEqual({
        outcome: 'changed',
      });
      expect(text((await at.store.get('a'))?.body)).toBe('two');
    });

    it('is refused when the object is gone, and does not bring it back', async () => {
      await at.store.put('a', bytes('one'));
      const etag = (await at.store.get('a'))?.etag ?? '';
      await at.store.delete('a');
      expect(await at.store.put('a', bytes('two'), { condition: { ifMatch: etag } })).toEqual({
        outcome: 'changed',
      });
      expect(await at.store.get('a')).toBeUndefined();
    });

    it('of many with the same etag exactly one wins', async () => {
      await at.store.put('a', bytes('start'));
      const etag = (await at.store.get('a'))?.etag ?? '';
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, writer) =>
          at.place.open().put('a', bytes(`writer ${writer}`), { condition: { ifMatch: etag } }),
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
          const writer = at.place.open();
          for (let times = 0; times < 5; times += 1) await update(writer, 'counter', increment);
        }),
      );
      expect(text((await at.store.get('counter'))?.body)).toBe('30');
    });
  });
}
