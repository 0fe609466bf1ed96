// Machine Translation over HTTP: content, errors, and the words that it takes.
import { type OpenWix, PATHS, withWix } from '../open-wix.ts';

const world = { transactions: 0 } as const;
const languages = { sourceLanguage: 'EN', targetLanguage: 'FR' } as const;
const plain = (text: string, id = 'a') => ({ id, format: 'PLAIN_TEXT', plainTextContent: text });
const used = (wix: OpenWix, siteId: string) => wix.world.site(siteId)?.words?.used ?? Number.NaN;

const translate = (wix: OpenWix, siteId: string, contentToTranslate: unknown, extra = {}) =>
  wix.forSite(siteId, 'POST', PATHS.translate, { ...languages, contentToTranslate, ...extra });

test('plain text keeps its length, its case, its digits and signs', () =>
  withWix(world, async (wix) => {
    const siteId = wix.siteWith('LIMITED');
    const text = 'Hello, World! 42 times — naïve';
    const { status, json } = await translate(wix, siteId, plain(text));
    expect(status).toBe(200);
    const { translatedContent } = Object(json);
    expect(translatedContent).toEqual({
      id: 'a',
      format: 'PLAIN_TEXT',
      plainTextContent: expect.any(String),
    });
    const translated: string = translatedContent.plainTextContent;
    expect(translated).not.toBe(text);
    expect(translated.replace(/[a-z]/g, 'x').replace(/[A-Z]/g, 'X')).toBe('Xxxxx, Xxxxx! 42 xxxxx — xxïxx');
    expect((await translate(wix, siteId, plain(text))).json).toEqual(json);
  }));

test('HTML keeps its tags and entities, and they cost nothing', () =>
  withWix(world, async (wix) => {
    const siteId = wix.siteWith('LIMITED');
    const before = used(wix, siteId);
    const htmlContent = '<p class="big one">Fish &amp; <b>Chips</b></p>';
    const { json } = await translate(wix, siteId, { format: 'HTML', htmlContent });
    const translated = Object(json).translatedContent.htmlContent;
    expect(translated).toMatch(/^<p class="big one">[A-Z][a-z]{3} &amp; <b>[A-Z][a-z]{4}<\/b><\/p>$/);
    expect(translated).not.toContain('Fish');
    expect(used(wix, siteId)).toBe(before + 2);
  }));

test('rich content keeps everything but the texts of its nodes', () =>
  withWix(world, async (wix) => {
    const siteId = wix.siteWith('LIMITED');
    const node = (text: string) => ({
      type: 'PARAGRAPH',
      id: 'p',
      nodes: [{ type: 'TEXT', textData: { text, decorations: [{ type: 'BOLD' }] } }],
    });
    const before = used(wix, siteId);
    const richContent = {
      nodes: [node('Two words'), { type: 'DIVIDER' }, node('one')],
      metadata: { version: 1 },
    };
    const { json } = await translate(wix, siteId, { id: 'r', format: 'RICH', richContent });
    const texts = Object(json).translatedContent.richContent.nodes.map(
      (found: { nodes?: { textData: { text: string } }[] }) => found.nodes?.[0]?.textData.text,
    );
    expect(texts).toEqual([
      expect.stringMatching(/^\w{3} \w{5}$/),
      undefined,
      expect.stringMatching(/^\w{3}$/),
    ]);
    expect(Object(json).translatedContent.richContent).toMatchObject({
      nodes: [{ type: 'PARAGRAPH', nodes: [{ textData: { decorations: [{ type: 'BOLD' }] } }] }, {}, {}],
      metadata: { version: 1 },
    });
    expect(used(wix, siteId)).toBe(before + 3);
  }));

test('an unlimited site counts its words too', () =>
  withWix(world, async (wix) => {
    const siteId = wix.siteWith('UNLIMITED');
    const before = used(wix, siteId);
    await translate(wix, siteId, plain('one two three'));
    expect(used(wix, siteId)).toBe(before + 3);
  }));

test('words of a language without spaces are counted in that language', () =>
  withWix(world, async (wix) => {
    const siteId = wix.siteWith('UNLIMITED');
    const before = used(wix, siteId);
    await translate(wix, siteId, plain('今日は天気がいいです'), { sourceLanguage: 'JA' });
    expect(used(wix, siteId)).toBeGreaterThan(before + 2);
  }));

