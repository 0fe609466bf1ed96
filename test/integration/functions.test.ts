// What the three credit functions answer over real HTTP, held against the truth of the local Wix.
import { balance } from '../../functions/balance.ts';
import { eligibility } from '../../functions/eligibility.ts';
import { translationCredits } from '../../functions/translation-credits.ts';
import { wixServices } from '../../lib/wix/services.ts';
import type { Site } from '../../local/wix/world/sites.ts';
import { type Bundle, startBundle } from './support/bundle.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await startBundle({ sites: 120 });
});
afterEach(() => bundle.reset());
afterAll(() => bundle.close());

function siteWhere(matches: (words: { used: number; quota?: number | undefined }) => boolean): Site {
  const site = bundle.wix.world.sites.find(({ words }) => words !== undefined && matches(words));
  if (site === undefined) throw new Error('The seeded world has such a site');
  return site;
}
const left = ({ words }: Site) => Math.max(0, (words?.quota ?? 0) - (words?.used ?? 0));

describe('balance', () => {
  it('is the account’s wallet, and moves by charges and top-ups', async () => {
    const call = bundle.open(balance, wixServices);
    const before = await call({});
    bundle.wix.world.topUp(12.5);
    const after = await call({});
    expect(before).toMatchObject({ scope: 'ACCOUNT' });
    expect(after).toMatchObject({ scope: 'ACCOUNT', nextReset: expect.stringMatching(/^\d{4}-/) });
    const available = (answer: unknown) => Object(answer).availableCredits;
    expect(available(after) - available(before)).toBeCloseTo(12.5, 6);
  });

  it('of a site is asked with that site’s header and no other', async () => {
    const site = siteWhere(() => true).facts.id;
    await expect(bundle.open(balance, wixServices)({ siteId: site })).resolves.toMatchObject({
      scope: 'SITE',
      siteId: site,
    });
    const [request] = bundle.wix.journal.entries;
    expect(request?.headers['wix-site-id']).toBe(site);
    expect(request?.headers['wix-account-id']).toBeUndefined();
  });

  it('reads the secret once and keeps the connection for all calls', async () => {
    const call = bundle.open(balance, wixServices);
    const before = bundle.secrets.calls.length;
    for (let at = 0; at < 5; at += 1) await call({});
    expect(bundle.secrets.calls.length - before).toBe(1);
  });
});

describe('translation credits', () => {
  it('of one site are quota, usage and what remains', async () => {
    const site = siteWhere(({ quota }) => quota !== undefined);
    await expect(
      bundle.open(translationCredits, wixServices)({ siteId: site.facts.id }),
    ).resolves.toMatchObject({
      siteId: site.facts.id,
      creditsUsed: site.words?.used,
      quotaType: 'LIMITED',
      limitedQuota: { quota: site.words?.quota },
      remainingCredits: left(site),
    });
  });

  it('of an unlimited site have no remainder', async () => {
    const site = siteWhere(({ quota }) => quota === undefined);
    const answer = await bundle.open(translationCredits, wixServices)({ siteId: site.facts.id });
    expect(answer).toMatchObject({ quotaType: 'UNLIMITED', remainingCredits: null });
    expect(answer).not.toHaveProperty('limitedQuota');
  });

  it('of all sites hold every site of the account, headless ones too, and a summary that adds up', async () => {
    const answer = Object(await bundle.open(translationCredits, wixServices)({}));
    const ids = answer.sites.map(({ siteId }: { siteId: string }) => siteId);
    expect(new Set(ids)).toEqual(new Set(bundle.wix.world.sites.map(({ facts }) => facts.id)));
    const without = bundle.wix.world.sites.filter(({ words }) => words === undefined).length;
    expect(without).toBeGreaterThan(0);
    expect(answer.summary).toMatchObject({ sites: 120, failed: without, complete: true });
  });

  it('of named sites keep their order, and a site that is not the account’s is its own entry', async () => {
    const known = siteWhere(() => true).facts.id;
    const stranger = '11111111-2222-4333-8444-555555555555';
    await expect(
      bundle.open(translationCredits, wixServices)({ siteIds: [stranger, known] }),
    ).resolves.toMatchObject({
      sites: [{ siteId: stranger, error: { code: 'WixCredentialsRejected' } }, { siteId: known }],
      summary: { sites: 2, failed: 1 },
    });
  });

  it('beyond the requests of a minute are marked, not lost', async () => {
    const call = bundle.open(translationCredits, wixServices, { WIX_REQUESTS_PER_MINUTE: '50' });
    const answer = Object(await call({}, 5_000));
    const codes = answer.sites.map((site: { error?: { code: string } }) => site.error?.code);
    expect(answer.summary.sites).toBeGreaterThan(0);
    expect(codes).toContain('WixRateLimited');
    expect(bundle.wix.journal.count()).toBeLessThanOrEqual(50);
  });
});

