// The workflow translate-with-credit-check, run here: its tasks are the real operations against the local Wix.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StateMachine } from 'aws-local-stepfunctions';
import * as v from 'valibot';
import { eligibility } from '../../functions/eligibility.ts';
import { translate, translateServices } from '../../functions/translate.ts';
import { CODES } from '../../lib/codes.ts';
import { wixServices } from '../../lib/wix/services.ts';
import type { Fault } from '../../local/wix/faults.ts';
import type { Site } from '../../local/wix/world/sites.ts';
import { type Bundle, startBundle } from './support/bundle.ts';

const CHECK = '/translation-credits/v1/credit/is-eligible';
const BULK = '/machine-translation/v3/bulk-machine-translate';
const ASK = 'Ask whether the credits suffice';
const text = await readFile(
  new URL('../../workflows/translate-with-credit-check.asl.json', import.meta.url),
  'utf8',
);
const errorEquals = v.looseObject({ ErrorEquals: v.array(v.string()) });
const states = v.record(
  v.string(),
  v.looseObject({
    Type: v.string(),
    Retry: v.optional(
      v.array(v.looseObject({ ...errorEquals.entries, JitterStrategy: v.literal('FULL') })),
      [],
    ),
    Catch: v.optional(v.array(errorEquals), []),
  }),
);
const definition = v.parse(v.looseObject({ Comment: v.string(), States: states }), JSON.parse(text));

/** The lint has no types of its own. */
const validate = v.parse(v.function(), createRequire(import.meta.url)('asl-validator'));

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

/** A site with exactly so many words left. */
function siteWith(left: number): Site & { words: { used: number } } {
  const site = bundle.wix.world.sites.find(({ words }) => words?.quota !== undefined);
  if (site?.words === undefined) throw new Error('The seeded world has such a site');
  site.words.used = 0;
  site.words.quota = left;
  return { ...site, words: site.words };
}

const isJson = v.custom<Parameters<StateMachine['run']>[0]>(() => true);
const asJson = (value: unknown) => v.parse(isJson, JSON.parse(JSON.stringify(value)));
const payloadSchema = v.object({ FunctionName: v.string(), Payload: v.unknown() });

/** The name of what an execution failed with: a state's `Error`. */
const nameOf = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error ? error.cause.name : error;

/** Runs the workflow: its answer or its error, the states that it went through, and what it published. */
async function run(input: object, { topicFails = false } = {}) {
  const published: string[] = [];
  const publish = (parameters: unknown) => {
    published.push(JSON.stringify(parameters));
    if (topicFails) throw new Error('The topic is gone.');
    return { MessageId: '1' };
  };
  const invoke = (handler: (payload: unknown) => Promise<unknown>) => async (parameters: unknown) => {
    const { Payload } = v.parse(payloadSchema, parameters);
    return asJson({ StatusCode: 200, Payload: await handler(Payload) });
  };
  const retries = Object.fromEntries(Object.keys(definition.States).map((name) => [name, 0]));
  const machine = new StateMachine(JSON.parse(text));
  const execution = machine.run(asJson(input), {
    context: { Execution: { Id: 'execution-1' } },
    overrides: {
      retryIntervalOverrides: retries,
      taskResourceLocalHandlers: {
        [ASK]: invoke(bundle.open(eligibility, wixServices)),
        Translate: invoke(
          bundle.open(translate, translateServices, { STORE_URI: pathToFileURL(folder).href }),
        ),
        'Notify of what is missing': publish,
        'Notify of missing credits': publish,
        'Notify of the failure': publish,
      },
    },
  });
  const ended = execution.result.then(
    (output) => ({ output: Object(output), error: undefined }),
    (error: unknown) => ({ output: undefined, error: nameOf(error) }),
  );
  const entered: string[] = [];
  for await (const event of execution.eventLogs)
    if (event.type.endsWith('StateEntered')) entered.push(JSON.parse(JSON.stringify(event)).state.name);
  return { ...(await ended), entered, published };
}

const order = (site: Site, words: number) => ({
  siteId: site.facts.id,
  sourceLanguage: 'EN',
  targetLanguage: 'FR',
  content: [{ id: 'a', format: 'PLAIN_TEXT', text: 'confidential '.repeat(words).trim() }],
});
const fault = (given: Fault) => bundle.wix.faults.add(given);

describe('the workflow', () => {
  it('is valid', () => {
    expect(validate(JSON.parse(text))).toMatchObject({ isValid: true, errors: [] });
  });

  it('retries, catches or documents every code that there is', () => {
    for (const name of [ASK, 'Translate']) {
      const state = definition.States[name];
      const handled = [...(state?.Retry ?? []), ...(state?.Catch ?? [])].flatMap((one) => one.ErrorEquals);
      for (const code of Object.keys(CODES))
        expect([code, handled.includes(code) || definition.Comment.includes(code)]).toEqual([code, true]);
      expect(handled).toEqual(expect.arrayContaining(['States.ALL', 'Lambda.TooManyRequestsException']));
    }
  });

  it('does not repeat a translation that was stopped on its way: what it spent is unknown', () => {
    const repeated = definition.States.Translate?.Retry.flatMap((one) => one.ErrorEquals);
    for (const error of [
      'Lambda.Unknown',
      'Sandbox.Timedout',
      'States.Timeout',
      'States.ALL',
      'States.TaskFailed',
    ])
      expect(repeated).not.toContain(error);
  });
});

describe('a run', () => {
  it('translates where the credits suffice, and tells nobody', async () => {
    const site = siteWith(3);
    const { output, entered, published } = await run(order(site, 3));
    expect(output).toMatchObject({ complete: true, translated: [{ id: 'a', text: expect.any(String) }] });
    expect(entered).toEqual([ASK, 'Do they?', 'Translate', 'All of it?', 'Translated']);
    expect([site.words.used, published]).toEqual([3, []]);
  });

  it('notifies and stops where they do not, and spends nothing', async () => {
    const site = siteWith(2);
    const { error, entered, published } = await run(order(site, 3));
    expect(error).toBe('InsufficientCredits');
    expect(entered).not.toContain('Translate');
    expect(published).toEqual([expect.stringContaining(site.facts.id)]);
    expect([site.words.used, published.join().includes('confidential')]).toEqual([0, false]);
  });

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
    bundle.wix.installMultilingual(site.facts.id, false);
    const { error, published } = await run(order(site, 3));
    expect(error).toBe('FeatureNotAvailable');
    expect([published.length, bundle.wix.journal.count()]).toEqual([1, 1]);
  });

  it('ends as it would have when nobody can be told', async () => {
    const { error, published } = await run(order(siteWith(2), 3), { topicFails: true });
    expect(error).toBe('InsufficientCredits');
    expect(published).toHaveLength(5);
  });
});
