// Guarded translation over real HTTP, with a real directory as the store: every credit is held against the local Wix.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { translate, translateServices } from '../../functions/translate.ts';
import type { Site } from '../../local/wix/world/sites.ts';
import { type Bundle, startBundle } from './support/bundle.ts';

const BULK = '/machine-translation/v3/bulk-machine-translate';
const CHECK = '/translation-credits/v1/credit/is-eligible';

let bundle: Bundle;
let folder: string;
beforeEach(async () => {
  bundle = await startBundle({ sites: 12 });
  folder = await mkdtemp(join(tmpdir(), 'translate-'));
});
afterEach(async () => {
  await bundle.close();
  await rm(folder, { recursive: true });
});

const open = (environment: Readonly<Record<string, string>> = {}) =>
  bundle.open(translate, translateServices, { STORE_URI: pathToFileURL(folder).href, ...environment });

/** A site with exactly so many words left. */
function siteWith(left: number): Site & { words: { used: number } } {
  const site = bundle.wix.world.sites.find(({ words }) => words?.quota !== undefined);
  if (site?.words === undefined) throw new Error('The seeded world has such a site');
  site.words.used = 0;
  site.words.quota = left;
  return { ...site, words: site.words };
}
const bulks = () => bundle.wix.journal.entries.filter(({ path }) => path === BULK).length;

const words = (count: number, word = 'word') => `${word} `.repeat(count).trim();
const plain = (text: string, id?: string) => ({
  format: 'PLAIN_TEXT',
  text,
  ...(id !== undefined && { id }),
});
const order = (site: Site, content: readonly object[]) => ({
  siteId: site.facts.id,
  sourceLanguage: 'EN',
  targetLanguage: 'FR',
  content,
});

describe('a translation that Wix allows', () => {
  it('has every unit in its order and its form, and costs the words that were told', async () => {
    const site = siteWith(10_000);
    const long = `${'A long paragraph of words. '.repeat(100)}\n\n`.repeat(5);
    const rich = {
      nodes: [{ type: 'PARAGRAPH', nodes: [{ type: 'TEXT', textData: { text: 'rich words' } }] }],
    };
    const content = [
      plain('Logo T-Shirt', 'a'),
      { id: 'b', format: 'HTML', text: '<p class="x">Hello <b>big</b> world</p>' },
      plain(long, 'c'),
      plain('  '),
      { id: 'd', format: 'RICH', text: JSON.stringify(rich) },
    ];
    const answer = Object(await open()(order(site, content)));
    expect(answer).toMatchObject({ complete: true, estimated: true });
    const [a, b, c, blank, d] = answer.translated;
    expect(a).toMatchObject({ id: 'a', text: expect.not.stringMatching('Logo') });
    expect(b.text).toMatch(/^<p class="x">\w{5} <b>\w{3}<\/b> \w{5}<\/p>$/);
    expect(c.text).toHaveLength(long.length);
    expect(c.text.replaceAll(/\w/g, 'x')).toBe(long.replaceAll(/\w/g, 'x'));
    expect(blank).toEqual({ text: '  ' });
    expect(JSON.parse(d.text)).toMatchObject({
      nodes: [{ nodes: [{ textData: { text: expect.any(String) } }] }],
    });
    expect(site.words.used).toBe(answer.wordCount);
    expect(bulks()).toBe(1);
  });

  it('of 2,500 units takes three calls', async () => {
    const site = siteWith(10_000);
    const content = Array.from({ length: 2_500 }, (_, at) => plain(`unit ${at}`, String(at)));
    const answer = Object(await open()(order(site, content)));
    expect(answer.complete).toBe(true);
    expect(answer.translated.map(({ id }: { id: string }) => id)).toEqual(content.map(({ id }) => id));
    expect(bulks()).toBe(3);
  });

  it('keeps the error of a single unit', async () => {
    const site = siteWith(20_000);
    const node = { nodes: [{ textData: { text: words(1_500) } }] };
    const answer = Object(
      await open()(order(site, [plain('one'), { format: 'RICH', text: JSON.stringify(node) }, plain('two')])),
    );
    expect(answer.translated).toMatchObject([
      { text: expect.any(String) },
      { error: { code: 'InvalidInput', wixCode: 'TEXT_TOO_LONG' } },
      { text: expect.any(String) },
    ]);
    expect(site.words.used).toBe(2);
  });
});

