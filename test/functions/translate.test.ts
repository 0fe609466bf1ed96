// The function translate at its doors: what it takes, what it refuses, and how its answer looks.
import { translate } from '../../functions/translate.ts';
import { createHandler } from '../../lib/operation/handler.ts';
import { nothingKept } from '../../lib/translate/kept.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { fakeWix } from '../support/wix.ts';

const SITE = '0f0e0d0c-0b0a-4908-8706-050403020100';
const unit = { format: 'PLAIN_TEXT', text: 'hello' };
const good = { sourceLanguage: 'en', targetLanguage: 'zh-CN', content: [unit] };

/** The function with a Wix that says yes and translates into a fixed text; `bodies` is what Wix was asked. */
function opened() {
  const bodies: unknown[] = [];
  const lines: string[] = [];
  const wix = fakeWix(({ body }) => {
    bodies.push(body);
    const { contentToTranslate = [] } = Object(body);
    const results = contentToTranslate.map(({ id }: { id: string }) => ({
      itemMetadata: { id, success: true },
      item: { plainTextContent: 'translated text' },
    }));
    return { sufficientCredits: true, results };
  });
  const handler = createHandler(translate, () => ({ wix, kept: nothingKept }), {
    environment: { LOG_LEVEL: 'debug' },
    write: (line) => void lines.push(line),
  });
  const post = async (body: unknown) => {
    const path = `/v1/sites/${SITE}/translations`;
    const answer = Object(await handler(httpApiEvent({ method: 'POST', path, body: JSON.stringify(body) })));
    return { status: answer.statusCode, body: JSON.parse(answer.body) };
  };
  return { handler, post, bodies, lines };
}

describe('POST /v1/sites/{siteId}/translations', () => {
  it('answers every unit in its order, with the id that it came with', async () => {
    const { post } = opened();
    const content = [{ ...unit, id: 'b' }, unit, { ...unit, id: 'a' }];
    expect(await post({ ...good, content })).toEqual({
      status: 200,
      body: {
        siteId: SITE,
        wordCount: 3,
        estimated: true,
        complete: true,
        reused: 0,
        translated: [
          { id: 'b', text: 'translated text' },
          { text: 'translated text' },
          { id: 'a', text: 'translated text' },
        ],
      },
    });
  });

  it('sends Wix its own names of the languages', async () => {
    const { post, bodies } = opened();
    await post(good);
    expect(bodies[1]).toMatchObject({ sourceLanguage: 'EN', targetLanguage: 'ZH_CN' });
  });

  it('logs nothing of the content and nothing of its translation', async () => {
    const { post, lines } = opened();
    await post({ ...good, content: [{ ...unit, id: 'my-id', text: 'a confidential matter' }] });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join()).not.toMatch(/confidential|translated text|my-id/);
  });

  it.each<[string, object]>([
    ['sourceLanguage', { sourceLanguage: 'XX' }],
    ['targetLanguage', { targetLanguage: undefined }],
    ['targetLanguage', { targetLanguage: 'EN' }],
    ['content', { content: [] }],
    ['content', { content: 'hello' }],
    ['content', { content: Array.from({ length: 10_001 }, () => unit) }],
    ['content', { content: [{ ...unit, text: 'x'.repeat(1_000_001) }] }],
    ['content.0.format', { content: [{ ...unit, format: 'MARKDOWN' }] }],
    ['content.0.text', { content: [{ format: 'HTML' }] }],
    ['content.0.text', { content: [{ format: 'RICH', text: '[]' }] }],
    [
      'content.0.text',
      { content: [{ format: 'RICH', text: `${'{"nodes":['.repeat(3000)}${']}'.repeat(3000)}` }] },
    ],
    ['content.0.id', { content: [{ ...unit, id: 5 }] }],
    ['content.0.id', { content: [{ ...unit, id: 'x'.repeat(513) }] }],
    ['content.0.language', { content: [{ ...unit, language: 'EN' }] }],
  ])('refuses a wrong %s, names it, and asks Wix nothing', async (path, change) => {
    const { post, bodies } = opened();
    const { status, body } = await post({ ...good, ...change });
    expect([status, body.code, bodies]).toEqual([400, 'InvalidInput', []]);
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });
});

it('a direct call hands over the input and gets the plain output', async () => {
  await expect(opened().handler({ siteId: SITE, ...good })).resolves.toMatchObject({ complete: true });
});
