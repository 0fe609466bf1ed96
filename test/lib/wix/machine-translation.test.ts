// Bulk Machine Translate: what is sent, how results find their pieces, and that what may be paid for is not sent again.
import type { Content } from '../../../lib/credits/words/count.ts';
import { bulkMachineTranslate } from '../../../lib/wix/machine-translation.ts';
import { failureOf, harness, SITE } from './harness.ts';
import { httpWix, stopServers } from './servers.ts';

afterEach(stopServers);

const PIECES: readonly Content[] = [
  { format: 'PLAIN_TEXT', text: 'a shirt' },
  { format: 'HTML', text: '<b>two</b>' },
  { format: 'RICH', text: '{"nodes":[{"textData":{"text":"three"}}]}' },
];

/** Sends `PIECES` to a Wix that answers with this body, and tells what came of it. */
async function ask(body: unknown, status = 200) {
  const server = await httpWix((response) => response.writeHead(status).end(JSON.stringify(body)));
  const { wix, call } = harness(server.baseUrl);
  const current = call();
  const order = { sourceLanguage: 'EN', targetLanguage: 'ZH_CN', pieces: PIECES };
  const work = bulkMachineTranslate(wix, SITE, order, current);
  return { work, current, requests: server.requests };
}

const done = (position: number, item: object) => ({
  itemMetadata: { id: String(position), originalIndex: position, success: true },
  item: { id: String(position), ...item },
});
const failed = (position: number, error: unknown) => ({
  itemMetadata: { id: String(position), originalIndex: position, success: false, error },
});
const plain = { format: 'PLAIN_TEXT', plainTextContent: '一' };
const html = { format: 'HTML', htmlContent: '<b>二</b>' };
const rich = {
  format: 'RICH',
  richContent: { nodes: [{ textData: { text: '三' } }], metadata: { version: 1 } },
};
const TEXTS = [{ text: '一' }, { text: '<b>二</b>' }, { text: JSON.stringify(rich.richContent) }];

describe('Bulk Machine Translate', () => {
  test('sends what Wix documents, to one site, and no id of the caller', async () => {
    const { work, requests, current } = await ask({
      results: [done(0, plain), done(1, html), done(2, rich)],
    });
    expect(await work).toEqual(TEXTS);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/machine-translation/v3/bulk-machine-translate',
      headers: { 'wix-site-id': SITE },
    });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      sourceLanguage: 'EN',
      targetLanguage: 'ZH_CN',
      contentToTranslate: [
        { id: '0', format: 'PLAIN_TEXT', plainTextContent: 'a shirt' },
        { id: '1', format: 'HTML', htmlContent: '<b>two</b>' },
        { id: '2', format: 'RICH', richContent: { nodes: [{ textData: { text: 'three' } }] } },
      ],
    });
    expect(current.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  test('puts the results in the order that was asked for', async () => {
    const { work } = await ask({ results: [done(2, rich), done(0, plain), done(1, html)] });
    expect(await work).toEqual(TEXTS);
  });

  test('finds a result by its id alone and by its index alone', async () => {
    const results = [
      { itemMetadata: { id: '0' }, item: plain },
      { itemMetadata: { originalIndex: 1, success: true }, item: html },
      done(2, rich),
    ];
    expect(await (await ask({ results })).work).toEqual(TEXTS);
  });

  test('keeps the error of a single item', async () => {
    const results = [
      done(0, plain),
      failed(1, { code: 'TEXT_TOO_LONG', description: 'very long', data: { maxLength: 5_000 } }),
      failed(2, { code: 'some upstream text', description: 'x' }),
    ];
    expect(await (await ask({ results })).work).toEqual([
      { text: '一' },
      { refused: 'TEXT_TOO_LONG' },
      { refused: undefined },
    ]);
  });

  test.each<[string, unknown]>([
    ['is missing', undefined],
    ['has no item', { itemMetadata: { id: '0', success: true } }],
    ['has an item without content', done(0, {})],
    ['has the content of another format', done(0, html)],
    ['has content that is no text', done(0, { plainTextContent: { a: 1 } })],
    ['is no object', 'x'],
  ])('of a result that %s nothing is known', async (_case, first) => {
    const results = [...(first === undefined ? [] : [first]), done(1, html), done(2, rich)];
    expect(await (await ask({ results })).work).toEqual([undefined, ...TEXTS.slice(1)]);
  });

  test.each([{}, { results: null }, { results: 'x' }])(
    'an answer without results (%j) tells nothing',
    async (body) => {
      expect(await (await ask(body)).work).toEqual([undefined, undefined, undefined]);
    },
  );

  test.each<[number, string | undefined, string]>([
    [428, 'NOT_ENOUGH_CREDITS', 'InsufficientCredits'],
    [400, 'NOT_ENOUGH_CREDITS', 'InsufficientCredits'],
    [403, 'NOT_ENOUGH_CREDITS', 'InsufficientCredits'],
    [404, 'FEATURE_NOT_FOUND', 'FeatureNotAvailable'],
    [428, 'MULTILINGUAL_NOT_INSTALLED', 'FeatureNotAvailable'],
    [400, undefined, 'WixRequestRejected'],
    [403, undefined, 'WixCredentialsRejected'],
    [503, undefined, 'WixUnavailable'],
    [504, undefined, 'WixTimeout'],
  ])('status %s with %s is %s, and is not sent again', async (status, applicationCode, code) => {
    const { work, requests } = await ask(
      { details: { applicationError: { code: applicationCode } } },
      status,
    );
    const failure = await failureOf(work);
    expect(failure).toMatchObject({ code, unsent: false });
    expect(requests).toHaveLength(1);
  });

  test('an answer that cannot be read is not asked for again: it is paid for', async () => {
    const server = await httpWix((response) => response.end('<html>'));
    const { wix, call } = harness(server.baseUrl);
    const order = { sourceLanguage: 'EN', targetLanguage: 'FR', pieces: PIECES };
    await expect(bulkMachineTranslate(wix, SITE, order, call())).rejects.toMatchObject({
      code: 'WixUnavailable',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a Wix that cannot be reached has certainly seen nothing', async () => {
    const server = await httpWix((response) => response.end());
    await stopServers();
    const { wix, call } = harness(server.baseUrl);
    const order = { sourceLanguage: 'EN', targetLanguage: 'FR', pieces: PIECES };
    const failure = await failureOf(bulkMachineTranslate(wix, SITE, order, call()));
    expect(failure).toMatchObject({ code: 'WixUnavailable', unsent: true });
  });
});