describe('a translation that is not covered', () => {
  it('is InsufficientCredits, and spends nothing', async () => {
    const site = siteWith(9);
    await expect(open()(order(site, [plain(words(10))]))).rejects.toMatchObject({
      name: 'InsufficientCredits',
    });
    expect([site.words.used, bulks()]).toEqual([0, 0]);
  });

  it('after a positive check is InsufficientCredits all the same', async () => {
    const site = siteWith(9);
    bundle.wix.faults.add({
      kind: 'status',
      status: 200,
      json: { sufficientCredits: true },
      match: { path: CHECK },
    });
    await expect(open()(order(site, [plain(words(10))]))).rejects.toMatchObject({
      name: 'InsufficientCredits',
    });
    expect([site.words.used, bulks()]).toEqual([0, 1]);
  });

  it('for a part of it keeps what was translated, and goes on from there when words are bought', async () => {
    const site = siteWith(1_200);
    bundle.wix.faults.add({
      kind: 'status',
      status: 200,
      json: { sufficientCredits: true },
      match: { path: CHECK },
      times: 1,
    });
    const content = Array.from({ length: 1_500 }, (_, at) => plain(`x${at}`, `u${at}`));
    const first = Object(await open()(order(site, content)));
    expect(first).toMatchObject({ complete: false, stopped: { code: 'InsufficientCredits' } });
    expect(first.translated[0]).toMatchObject({ id: 'u0', text: expect.any(String) });
    expect(first.translated[1_499]).toMatchObject({ id: 'u1499', error: { code: 'InsufficientCredits' } });
    expect(site.words.used).toBe(1_000);

    bundle.wix.buyWords(site.facts.id, 300);
    const second = Object(await open()(order(site, content)));
    expect(second).toMatchObject({ complete: true, reused: 1_000 });
    expect(site.words.used).toBe(1_500);
  });

  it('on a site without Multilingual is FeatureNotAvailable', async () => {
    const site = siteWith(10);
    bundle.wix.installMultilingual(site.facts.id, false);
    await expect(open()(order(site, [plain('a')]))).rejects.toMatchObject({ name: 'FeatureNotAvailable' });
  });
});

describe('a call that is repeated', () => {
  it('pays once', async () => {
    const site = siteWith(100);
    const first = Object(await open()(order(site, [plain('three small words')])));
    const second = Object(await open()(order(site, [plain('three small words')])));
    expect(second).toEqual({ ...first, reused: 1 });
    expect(site.words.used).toBe(3);
  });

  it.each([{ KEEP_TRANSLATIONS: 'no' }, { STORE_URI: '' }])(
    'pays again where %j keeps nothing',
    async (environment) => {
      const site = siteWith(100);
      await open(environment)(order(site, [plain('three small words')]));
      await open(environment)(order(site, [plain('three small words')]));
      expect(site.words.used).toBe(6);
    },
  );
});

describe('a bulk call whose answer is lost', () => {
  it.each(['reset-before-headers', 'half-body', 'cut-body'] as const)(
    'by %s is not sent again, and its units are unknown',
    async (kind) => {
      const site = siteWith(100);
      bundle.wix.faults.add({
        kind,
        match: { path: BULK },
        ...(kind === 'reset-before-headers' && { handled: true }),
      });
      const answer = Object(await open()(order(site, [plain('two words')])));
      expect(answer.translated).toMatchObject([{ error: { outcome: 'UNKNOWN' } }]);
      expect([site.words.used, bulks()]).toEqual([2, 1]);
    },
  );

  it('by a Wix that hangs is told before the caller’s time is over', async () => {
    const site = siteWith(100);
    bundle.wix.faults.add({ kind: 'hang', match: { path: BULK } });
    const answer = Object(await open()(order(site, [plain('two words')]), 6_500));
    expect(answer.translated).toMatchObject([{ error: { code: 'WixTimeout', outcome: 'UNKNOWN' } }]);
    expect(bulks()).toBe(1);
  });
});

it('a 429 is waited for or told, and never counts as spent', async () => {
  const site = siteWith(100);
  bundle.wix.faults.add({ kind: 'status', status: 429, match: { path: BULK } });
  await expect(open()(order(site, [plain('two words')]), 8_000)).rejects.toMatchObject({
    name: 'WixRateLimited',
  });
  expect(site.words.used).toBe(0);
});

it('no line of the log holds any content', async () => {
  const site = siteWith(100);
  bundle.wix.faults.add({ kind: 'status', status: 400, match: { path: BULK }, times: 1 });
  const call = open({ LOG_LEVEL: 'debug' });
  const confidential = order(site, [plain('confidential matter', 'private-id')]);
  await expect(call(confidential)).rejects.toMatchObject({ name: 'WixRequestRejected' });
  await call(confidential);
  expect(bundle.lines.length).toBeGreaterThan(1);
  expect(bundle.lines.join()).not.toMatch(/confidential|private-id/);
});
