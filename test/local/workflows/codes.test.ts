// What the workflows do about every error that there is, held against the functions' own list of codes.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as v from 'valibot';
import { parse } from 'yaml';
import { CODES, type Code } from '../../../lib/codes.ts';
import {
  type Definition,
  functionOf,
  readDefinition,
  type State,
  workflowNames,
} from '../../../local/workflows/definition.ts';

/** The lint has no types of its own. */
const validate = v.parse(v.function(), createRequire(import.meta.url)('asl-validator'));

/** What Lambda, or Step Functions in its name, fails with now and then, whatever the function. */
const TRANSIENT = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'States.Timeout',
];
/** After these nobody knows what the function has done: they are repeated only where that costs nothing. */
const UNCERTAIN = TRANSIENT.slice(4);
/** The task that spends credits. */
const SPENDS = 'Translate';
/** The codes that pass by themselves. */
const PASSING: readonly Code[] = ['WixRateLimited', 'WixUnavailable', 'WixTimeout', 'SecretUnavailable'];

const timed = v.object({ timeout: v.optional(v.number()) });
const { provider, functions } = v.parse(
  v.object({ provider: v.object({ timeout: v.number() }), functions: v.record(v.string(), timed) }),
  parse(await readFile(new URL('../../../serverless.yml', import.meta.url), 'utf8'), {
    logLevel: 'silent',
    merge: true,
  }),
);

const codes = Object.keys(CODES);
const definitions: readonly Definition[] = await Promise.all((await workflowNames()).map(readDefinition));

const retriedBy = ({ Retry }: State) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
const caughtBy = ({ Catch }: State) => Catch.flatMap(({ ErrorEquals }) => ErrorEquals);

/** The codes that a comment names after some words, up to the next full stop or semicolon. */
function named({ comment }: Definition, words: string): string[] {
  const list = new RegExp(`${words}[^:]*: ([^.;]*)[.;]`).exec(comment)?.[1] ?? '';
  return codes.filter((code) => list.split(', ').includes(code));
}

const lambdaTasks = definitions.flatMap((definition) =>
  definition.states
    .filter((state) => functionOf(state) !== undefined)
    .map((state) => ({ title: `${definition.name}: ${state.name}`, definition, state })),
);

test('there are the three workflows, and all of their functions are known', () => {
  expect(definitions.map(({ name }) => name)).toEqual([
    'export-transactions',
    'refresh-credits',
    'translate-with-credit-check',
  ]);
  const functions = new Set(lambdaTasks.map(({ state }) => functionOf(state)));
  expect([...functions].toSorted()).toEqual(['eligibility', 'export', 'monitor', 'translate']);
});

test.each(definitions)('$name is valid', ({ machine }) => {
  expect(validate(machine)).toMatchObject({ isValid: true, errors: [] });
});

test.each(definitions)('$name retries with full jitter, everywhere', ({ states }) => {
  const retriers = states.flatMap(({ Retry }) => Retry);
  expect(retriers.length).toBeGreaterThan(0);
  for (const retrier of retriers) {
    expect(retrier).toMatchObject({
      JitterStrategy: 'FULL',
      BackoffRate: 2,
      IntervalSeconds: expect.any(Number),
      MaxDelaySeconds: expect.any(Number),
      MaxAttempts: expect.any(Number),
    });
    expect(retrier.ErrorEquals).not.toContain('States.ALL');
  }
});

test.each(lambdaTasks)(
  '$title: every code is retried, caught, fatal or not thrown',
  ({ definition, state }) => {
    const fatal = named(definition, 'Fatal');
    const notThrown = named(definition, 'Not thrown by');
    expect(fatal.length).toBeGreaterThan(0);
    expect(notThrown.length).toBeGreaterThan(0);
    for (const code of codes) {
      const ways = [retriedBy(state), caughtBy(state), fatal, notThrown].filter((list) =>
        list.includes(code),
      );
      expect([code, ways.length > 0]).toEqual([code, true]);
      // Nothing is said of a code that contradicts what is done about it.
      if (fatal.includes(code)) expect([code, retriedBy(state).includes(code)]).toEqual([code, false]);
      if (notThrown.includes(code)) expect([code, ways.length]).toEqual([code, 1]);
    }
  },
);

test.each(lambdaTasks)('$title: what passes by itself is retried, and nothing that does not', ({ state }) => {
  const retried = retriedBy(state);
  expect(retried).toEqual(expect.arrayContaining([...PASSING]));
  expect(retried.filter((error) => !TRANSIENT.includes(error) && error !== 'Internal').toSorted()).toEqual(
    [...PASSING].toSorted(),
  );
});

test.each(lambdaTasks)(
  "$title: Lambda's own transient errors are retried, if that cannot cost twice",
  ({ state }) => {
    const wanted = state.name === SPENDS ? TRANSIENT.filter((name) => !UNCERTAIN.includes(name)) : TRANSIENT;
    const retried = retriedBy(state);
    expect(retried.filter((error) => TRANSIENT.includes(error)).toSorted()).toEqual(wanted.toSorted());
    if (state.name === SPENDS) for (const error of UNCERTAIN) expect(state.Comment).toContain(error);
  },
);

test.each(lambdaTasks)(
  '$title ends by itself when its Lambda is never heard of again, and not before it',
  ({ state }) => {
    const timeout = functions[functionOf(state) ?? '']?.timeout ?? provider.timeout;
    expect(state.TimeoutSeconds).toBeGreaterThanOrEqual(timeout + 30);
    expect(state.TimeoutSeconds).toBeLessThanOrEqual(timeout + 120);
  },
);

test('a day, a page and a translation that fail for good are caught, whatever it is', () => {
  const caught = lambdaTasks.filter(({ state }) => caughtBy(state).includes('States.ALL'));
  expect(caught.map(({ state }) => state.name).toSorted()).toEqual([
    'Ask whether the credits suffice',
    'Begin a day',
    'Go on with a day',
    'Read a page',
    'Translate',
  ]);
});
