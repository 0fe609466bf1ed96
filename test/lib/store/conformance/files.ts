// What every store owes to large objects: they are read and written in chunks, and nobody sees half of one.
import { randomBytes } from 'node:crypto';
import { type AtPlace, bytes, collect, keysOf, read, sha256, text, writeFile } from './place.ts';

/** Objects that are read and written chunk by chunk. */
export function files(at: AtPlace): void {
  describe('stream', () => {
    it('of nothing is undefined', async () => {
      expect(await at.store.stream('never/put')).toBeUndefined();
    });

    it('gives the bytes in order', async () => {
      const body = randomBytes(300_001);
      await at.store.put('a', body);
      expect(sha256((await read(at.store, 'a')) ?? bytes(''))).toBe(sha256(body));
    });

    it('of an empty object ends at once', async () => {
      await at.store.put('a', bytes(''));
      expect((await read(at.store, 'a'))?.byteLength).toBe(0);
    });

    it('may be left early', async () => {
      await at.store.put('a', randomBytes(300_000));
      for await (const chunk of (await at.store.stream('a')) ?? []) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        break;
      }
      expect((await read(at.store, 'a'))?.byteLength).toBe(300_000);
    });
  });

  describe('write', () => {
    it('nothing is visible before it is finished, everything after', async () => {
      const writer = await at.store.write('part');
      await writer.write(bytes('half '));
      const other = at.place.open();
      expect(await other.get('part')).toBeUndefined();
      expect(await other.stream('part')).toBeUndefined();
      expect(await keysOf(other.list(''))).toEqual([]);
      await writer.write(bytes('and half'));
      expect(await writer.finish()).toBe('stored');
      expect(text(await read(other, 'part'))).toBe('half and half');
      expect(await collect(other.list(''))).toEqual([{ key: 'part', size: 13 }]);
    });

    it('a file without bytes is an empty object', async () => {
      expect(await writeFile(at.store, 'part')).toBe('stored');
      expect((await at.store.get('part'))?.body.byteLength).toBe(0);
    });

    it('a file of many parts comes back whole', async () => {
      const chunks = Array.from({ length: 45 }, () => randomBytes(400_000));
      expect(await writeFile(at.store, 'large', ...chunks, randomBytes(0), bytes('end'))).toBe('stored');
      const body = await read(at.store, 'large');
      expect(body?.byteLength).toBe(45 * 400_000 + 3);
      expect(sha256(body ?? bytes(''))).toBe(sha256(Buffer.concat([...chunks, bytes('end')])));
    });

    it.each([
      ['a small file', 3],
      ['a file of many parts', 9 * 1024 * 1024],
    ])('%s is dropped where there is an object by the time it is finished', async (_, size) => {
      const late = await at.store.write('part');
      await late.write(randomBytes(size));
      expect(await writeFile(at.place.open(), 'part', bytes('first'))).toBe('stored');
      expect(await late.finish()).toBe('exists');
      expect(text((await at.store.get('part'))?.body)).toBe('first');
      expect(await keysOf(at.store.list(''))).toEqual(['part']);
    });

    it('of many finishing at once exactly one wins, whole', async () => {
      const files = await Promise.all(
        Array.from({ length: 6 }, async (_, index) => {
          const writer = await at.place.open().write('part');
          await writer.write(bytes(String(index).repeat(1000)));
          return writer;
        }),
      );
      const outcomes = await Promise.all(files.map((writer) => writer.finish()));
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(text((await at.store.get('part'))?.body)).toBe(String(outcomes.indexOf('stored')).repeat(1000));
    });

    it.each([
      ['a small file', 3],
      ['a file of many parts', 9 * 1024 * 1024],
    ])('%s that is aborted leaves nothing, and may be aborted again', async (_, size) => {
      const writer = await at.store.write('part');
      await writer.write(randomBytes(size));
      await writer.abort();
      await writer.abort();
      expect(await keysOf(at.store.list(''))).toEqual([]);
      expect(await writeFile(at.store, 'part', bytes('again'))).toBe('stored');
    });

    it('a file that was finished or aborted takes no more bytes', async () => {
      const finished = await at.store.write('finished');
      await finished.finish();
      await expect(finished.write(bytes('late'))).rejects.toThrow('after it was finished or given up');
      await expect(finished.finish()).rejects.toThrow('after it was finished or given up');
      await finished.abort();
      expect((await at.store.get('finished'))?.body.byteLength).toBe(0);
      const aborted = await at.store.write('aborted');
      await aborted.abort();
      await expect(aborted.write(bytes('late'))).rejects.toThrow('after it was finished or given up');
      await expect(aborted.finish()).rejects.toThrow('after it was finished or given up');
      expect(await at.store.get('aborted')).toBeUndefined();
    });
  });
}
