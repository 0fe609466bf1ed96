// The simulated store keeps to the port as strictly as the real ones, and goes wrong exactly when told to.
import { FAULTS, Killed, MemoryDisk } from '../../support/memory-store.ts';
import { storeConformance } from './conformance/suite.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('the simulated store', () => {
  storeConformance(async () => {
    const disk = new MemoryDisk();
    return { open: () => disk.open({ pageSize: 3 }), uriOfAB: 'memory:///a/b' };
  }, 200);

  it('counts every step with its key', async () => {
    const disk = new MemoryDisk();
    const store = disk.open({ pageSize: 2 });
    await store.put('a', bytes('1'));
    await store.put('b', bytes('2'));
    const writer = await store.write('c');
    await writer.write(bytes('3'));
    await writer.finish();
    for await (const _ of store.list(''));
    for await (const _ of (await store.stream('a')) ?? []);
    await store.delete('a');
    expect(store.steps.map(({ number, action, key }) => `${number} ${action} ${key}`)).toEqual([
      '1 put a',
      '2 put b',
      '3 begin a file c',
      '4 write a chunk c',
      '5 finish a file c',
      '6 list a page ',
      '7 list a page ',
      '8 stream a',
      '9 read a chunk a',
      '10 delete a',
    ]);
  });

  it.each(FAULTS)('a step can %s it takes effect', async (how) => {
    const disk = new MemoryDisk();
    const store = disk.open({ fault: { at: 2, how } });
    await store.put('a', bytes('1'));
    const second = store.put('b', bytes('2'));
    if (how.startsWith('fail')) await expect(second).rejects.toMatchObject({ code: 'Internal' });
    else await expect(second).rejects.toBeInstanceOf(Killed);
    expect(disk.text('b')).toBe(how.endsWith('after') ? '2' : undefined);
    expect(store.killed()).toBe(how.startsWith('kill'));
  });

  it('a killed process reaches nothing any more, and what it had begun stays unfinished', async () => {
    const disk = new MemoryDisk();
    const store = disk.open({ fault: { at: 3, how: 'kill before' } });
    const writer = await store.write('part');
    await writer.write(bytes('half'));
    await expect(writer.finish()).rejects.toBeInstanceOf(Killed);
    await writer.abort();
    await expect(store.put('a', bytes('1'))).rejects.toBeInstanceOf(Killed);
    expect([...disk.objects.keys()]).toEqual([]);
    expect(disk.unfinished).toEqual(['part']);
    expect(await (await disk.open().write('part')).finish()).toBe('stored');
  });

  it('a process that is killed while it waits has no effect afterwards', async () => {
    const disk = new MemoryDisk();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const store = disk.open({
      fault: { at: 2, how: 'kill before' },
      onStep: ({ number }) => (number === 1 ? held : undefined),
    });
    const first = store.put('a', bytes('1'));
    await expect(store.put('b', bytes('2'))).rejects.toBeInstanceOf(Killed);
    letGo();
    await expect(first).rejects.toBeInstanceOf(Killed);
    expect(disk.objects.size).toBe(0);
  });

  it('somebody else can act before a step', async () => {
    const disk = new MemoryDisk();
    const rival = disk.open();
    const store = disk.open({
      onStep: async ({ action }) => {
        if (action === 'put') await rival.put('a', bytes('rival'), { condition: 'create-only' });
      },
    });
    expect(await store.put('a', bytes('mine'), { condition: 'create-only' })).toEqual({ outcome: 'exists' });
    expect(disk.text('a')).toBe('rival');
  });

  it('an object cannot be a folder of another, as in a directory', async () => {
    const disk = new MemoryDisk();
    const store = disk.open();
    await store.put('a/b', bytes('1'));
    await expect(store.put('a', bytes('2'))).rejects.toThrow('a folder where an object should be');
    await expect(store.put('a/b/c', bytes('2'), { condition: 'create-only' })).rejects.toThrow('should be');
  });
});