describe('what fails takes no words', () => {
  test.each([
    [
      'too few credits',
      'EXHAUSTED',
      plain('three more words'),
      428,
      'NOT_ENOUGH_CREDITS',
      { creditsRequired: 3 },
    ],
    [
      'too long a text',
      'LIMITED',
      plain('x'.repeat(5_001)),
      400,
      'TEXT_TOO_LONG',
      { maxLength: 5_000, actualLength: 5_001 },
    ],
    [
      'a rich node that is too long',
      'LIMITED',
      {
        format: 'RICH',
        richContent: { nodes: [{ nodes: [{ textData: { text: 'y'.repeat(6_000) } }] }] },
      },
      400,
      'TEXT_TOO_LONG',
      { maxLength: 5_000, actualLength: 6_000 },
    ],
    ['an unknown format', 'LIMITED', { format: 'PDF', plainTextContent: 'x' }, 400, 'UNKNOWN_FORMAT', {}],
    ['no format', 'LIMITED', { plainTextContent: 'x' }, 400, 'UNKNOWN_FORMAT', {}],
    [
      'another content than the format’s',
      'LIMITED',
      { format: 'HTML', plainTextContent: 'x' },
      400,
      'UNKNOWN_FORMAT',
      {},
    ],
    ['a site without the app', 'NO_APP', plain('x'), 428, 'MULTILINGUAL_NOT_INSTALLED', {}],
  ] as const)('%s', (_what, kind, content, expected, code, data) =>
    withWix(world, async (wix) => {
      const siteId = wix.siteWith(kind);
      const before = used(wix, siteId);
      const { status, json } = await translate(wix, siteId, content);
      expect(status).toBe(expected);
      expect(json).toMatchObject({ details: { applicationError: { code, data } } });
      expect(used(wix, siteId)).toBe(before);
    }),
  );

  test('equal languages', () =>
    withWix(world, async (wix) => {
      const { status, json } = await translate(wix, wix.siteWith('LIMITED'), plain('x'), {
        targetLanguage: 'EN',
      });
      expect(status).toBe(400);
      expect(json).toMatchObject({
        details: { applicationError: { code: 'SAME_LANGUAGE_ARGUMENTS', data: { language: 'EN' } } },
      });
    }));

  test.each([
    ['an unknown language', plain('x'), { targetLanguage: 'XX' }, 'targetLanguage', 'INVALID_ENUM_VALUE'],
    ['no content', undefined, {}, 'contentToTranslate', 'REQUIRED_FIELD'],
    ['an empty text', plain(''), {}, 'contentToTranslate.plainTextContent', 'MIN_LENGTH'],
    [
      'a text beyond all bounds',
      plain('x'.repeat(10_001)),
      {},
      'contentToTranslate.plainTextContent',
      'MAX_LENGTH',
    ],
  ])('%s', (_what, content, extra, field, violatedRule) =>
    withWix(world, async (wix) => {
      const { status, json } = await translate(wix, wix.siteWith('LIMITED'), content, extra);
      expect(status).toBe(400);
      expect(json).toMatchObject({
        details: { validationError: { fieldViolations: [{ field, violatedRule }] } },
      });
    }),
  );
});

describe('in bulk', () => {
  const bulk = (wix: OpenWix, siteId: string, contentToTranslate: readonly unknown[]) =>
    wix.forSite(siteId, 'POST', PATHS.bulk, { ...languages, contentToTranslate });

  test('items that fail are told apart, and only the others are paid for', () =>
    withWix(world, async (wix) => {
      const siteId = wix.siteWith('LIMITED');
      const before = used(wix, siteId);
      const { status, json } = await bulk(wix, siteId, [
        plain('one two', 'first'),
        plain('z'.repeat(5_001), 'long'),
        { format: 'PLAIN_TEXT', plainTextContent: 'three' },
        { id: 'odd', format: 'WHAT' },
      ]);
      expect(status).toBe(200);
      expect(json).toMatchObject({
        results: [
          { itemMetadata: { id: 'first', originalIndex: 0, success: true }, item: { id: 'first' } },
          {
            itemMetadata: { id: 'long', originalIndex: 1, success: false, error: { code: 'TEXT_TOO_LONG' } },
          },
          { itemMetadata: { originalIndex: 2, success: true } },
          {
            itemMetadata: { id: 'odd', originalIndex: 3, success: false, error: { code: 'UNKNOWN_FORMAT' } },
          },
        ],
        bulkActionMetadata: { totalSuccesses: 2, totalFailures: 2, undetailedFailures: 0 },
      });
      expect(Object(json).results[1]).not.toHaveProperty('item');
      expect(used(wix, siteId)).toBe(before + 3);
    }));

  test('too few credits for all of it fail the whole call', () =>
    withWix(world, async (wix) => {
      const siteId = wix.siteWith('EXHAUSTED');
      wix.buyWords(siteId, 3);
      const { status, json } = await bulk(wix, siteId, [plain('one two'), plain('three four', 'b')]);
      expect(status).toBe(428);
      expect(json).toMatchObject({
        details: { applicationError: { code: 'NOT_ENOUGH_CREDITS', data: { creditsRequired: 4 } } },
      });
      expect(used(wix, siteId)).toBe(3_000);
    }));

  test.each([
    [0, 'MIN_SIZE'],
    [1_001, 'MAX_SIZE'],
  ])('%p items are a violation', (count, violatedRule) =>
    withWix(world, async (wix) => {
      const items = Array.from({ length: count }, () => plain('x'));
      const { status, json } = await bulk(wix, wix.siteWith('LIMITED'), items);
      expect(status).toBe(400);
      expect(json).toMatchObject({
        details: { validationError: { fieldViolations: [{ field: 'contentToTranslate', violatedRule }] } },
      });
    }),
  );
});
