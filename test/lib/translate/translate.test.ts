import type { Content } from '../../../lib/credits/words/count.ts';
import { Failure } from '../../../lib/failure.ts';
import { type Kept, keptIn, nothingKept } from '../../../lib/translate/kept.ts';
import { translateContent } from '../../../lib/translate/translate.ts';
import { manualClock, testCall } from '../../support/call.ts';
import { MemoryDisk } from '../../support/memory-store.ts';
import { fakeWix } from '../../support/wix.ts';

const DIRECTION = {
  siteId: '0f0e0d0c-0b0a-4908-8706-050403020100',
  sourceLanguage: 'EN',
  targetLanguage: 'FR',
};
const text = (words: string): Content => ({ format: 'PLAIN_TEXT', text: words });
/** So many characters that two of them are two calls. */
const large = (letter: string): Content => ({
  format: 'RICH',
  text: JSON.stringify({ nodes: [{ textData: { text: `${letter} `.repeat(40_000) } }] }),
});

interface Sent {
  id: string;
  format: string;
  plainTextContent?: string;
  richContent?: object;
}
interface BulkBody {
  contentToTranslate: Sent[];
}
const isBulk = (body: unknown): body is BulkBody => Object(body).contentToTranslate !== undefined;

/** Wix's answer to a bulk call, in upper case; `change` says what becomes of an item. */
const inUpperCase = ({ contentToTranslate }: BulkBody, change?: (sent: Sent) => object | undefined) => ({
  results: contentToTranslate.map((sent) => ({
    itemMetadata: { id: sent.id, success: true },
    item: { ...sent, plainTextContent: sent.plainTextContent?.toUpperCase() },
    ...change?.(sent),
  })),
});

/** A Wix with a verdict; `bulk` answers the bulk calls by their number, or throws. Counts what was asked. */
function wixThat({
  verdict = true,
  bulk = (body) => inUpperCase(body),
}: {
  verdict?: boolean;
  bulk?: (body: BulkBody, count: number) => unknown;
} = {}) {
  const bulks: BulkBody[] = [];
  const checks: unknown[] = [];
  const wix = fakeWix(({ body }) => {
    if (isBulk(body)) {
      bulks.push(body);
      return bulk(body, bulks.length);
    }
    checks.push(body);
    return { sufficientCredits: verdict };
  });
  return { wix, bulks, checks };
}

const run = (
  content: readonly Content[],
  { wix }: Pick<ReturnType<typeof wixThat>, 'wix'>,
  kept: Kept = nothingKept,
  call = testCall(),
) => translateContent(DIRECTION, content, call, { wix, kept });

const failing = (
  code: 'WixTimeout' | 'WixUnavailable' | 'InsufficientCredits' | 'WixRateLimited',
  unsent = false,
) => {
  throw new Failure(code, `It is ${code}.`, { unsent });
};

describe('a guarded translation', () => {
  test('counts, asks for the verdict, and then sends everything in one call', async () => {
    const wix = wixThat();
    const outcome = await run([text('hello big world'), text('good bye')], wix);
    expect(outcome).toMatchObject({ wordCount: 5, reused: 0, stopped: undefined });
    expect(outcome.units).toEqual([{ text: 'HELLO BIG WORLD' }, { text: 'GOOD BYE' }]);
    expect(wix.checks).toEqual([{ wordCount: 5 }]);
    expect(wix.bulks).toHaveLength(1);
  });

  test('sends nothing when Wix says no', async () => {
    const wix = wixThat({ verdict: false });
    await expect(run([text('hello')], wix)).rejects.toMatchObject({ code: 'InsufficientCredits' });
    expect(wix.bulks).toEqual([]);
  });

  test('sends nothing when Wix does not say: no verdict is not a yes', async () => {
    const wix = fakeWix(({ body }) => {
      if (isBulk(body)) throw new Error('It was sent.');
      return { sufficientCredits: undefined };
    });
    await expect(run([text('hello')], { wix })).rejects.toMatchObject({ code: 'WixUnavailable' });
  });

  test('takes units without text over as they are, and asks nothing for them', async () => {
    const wix = wixThat();
    const outcome = await run([text(' \n'), { format: 'HTML', text: '<br>' }, text('')], wix);
    expect(outcome.units).toEqual([{ text: ' \n' }, { text: '<br>' }, { text: '' }]);
    expect([wix.checks, wix.bulks]).toEqual([[], []]);
  });

  test('cuts a long unit, and joins it with every space where it was', async () => {
    const wix = wixThat();
    const long = 'A sentence of words.  \n'.repeat(600);
    const outcome = await run([text('first'), text(long), text('last')], wix);
    expect(outcome.units).toEqual([{ text: 'FIRST' }, { text: long.toUpperCase() }, { text: 'LAST' }]);
    expect(wix.bulks[0]?.contentToTranslate.length).toBeGreaterThan(4);
  });

  test('refuses content that is no rich document before it asks Wix anything', async () => {
    const wix = wixThat();
    await expect(run([{ format: 'RICH', text: 'no JSON' }], wix)).rejects.toMatchObject({
      code: 'InvalidInput',
      errors: [{ path: 'content.0.text' }],
    });
    expect(wix.checks).toEqual([]);
  });
});

