// Hostile events at the authorizer: nobody gets in by a broken question, and it never answers the gateway with a crash.
import fc from 'fast-check';
import * as v from 'valibot';
import { createAuthorizer } from '../../../lib/auth/authorizer.ts';
import { ROUTES } from '../../../lib/auth/routes.ts';
import { SCOPES } from '../../../lib/auth/scopes.ts';
import { hashToken, mintToken } from '../../../lib/auth/token.ts';
import { httpApiEvent, restEvent } from '../../lib/auth/events.ts';
import { RUNS } from '../../support/hostile/drive.ts';
import { mutated } from '../../support/hostile/mutate.ts';
import { SECRET_MARKER, text, toJson, UPSTREAM_MARKER, value } from '../../support/hostile/values.ts';
import { judgeLines } from '../../support/hostile/verdict.ts';

const all = mintToken();
const narrow = mintToken();
const entry = (id: string, token: string, scopes: readonly string[]) => ({
  id,
  tokenSha256: hashToken(token).toString('hex'),
  scopes,
});
const clients = [entry('all', all, Object.keys(SCOPES)), entry('narrow', narrow, ['exports:read'])];
const secret = JSON.stringify({ clients });

const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ROUTES.map((route) => route.path.replace(/\{\w+\}/, 'x'))) },
  { weight: 1, arbitrary: text.map((one) => `/v1/${one}`) },
);
const authorization = fc.oneof(
  { weight: 3, arbitrary: fc.constant(`Bearer ${all}`) },
  { weight: 1, arbitrary: fc.constant(`Bearer ${narrow}`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      undefined,
      `Basic ${Buffer.from(`all:${all}`).toString('base64')}`,
      `Bearer ${all.slice(1)}`,
      `Bearer ${all.toUpperCase()}`,
      `Bearer ${all}, Bearer ${all}`,
      `Bearer ${SECRET_MARKER}`,
      `${all}`,
    ),
  },
  { weight: 2, arbitrary: text.map((one) => `Bearer ${one}`) },
);
const cookie = fc.oneof(
  fc.constantFrom<readonly string[]>([], [`__Host-wix-credits=${SECRET_MARKER}`], ['__Host-wix-credits=1..']),
  text.map((one) => [`__Host-wix-credits=9999999999.YWxs.${one}`]),
);
const method = fc.constantFrom('GET', 'GET', 'POST', 'POST', 'OPTIONS', 'get', '');
const http = fc
  .tuple(method, path, authorization, cookie, fc.constantFrom('$default', 'prod'), fc.boolean())
  .map(([name, at, token, cookies, stage, matched]) =>
    httpApiEvent(name, at, token, { cookies, stage, ...(matched ? {} : { routeKey: '$default' }) }),
  );
const rest = fc.tuple(method, path, authorization).map(([name, at, token]) => restEvent(name, at, token));
const asked = fc.oneof(http, rest);
const event = fc.oneof(
  { weight: 4, arbitrary: asked },
  { weight: 4, arbitrary: asked.chain((one) => mutated(fc.constant(one), 3)) },
  { weight: 1, arbitrary: value },
);

const context = v.strictObject({ clientId: v.picklist(['', 'all', 'narrow']), scopes: v.string() });
const simple = v.strictObject({ isAuthorized: v.boolean(), context });
const statement = v.strictObject({
  Action: v.literal('execute-api:Invoke'),
  Effect: v.picklist(['Allow', 'Deny']),
  Resource: v.pipe(v.array(v.string()), v.minLength(1)),
});
const policy = v.strictObject({
  principalId: v.picklist(['nobody', 'all', 'narrow']),
  policyDocument: v.strictObject({ Version: v.literal('2012-10-17'), Statement: v.array(statement) }),
  context,
});
/** What somebody without a token may reach. */
const OPEN = /\/v1\/dashboard(\/session)?$/;

/** Who was let in: a client, nobody at an open route, or no one at all. */
function letIn(answer: unknown, given: string): string {
  const told = v.parse(v.union([simple, policy]), answer);
  const { clientId } = told.context;
  if ('isAuthorized' in told && !told.isAuthorized) return 'forbidden';
  if (clientId !== '') {
    const token = clientId === 'all' ? all : narrow;
    if (!given.includes(token)) throw new Error('A client was let in without its token');
    return 'client';
  }
  if ('policyDocument' in told) {
    const allowed = told.policyDocument.Statement.filter(({ Effect }) => Effect === 'Allow');
    const resources = allowed.flatMap(({ Resource }) => Resource);
    if (!resources.every((one) => OPEN.test(one))) throw new Error('Nobody may use more than the sign-in');
  }
  return 'nobody';
}

test('authorizer: ten thousand events, and nobody gets in who brings no token', async () => {
  const outcomes = new Map<string, number>();
  let lines: string[] = [];
  let fails = false;
  const handler = createAuthorizer({
    environment: { CLIENTS_SECRET_ID: 'clients', LOG_LEVEL: 'debug' },
    write: (line) => void lines.push(line),
    // Read anew at every unknown token: the fake answers at once.
    fetchSecret: async () => {
      if (fails) throw new Error(`${UPSTREAM_MARKER} refused ${SECRET_MARKER}`);
      return secret;
    },
  });
  await fc.assert(
    fc.asyncProperty(event, fc.nat(9), async (one, trouble) => {
      lines = [];
      fails = trouble === 0;
      const json = toJson(one);
      const received: unknown = JSON.parse(json);
      const came = await handler(received, { awsRequestId: 'request' }).then(
        (answer) => letIn(answer, json),
        (error: unknown) => (error instanceof Error ? error.message : 'no error'),
      );
      // Anything else would be a 500 of the gateway.
      expect(['client', 'nobody', 'forbidden', 'Unauthorized']).toContain(came);
      judgeLines(lines);
      expect(lines.join('\n')).not.toContain(all);
      expect(lines.join('\n')).not.toContain(narrow);
      outcomes.set(came, (outcomes.get(came) ?? 0) + 1);
    }),
    RUNS,
  );
  expect([...outcomes.keys()].sort()).toEqual(['Unauthorized', 'client', 'forbidden', 'nobody']);
  expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(RUNS.numRuns);
}, 300_000);
