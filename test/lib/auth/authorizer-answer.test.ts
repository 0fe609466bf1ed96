// The authorizer's answers: a plain yes or no for one route, and a policy that is right for every route at once.
import fc from 'fast-check';
import { policyAnswer, simpleAnswer } from '../../../lib/auth/authorizer-answer.ts';
import { findRoute, ROUTES } from '../../../lib/auth/routes.ts';
import { SCOPES } from '../../../lib/auth/scopes.ts';
import { hashToken } from '../../../lib/auth/token.ts';
import { REST_BASE } from './events.ts';

const clientOf = (...scopes: string[]) => ({ id: 'acme', scopes, tokenSha256: hashToken('t') });
const balance = findRoute('GET', '/v1/balance');
const exportsRoute = findRoute('POST', '/v1/exports');

/** What IAM makes of a policy: a deny wins, then an allow, else no. `*` stands for any text, slashes too. */
function permits(answer: ReturnType<typeof policyAnswer>, resource: string): boolean {
  const matches = (pattern: string) =>
    new RegExp(
      `^${pattern
        .split('*')
        .map((part) => part.replace(/[$.+?^()[\]{}|\\]/g, '\\$&'))
        .join('.*')}$`,
    ).test(resource);
  const effects = answer.policyDocument.Statement.filter((one) => one.Resource.some(matches)).map(
    (one) => one.Effect,
  );
  return effects.includes('Allow') && !effects.includes('Deny');
}

describe('the simple answer', () => {
  test('lets a client with the scope in, and tells the functions who it is', () => {
    expect(simpleAnswer(clientOf('credits:read', 'exports:read'), balance)).toEqual({
      isAuthorized: true,
      context: { clientId: 'acme', scopes: 'credits:read exports:read' },
    });
  });

  test.each([
    ['a scope that is missing', clientOf('exports:read'), balance],
    ['no scope at all', clientOf(), balance],
    ['a scope that only begins alike', clientOf('credits:read2', 'credits'), balance],
    ['a route that nobody knows', clientOf(...Object.keys(SCOPES)), undefined],
  ])('is no for %s', (_, client, route) => {
    expect(simpleAnswer(client, route).isAuthorized).toBe(false);
  });
});

describe('the policy', () => {
  test('has the form that API Gateway asks for', () => {
    expect(policyAnswer(clientOf('exports:write'), exportsRoute, REST_BASE)).toEqual({
      principalId: 'acme',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: [`${REST_BASE}/POST/v1/exports`] },
        ],
      },
      context: { clientId: 'acme', scopes: 'exports:write' },
    });
  });

  test('denies in so many words what is refused, and allows the rest', () => {
    const { Statement } = policyAnswer(clientOf('exports:read'), balance, REST_BASE).policyDocument;
    expect(Statement).toEqual([
      { Action: 'execute-api:Invoke', Effect: 'Deny', Resource: [`${REST_BASE}/GET/v1/balance`] },
      { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: [`${REST_BASE}/GET/v1/exports/*`] },
    ]);
  });

  test('denies everything to a client without a scope', () => {
    const answer = policyAnswer(clientOf(), undefined, REST_BASE);
    expect(answer.policyDocument.Statement).toMatchObject([{ Effect: 'Deny', Resource: [`${REST_BASE}/*`] }]);
  });

  test('is right for every route, whichever was asked for: the gateway keeps it and asks no more', () => {
    const scopes = fc.subarray([...Object.keys(SCOPES), 'unknown:scope']);
    const asked = fc.constantFrom(...ROUTES, undefined);
    const id = fc.oneof(fc.uuid(), fc.stringMatching(/^[\w-]{1,20}$/));
    fc.assert(
      fc.property(scopes, asked, fc.constantFrom(...ROUTES), id, (granted, first, next, parameter) => {
        const answer = policyAnswer(clientOf(...granted), first, REST_BASE);
        const path = next.path.replace(/\{\w+\}/, parameter);
        expect(permits(answer, `${REST_BASE}/${next.method}${path}`)).toBe(granted.includes(next.scope));
      }),
      { numRuns: 1_000 },
    );
  });

  test('opens no route that nobody knows, and no other API', () => {
    const answer = policyAnswer(clientOf(...Object.keys(SCOPES)), undefined, REST_BASE);
    expect(permits(answer, `${REST_BASE}/GET/v1/keys`)).toBe(false);
    expect(permits(answer, `${REST_BASE}/DELETE/v1/balance`)).toBe(false);
    expect(permits(answer, `${REST_BASE.replace('prod', 'dev')}/GET/v1/balance`)).toBe(false);
    expect(permits(answer, `${REST_BASE}/GET/v1/balance`)).toBe(true);
  });
});
