// The workflow translate-with-credit-check, run here: its tasks are the built functions against the local Wix.
import { jest } from '@jest/globals';
import type { Fault } from '../../local/wix/faults.ts';
import type { Site } from '../../local/wix/world/sites.ts';
import { readDefinition } from '../../local/workflows/definition.ts';
import { builtFunctions, openWorkflows, type Ran, removeAll, type Workflows } from './support/workflows.ts';

jest.setTimeout(60_000);

const NAME = 'translate-with-credit-check';
const CHECK = '/translation-credits/v1/credit/is-eligible';
const BULK = '/machine-translation/v3/bulk-machine-translate';
const ASK = 'Ask whether the credits suffice';

let built: string;
let world: Workflows;
beforeAll(async () => {
  built = await builtFunctions(['eligibility', 'translate']);
});
beforeEach(async () => {
  world = await openWorkflows(built, { sites: 12 });
});
afterEach(() => world.close());
afterAll(removeAll);

/** A site with exactly so many words left. */
function siteWith(left: number): Site & { words: { used: number } } {
  const site = world.wix.world.sites.find(({ words }) => words?.quota !== undefined);
  if (site?.words === undefined) throw new Error('The seeded world has such a site');
  site.words.used = 0;
  site.words.quota = left;
  return { ...site, words: site.words };
}

const run = (input: object, running = {}): Promise<Ran> => world.run(NAME, input, running);
const text = ({ published }: Ran) =>
  published.map(({ subject, message }) => `${subject}\n${message}`).join('\n');

const order = (site: Site, words: number) => ({
  siteId: site.facts.id,
  sourceLanguage: 'EN',
  targetLanguage: 'FR',
  content: [{ id: 'a', format: 'PLAIN_TEXT', text: 'confidential '.repeat(words).trim() }],
});
const fault = (given: Fault) => world.wix.faults.add(given);

test('a translation that was stopped on its way is not repeated: what it spent is unknown', async () => {
  const { states } = await readDefinition(NAME);
  const repeated = states.find(({ name }) => name === 'Translate')?.Retry.flatMap((one) => one.ErrorEquals);
  expect(repeated).toContain('WixRateLimited');
  for (const error of ['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError', 'States.Timeout'])
    expect(repeated).not.toContain(error);
  expect(repeated?.filter((error) => error.startsWith('States.'))).toEqual([]);
});

describe('a run', () => {
  it('translates where the credits suffice, and tells nobody', async () => {
    const site = siteWith(3);
    const { output, entered, published } = await run(order(site, 3));
    expect(output).toMatchObject({ complete: true, translated: [{ id: 'a', text: expect.any(String) }] });
    expect(entered).toEqual(['Is it all there?', ASK, 'Do they?', 'Translate', 'All of it?', 'Translated']);
    expect([site.words.used, published]).toEqual([3, []]);
  });

  it('notifies and stops where they do not, and spends nothing', async () => {
    const site = siteWith(2);
    const ran = await run(order(site, 3));
    const { error, entered, published } = ran;
    expect(error).toBe('InsufficientCredits');
    expect(entered).not.toContain('Translate');
    expect(published).toEqual([
      { subject: 'Wix translation: not enough credits', message: expect.stringContaining(site.facts.id) },
    ]);
    expect([site.words.used, text(ran).includes('confidential')]).toEqual([0, false]);
  });

  it.each(['siteId', 'sourceLanguage', 'targetLanguage', 'content'])(
    'without %s says what is expected, before anything is asked',
    async (field) => {
      expect(await run({ ...order(siteWith(3), 3), [field]: undefined })).toMatchObject({
        error: 'InvalidInput',
        cause: expect.stringContaining(field),
        entered: ['Is it all there?', 'Not all is there'],
        published: [],
      });
      expect(world.wix.journal.count()).toBe(0);
    },
  );

  it('takes no verdict for no', async () => {
    const site = siteWith(3);
    fault({ kind: 'status', status: 200, json: {}, match: { path: CHECK } });
    const { error, entered } = await run(order(site, 3));
    expect(error).toBe('WixUnavailable');
    expect(entered).not.toContain('Translate');
  });

  it('goes on after an outage of Wix', async () => {
    const site = siteWith(3);
    fault({ kind: 'status', status: 503, match: { path: CHECK }, times: 4 });
    const { output } = await run(order(site, 3));
    expect(output).toMatchObject({ complete: true });
    expect(site.words.used).toBe(3);
  });

  it('answers and tells what is missing when the answer to a bulk call is lost, and does not pay twice', async () => {
    const site = siteWith(10);
    fault({ kind: 'reset-before-headers', handled: true, match: { path: BULK } });
    const { output, entered, published } = await run(order(site, 3));
    expect(output).toMatchObject({
      complete: false,
      translated: [{ id: 'a', error: { outcome: 'UNKNOWN' } }],
    });
    expect(entered.at(-1)).toBe('Partly translated');
    expect([site.words.used, published.length]).toEqual([3, 1]);
  });

  it.each([
    ['the credits end in between', 'NOT_ENOUGH_CREDITS', 'InsufficientCredits'],
    ['Wix refuses the content', 'SOMETHING_ELSE', 'WixRequestRejected'],
  ])('fails by name when %s', async (_case, wixCode, code) => {
    const json = { details: { applicationError: { code: wixCode } } };
    fault({ kind: 'status', status: 428, json, match: { path: BULK } });
    const { error, published } = await run(order(siteWith(10), 3));
    expect(error).toBe(code);
    expect(published).toHaveLength(1);
  });

  it('without Multilingual on the site fails by name, at the first try', async () => {
    const site = siteWith(10);
    world.wix.installMultilingual(site.facts.id, false);
    const { error, published } = await run(order(site, 3));
    expect(error).toBe('FeatureNotAvailable');
    expect([published.length, world.wix.journal.count()]).toEqual([1, 1]);
    expect(published[0]?.message).toContain('failed with FeatureNotAvailable');
  });

  it('ends as it would have when nobody can be told', async () => {
    const { error, published } = await run(order(siteWith(2), 3), { topicFails: true });
    expect(error).toBe('InsufficientCredits');
    expect(published).toHaveLength(5);
  });

  it('is stopped for good when the Lambda that translates dies, pays once, and says so', async () => {
    const site = siteWith(10);
    fault({ kind: 'delay', delayMs: 2_000, handled: true, match: { path: BULK } });
    const paid = () => world.wix.journal.entries.filter(({ path }) => path === BULK);
    const kills = { functionName: 'translate', when: () => paid().length > 0 };
    const { error, published } = await run(order(site, 3), { kills });
    expect(error).toBe('Runtime.ExitError');
    expect(published.map(({ subject }) => subject)).toEqual(['Wix translation: failed']);
    expect(paid()).toHaveLength(1);
  });

  it('waits out an outage of Secrets Manager, and of the rate limit', async () => {
    const site = siteWith(3);
    world.secrets.fault({ kind: 'error', type: 'InternalServiceError', status: 500 }, 6);
    fault({ kind: 'status', status: 429, retryAfter: '100000', match: { path: CHECK }, times: 2 });
    const { output, events } = await run(order(site, 3));
    expect(output).toMatchObject({ complete: true });
    const failures = events.flatMap((event) => (event.type === 'StateFailed' ? event.Error : []));
    expect(failures).toEqual(expect.arrayContaining(['SecretUnavailable', 'WixRateLimited']));
  });

  it('logs nothing of the content', async () => {
    await run(order(siteWith(3), 3));
    expect(world.lines.length).toBeGreaterThan(1);
    expect(world.lines.join()).not.toContain('confidential');
  });
});
