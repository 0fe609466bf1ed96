// A translation that stops half-way: without credits, without an answer, or without time, and what is said of each unit.
import { nothingKept } from '../../../lib/translate/kept.ts';
import { manualClock, testCall } from '../../support/call.ts';
import { type BulkBody, failing, inUpperCase, large, run, text, wixThat } from './bulk-wix.ts';

describe('when the credits end after a positive check', () => {
  test('in the first call, nothing was spent and the call fails as a whole', async () => {
    const wix = wixThat({ bulk: () => failing('InsufficientCredits') });
    await expect(run([text('a')], wix)).rejects.toMatchObject({ code: 'InsufficientCredits' });
  });

  test('in a later one, what was translated is kept and the rest is named', async () => {
    const bulk = (body: BulkBody, count: number) =>
      count === 1 ? inUpperCase(body) : failing('InsufficientCredits');
    const wix = wixThat({ bulk });
    const { units, stopped } = await run([text('a'), large('b'), large('c'), large('d')], wix);
    expect(units).toMatchObject([
      { text: 'A' },
      { text: expect.any(String) },
      { error: { code: 'InsufficientCredits', outcome: 'NOT_TRANSLATED' } },
      { error: { code: 'InsufficientCredits', outcome: 'NOT_TRANSLATED' } },
    ]);
    expect(stopped?.code).toBe('InsufficientCredits');
    expect(wix.bulks).toHaveLength(2);
  });
});

describe('when the answer to a bulk call is lost', () => {
  test.each(['WixTimeout', 'WixUnavailable'] as const)(
    'by %s, its units are unknown, the rest is not sent, and nothing is thrown that would be repeated',
    async (code) => {
      const wix = wixThat({ bulk: () => failing(code) });
      const { units, stopped } = await run([large('a'), large('b')], wix);
      expect(units).toMatchObject([
        { error: { code, outcome: 'UNKNOWN' } },
        { error: { code, outcome: 'NOT_TRANSLATED' } },
      ]);
      expect(stopped?.code).toBe(code);
      expect(wix.bulks).toHaveLength(1);
    },
  );

  test.each([
    ['WixUnavailable', true],
    ['WixTimeout', true],
    ['WixRateLimited', false],
  ] as const)('%s before Wix has seen it fails the call, which may be repeated', async (code, unsent) => {
    const wix = wixThat({ bulk: () => failing(code, unsent) });
    await expect(run([text('a')], wix)).rejects.toMatchObject({ code });
  });

  test('an error that nobody has foreseen is not taken for an outcome', async () => {
    const bulk = () => {
      throw new TypeError('a bug');
    };
    await expect(run([text('a')], wixThat({ bulk }))).rejects.toThrow('a bug');
  });
});

describe('when time runs out', () => {
  test('no further bulk call begins, and the rest is marked', async () => {
    const clock = manualClock();
    const bulk = (body: BulkBody) => {
      clock.advance(13_000);
      return inUpperCase(body);
    };
    const wix = wixThat({ bulk });
    const units = [large('a'), large('b'), large('c')];
    const outcome = await run(units, wix, nothingKept, testCall({ clock, remaining: 29_000 }));
    expect(wix.bulks).toHaveLength(2);
    expect(outcome.units[2]).toMatchObject({ error: { code: 'WixTimeout', outcome: 'NOT_TRANSLATED' } });
    expect(outcome.stopped?.code).toBe('WixTimeout');
  });

  test('before the first, the call fails as a whole', async () => {
    const wix = wixThat();
    await expect(run([text('a')], wix, nothingKept, testCall({ remaining: 4_000 }))).rejects.toMatchObject({
      code: 'WixTimeout',
    });
    expect(wix.bulks).toEqual([]);
  });
});