describe('an error of one unit', () => {
  test.each([
    ['TEXT_TOO_LONG', 'InvalidInput'],
    ['UNKNOWN_FORMAT', 'InvalidInput'],
    ['NOT_ENOUGH_CREDITS', 'InsufficientCredits'],
    ['SOMETHING_NEW', 'WixRequestRejected'],
  ])('%s is its own %s, and the others have their text', async (wixCode, code) => {
    const bulk = (body: BulkBody) =>
      inUpperCase(body, ({ id }) =>
        id === '1'
          ? { itemMetadata: { id, success: false, error: { code: wixCode, description: 'upstream' } } }
          : undefined,
      );
    const { units } = await run([text('a'), text('b'), text('c')], wixThat({ bulk }));
    expect(units).toMatchObject([
      { text: 'A' },
      { error: { code, wixCode, outcome: 'NOT_TRANSLATED' } },
      { text: 'C' },
    ]);
    expect(JSON.stringify(units)).not.toContain('upstream');
  });

  test('that cannot be cut is told without sending any of it', async () => {
    const wix = wixThat();
    const uncuttable = {
      format: 'HTML',
      text: `<p>words</p><a title="${'x'.repeat(6_000)}">more</a>`,
    } as const;
    const { units } = await run([uncuttable, text('b')], wix);
    expect(units).toMatchObject([{ error: { wixCode: 'TEXT_TOO_LONG' } }, { text: 'B' }]);
    expect(wix.bulks[0]?.contentToTranslate).toHaveLength(1);
  });

  test('of which the answer says nothing is unknown', async () => {
    const bulk = (body: BulkBody) => ({ results: inUpperCase(body).results.slice(1) });
    const { units } = await run([text('a'), text('b')], wixThat({ bulk }));
    expect(units).toMatchObject([{ error: { outcome: 'UNKNOWN' } }, { text: 'B' }]);
  });
});

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

describe('a repeated call', () => {
  test('neither asks nor pays for what is kept', async () => {
    const disk = new MemoryDisk();
    const first = await run([text('a b'), text(' ')], wixThat(), keptIn(disk.open()));
    const again = wixThat();
    const second = await run([text('a b'), text(' ')], again, keptIn(disk.open()));
    expect(second.units).toEqual(first.units);
    expect(second.reused).toBe(1);
    expect([again.checks, again.bulks]).toEqual([[], []]);
  });

  test('pays for the rest only, and goes on where the credits ended', async () => {
    const disk = new MemoryDisk();
    const bulk = (body: BulkBody, count: number) =>
      count === 1 ? inUpperCase(body) : failing('InsufficientCredits');
    await run([text('a'), large('b'), large('c')], wixThat({ bulk }), keptIn(disk.open()));
    const again = wixThat();
    const { units, wordCount } = await run([text('a'), large('b'), large('c')], again, keptIn(disk.open()));
    expect(units.every((unit) => 'text' in unit)).toBe(true);
    expect(wordCount).toBe(80_001);
    expect(again.checks).toEqual([{ wordCount: 40_000 }]);
    expect(again.bulks[0]?.contentToTranslate).toHaveLength(1);
  });

  test('answers what is kept when the credits do not suffice for the rest', async () => {
    const disk = new MemoryDisk();
    await run([text('a')], wixThat(), keptIn(disk.open()));
    const wix = wixThat({ verdict: false });
    const { units, stopped } = await run([text('a'), text('b')], wix, keptIn(disk.open()));
    expect(units).toMatchObject([{ text: 'A' }, { error: { code: 'InsufficientCredits' } }]);
    expect(stopped?.code).toBe('InsufficientCredits');
    expect(wix.bulks).toEqual([]);
  });

  test('does not keep what failed or is unknown', async () => {
    const disk = new MemoryDisk();
    const bulk = (body: BulkBody) => ({ results: inUpperCase(body).results.slice(1) });
    await run([text('a'), text('b')], wixThat({ bulk }), keptIn(disk.open()));
    expect(disk.objects.size).toBe(1);
  });
});