describe('eligibility', () => {
  it('is Wix’s verdict for a number of words', async () => {
    const site = siteWhere(({ used, quota }) => quota !== undefined && quota > used);
    const call = bundle.open(eligibility, wixServices);
    await expect(call({ siteId: site.facts.id, wordCount: left(site) })).resolves.toMatchObject({
      wordCount: left(site),
      estimated: false,
      sufficientCredits: true,
    });
  });

  it('names the shortfall, and who can mend it, when Wix says no', async () => {
    const site = siteWhere(({ used, quota }) => quota !== undefined && quota > used);
    const call = bundle.open(eligibility, wixServices);
    await expect(call({ siteId: site.facts.id, wordCount: left(site) + 7 })).resolves.toMatchObject({
      sufficientCredits: false,
      remainingCredits: left(site),
      shortfall: 7,
      advice: expect.stringContaining('Translation Manager'),
    });
  });

  it('a yes costs one request, a no two', async () => {
    const site = siteWhere(({ used, quota }) => quota !== undefined && quota > used);
    const call = bundle.open(eligibility, wixServices);
    await call({ siteId: site.facts.id, wordCount: 1 });
    expect(bundle.wix.journal.count()).toBe(1);
    await call({ siteId: site.facts.id, wordCount: 2 ** 31 - 1 });
    expect(bundle.wix.journal.count()).toBe(3);
  });

  it('the verdict stands when what remains cannot be read', async () => {
    const site = siteWhere(({ used, quota }) => quota !== undefined && quota > used);
    bundle.wix.faults.add({ kind: 'status', status: 403, match: { method: 'GET' } });
    const answer = await bundle.open(
      eligibility,
      wixServices,
    )({ siteId: site.facts.id, wordCount: 2 ** 31 - 1 });
    expect(answer).toMatchObject({ sufficientCredits: false, advice: expect.any(String) });
    expect(answer).not.toHaveProperty('remainingCredits');
  });

  it('content is counted, and marked as an estimate', async () => {
    const site = siteWhere(({ quota }) => quota === undefined);
    const content = [
      { format: 'PLAIN_TEXT', text: 'Logo T-Shirt' },
      { format: 'HTML', text: '<p>Hello <b>W</b>ix</p>' },
      { format: 'RICH', text: '{"nodes":[{"nodes":[{"textData":{"text":"three more words"}}]}]}' },
    ];
    await expect(
      bundle.open(eligibility, wixServices)({ siteId: site.facts.id, content, sourceLanguage: 'EN' }),
    ).resolves.toMatchObject({ wordCount: 8, estimated: true, sufficientCredits: true });
  });

  it('content that is no rich document is named with its path', async () => {
    const content = [{ format: 'RICH', text: 'Hello' }];
    await expect(
      bundle.open(eligibility, wixServices)({ siteId: siteWhere(() => true).facts.id, content }),
    ).rejects.toMatchObject({ name: 'InvalidInput' });
    expect(bundle.wix.journal.count()).toBe(0);
  });

  it('a missing verdict is unknown: never a yes', async () => {
    bundle.wix.faults.add({ kind: 'status', status: 200, json: {} });
    await expect(
      bundle.open(eligibility, wixServices)({ siteId: siteWhere(() => true).facts.id, wordCount: 1 }),
    ).resolves.toMatchObject({ sufficientCredits: null });
  });
});
