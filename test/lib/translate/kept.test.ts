// Kept translations: for what they are found again, what is stored of them, and what a failing store may cost.
import { keptIn, nothingKept } from '../../../lib/translate/kept.ts';
import { manualClock, testCall } from '../../support/call.ts';
import { MemoryDisk } from '../../support/memory-store.ts';

const DIRECTION = {
  siteId: '0f0e0d0c-0b0a-4908-8706-050403020100',
  sourceLanguage: 'EN',
  targetLanguage: 'FR',
};
const piece = (text: string, format: 'PLAIN_TEXT' | 'HTML' = 'PLAIN_TEXT') => ({ format, text });

describe('kept translations', () => {
  test('are found again by another process, in the order asked for', async () => {
    const disk = new MemoryDisk();
    const first = [piece('one'), 'un'] as const;
    await keptIn(disk.open()).keep(DIRECTION, [first, [piece('two'), 'deux']], testCall());
    const asked = [piece('two'), piece('three'), piece('one')];
    expect(await keptIn(disk.open()).find(DIRECTION, asked, testCall())).toEqual(['deux', undefined, 'un']);
  });

  test('serve the same site, languages, format and text only', async () => {
    const kept = keptIn(new MemoryDisk().open());
    await kept.keep(DIRECTION, [[piece('one'), 'un']], testCall());
    const others = [
      { ...DIRECTION, siteId: '1f0e0d0c-0b0a-4908-8706-050403020100' },
      { ...DIRECTION, sourceLanguage: 'DE' },
      { ...DIRECTION, targetLanguage: 'IT' },
    ];
    for (const other of others)
      expect(await kept.find(other, [piece('one')], testCall())).toEqual([undefined]);
    expect(await kept.find(DIRECTION, [piece('one', 'HTML'), piece('One')], testCall())).toEqual([
      undefined,
      undefined,
    ]);
    const sameSite = { ...DIRECTION, siteId: DIRECTION.siteId.toUpperCase() };
    expect(await kept.find(sameSite, [piece('one')], testCall())).toEqual(['un']);
  });

  test('hold the translated text and nothing of the source', async () => {
    const disk = new MemoryDisk();
    await keptIn(disk.open()).keep(DIRECTION, [[piece('secret source'), 'texte']], testCall());
    const [[key = '', body] = []] = [...disk.objects];
    expect(key).toMatch(/^translations\/v1\/[0-9a-f]{64}\.json$/);
    expect(Buffer.from(body ?? []).toString()).toBe('{"text":"texte"}');
  });

  test('the first one of a piece stays', async () => {
    const kept = keptIn(new MemoryDisk().open());
    await kept.keep(DIRECTION, [[piece('one'), 'un']], testCall());
    await kept.keep(DIRECTION, [[piece('one'), 'une']], testCall());
    expect(await kept.find(DIRECTION, [piece('one')], testCall())).toEqual(['un']);
  });

  test('one that cannot be read counts as none, and that is told', async () => {
    const disk = new MemoryDisk();
    const kept = keptIn(disk.open());
    await kept.keep(DIRECTION, [[piece('one'), 'un']], testCall());
    for (const key of disk.objects.keys()) disk.objects.set(key, Buffer.from('{"te'));
    const call = testCall();
    expect(await kept.find(DIRECTION, [piece('one')], call)).toEqual([undefined]);
    expect(call.lines).toMatchObject([{ level: 'warn' }]);
  });

  test('a store that cannot be read fails the call, before anything is spent', async () => {
    const store = { get: () => Promise.reject(new Error('broken')), put: () => Promise.reject(new Error()) };
    await expect(keptIn(store).find(DIRECTION, [piece('one')], testCall())).rejects.toThrow('broken');
  });

  test('a store that cannot be written to takes no translation from the caller', async () => {
    const store = { get: async () => undefined, put: () => Promise.reject(new Error('broken')) };
    const call = testCall();
    await keptIn(store).keep(DIRECTION, [[piece('one'), 'un']], call);
    expect(call.counts.get('TranslationsNotKept')).toBe(1);
    expect(JSON.stringify(call.lines)).not.toMatch(/one|"un"/);
  });

  test('when time is over before all are looked up, nothing is spent', async () => {
    const clock = manualClock();
    const store = { get: async () => void clock.advance(30_000), put: () => Promise.reject(new Error()) };
    const pieces = Array.from({ length: 100 }, (_, at) => piece(String(at)));
    await expect(keptIn(store).find(DIRECTION, pieces, testCall({ clock }))).rejects.toMatchObject({
      code: 'WixTimeout',
    });
  });
});

test('without a store nothing is kept', async () => {
  await nothingKept.keep(DIRECTION, [[piece('one'), 'un']], testCall());
  expect(await nothingKept.find(DIRECTION, [piece('one')], testCall())).toEqual([undefined]);
});
