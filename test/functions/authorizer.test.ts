// The authorizer behind both gateways: who is let in, how old its secret may be, and what its log says and never says.
import fc from 'fast-check';
import { ROUTES } from '../../lib/auth/routes.ts';
import { hashToken, mintToken } from '../../lib/auth/token.ts';
import { authorizerOf, bearer, secretOf, token, unauthorized } from '../lib/auth/authorizers.ts';
import { httpApiEvent, REST_BASE, restEvent } from '../lib/auth/events.ts';
import { awsError } from '../lib/secrets/fakes.ts';

const balance = (authorization: string | undefined) => httpApiEvent('GET', '/v1/balance', authorization);

describe('behind an HTTP API', () => {
  test('a client with the scope is let in, and the functions are told who it is', async () => {
    const { handler } = authorizerOf(secretOf('credits:read', 'exports:read'));
    expect(await handler(balance(bearer))).toEqual({
      isAuthorized: true,
      context: { clientId: 'acme', scopes: 'credits:read exports:read' },
    });
  });

  test('a client without the scope gets a no, which becomes 403', async () => {
    const { handler, logged } = authorizerOf(secretOf('exports:read'));
    expect(await handler(balance(bearer))).toMatchObject({ isAuthorized: false });
    expect(logged()).toMatchObject([
      { level: 'info', code: 'Forbidden', clientId: 'acme', route: 'GET /v1/balance' },
    ]);
  });

  test('a route that is not in the table is open to nobody', async () => {
    const { handler } = authorizerOf(secretOf('credits:read'));
    expect(await handler(httpApiEvent('GET', '/v1/other', bearer))).toMatchObject({ isAuthorized: false });
  });

  test('each scope opens its routes and no other', async () => {
    for (const scope of new Set(ROUTES.map((route) => route.scope))) {
      const { handler } = authorizerOf(secretOf(scope));
      for (const { method, path, scope: needed } of ROUTES) {
        const answer = await handler(httpApiEvent(method, path, bearer));
        expect([method, path, answer]).toEqual([
          method,
          path,
          expect.objectContaining({ isAuthorized: needed === scope }),
        ]);
      }
    }
  });

  test.each([
    ['no token', undefined],
    ['an empty header', ''],
    ['another scheme', `Basic ${Buffer.from(`acme:${token}`).toString('base64')}`],
    ['the token without its scheme', token],
  ])('%s is 401, and Secrets Manager is not asked', async (_, authorization) => {
    const { handler, state, logged } = authorizerOf(secretOf('credits:read'));
    await expect(handler(balance(authorization))).rejects.toEqual(unauthorized);
    expect(state.reads).toBe(0);
    expect(logged()).toMatchObject([{ level: 'info', code: 'Unauthorized' }]);
  });

  test.each([
    ['a token that nobody has', `Bearer ${mintToken()}`],
    ['the hash in place of the token', `Bearer ${hashToken(token).toString('hex')}`],
    ['the token and one letter', `${bearer}x`],
  ])('%s is 401', async (_, authorization) => {
    const { handler } = authorizerOf(secretOf('credits:read'));
    await expect(handler(balance(authorization))).rejects.toEqual(unauthorized);
  });
});

describe('behind a REST API', () => {
  test('a client gets the policy of its scopes', async () => {
    const { handler } = authorizerOf(secretOf('exports:write'));
    expect(await handler(restEvent('POST', '/v1/exports', bearer))).toMatchObject({
      principalId: 'acme',
      policyDocument: { Statement: [{ Effect: 'Allow', Resource: [`${REST_BASE}/POST/v1/exports`] }] },
      context: { clientId: 'acme', scopes: 'exports:write' },
    });
  });

  test('a client without the scope is denied the route', async () => {
    const { handler, logged } = authorizerOf(secretOf('exports:write'));
    expect(await handler(restEvent('GET', '/v1/balance', bearer))).toMatchObject({
      policyDocument: {
        Statement: [{ Effect: 'Deny', Resource: [`${REST_BASE}/GET/v1/balance`] }, { Effect: 'Allow' }],
      },
    });
    expect(logged()).toMatchObject([{ code: 'Forbidden' }]);
  });

  test('a wrong token is 401', async () => {
    const { handler } = authorizerOf(secretOf('exports:write'));
    await expect(handler(restEvent('POST', '/v1/exports', 'Bearer wrong'))).rejects.toEqual(unauthorized);
  });
});

describe('the secret', () => {
  const broken: [string, string | Error][] = [
    ['is empty', ''],
    ['is no JSON', 'nonsense'],
    ['is JSON of another form', '{"apiKey":"k"}'],
    ['has a bad entry', `{"clients":[{"id":"a","tokenSha256":"${hashToken(token).toString('hex')}"}]}`],
    ['does not exist', awsError('ResourceNotFoundException')],
    ['may not be read', awsError('AccessDeniedException')],
    ['cannot be reached', awsError('TimeoutError')],
  ];

  test.each(broken)('that %s lets nobody in, and one line says why', async (_, secret) => {
    const { handler, logged } = authorizerOf(secret);
    await expect(handler(balance(bearer))).rejects.toEqual(unauthorized);
    expect(logged()).toMatchObject([
      { level: 'error', code: 'SecretUnavailable', detail: expect.stringContaining('CLIENTS_SECRET_ID') },
    ]);
  });

  test('that names nobody lets nobody in', async () => {
    const { handler } = authorizerOf('{"clients":[]}');
    await expect(handler(balance(bearer))).rejects.toEqual(unauthorized);
  });

  test('that is not configured lets nobody in', async () => {
    const { handler, logged } = authorizerOf(secretOf('credits:read'), { environment: {} });
    await expect(handler(balance(bearer))).rejects.toEqual(unauthorized);
    expect(logged()).toMatchObject([
      { level: 'error', code: 'Internal', detail: expect.stringContaining('CLIENTS_SECRET_ID') },
    ]);
  });

  test('is read once for many calls', async () => {
    const { handler, state } = authorizerOf(secretOf('credits:read'));
    await Promise.all(Array.from({ length: 20 }, () => handler(balance(bearer))));
    await handler(balance(bearer));
    expect(state.reads).toBe(1);
  });

  test('that has a new client lets it in at once, and is not read for every unknown token', async () => {
    const { handler, state, advance } = authorizerOf('{"clients":[]}');
    for (let n = 0; n < 50; n += 1) await expect(handler(balance(bearer))).rejects.toEqual(unauthorized);
    expect(state.reads).toBe(2);
    state.secret = secretOf('credits:read');
    advance(5_000);
    expect(await handler(balance(bearer))).toMatchObject({ isAuthorized: true });
  });

  test('that was repaired lets its clients in at once', async () => {
    const { handler, state, advance } = authorizerOf('');
    await expect(handler(balance(bearer))).rejects.toEqual(unauthorized);
    state.secret = secretOf('credits:read');
    advance(5_000);
    expect(await handler(balance(bearer))).toMatchObject({ isAuthorized: true });
  });

  test('without a client any more keeps it out within five minutes', async () => {
    const { handler, state, advance } = authorizerOf(secretOf('credits:read'));
    await handler(balance(bearer));
    state.secret = '{"clients":[]}';
    advance(300_000);
    await expect(handler(balance(bearer))).rejects.toEqual(unauthorized);
  });

  test.each([
    ['an outage locks nobody out', awsError('ServiceUnavailable'), true],
    ['a secret that was closed off lets nobody in', awsError('AccessDeniedException'), false],
    ['a secret that was deleted lets nobody in', awsError('InvalidRequestException'), false],
  ])('once read: %s', async (_, error, letIn) => {
    const { handler, state, advance } = authorizerOf(secretOf('credits:read'));
    await handler(balance(bearer));
    state.secret = error;
    advance(300_000);
    const outcome = handler(balance(bearer));
    if (letIn) expect(await outcome).toMatchObject({ isAuthorized: true });
    else await expect(outcome).rejects.toEqual(unauthorized);
  });

  test('that hangs is 401 before Lambda ends the call', async () => {
    const { handler, logged } = authorizerOf('', { fetchSecret: () => new Promise(() => {}) });
    const context = { getRemainingTimeInMillis: () => 600 };
    await expect(handler(balance(bearer), context)).rejects.toEqual(unauthorized);
    expect(logged()).toMatchObject([{ code: 'SecretUnavailable' }]);
  });
});

describe('the log', () => {
  test('has one line a call: who, where, how it ended, and metrics', async () => {
    const { handler, logged } = authorizerOf(secretOf('credits:read'));
    await handler(balance(bearer), { awsRequestId: 'request-1' });
    expect(logged()).toEqual([
      expect.objectContaining({
        level: 'info',
        operation: 'authorizer',
        requestId: 'request-1',
        route: 'GET /v1/balance',
        clientId: 'acme',
        code: 'Ok',
        coldStart: true,
        Calls: 1,
        Failures: 0,
      }),
    ]);
  });

  test('has the metrics even where only errors are logged', async () => {
    const { handler, logged } = authorizerOf(secretOf('credits:read'), {
      environment: { CLIENTS_SECRET_ID: 'clients', LOG_LEVEL: 'error' },
    });
    await handler(balance(bearer));
    expect(logged()).toEqual([expect.objectContaining({ Calls: 1, Failures: 0 })]);
    expect(logged()[0]).not.toHaveProperty('clientId');
  });

  test('never has a token, a hash or a path that a stranger made up', async () => {
    const { handler, lines } = authorizerOf(secretOf('credits:read'));
    const wrong = mintToken();
    await handler(balance(bearer));
    await expect(handler(balance(`Bearer ${wrong}`))).rejects.toEqual(unauthorized);
    await handler(httpApiEvent('GET', '/v1/made-up', bearer));
    const text = lines.join('\n');
    expect(lines).toHaveLength(3);
    for (const hidden of [token, wrong, hashToken(token).toString('hex'), 'made-up'])
      expect(text).not.toContain(hidden);
  });
});

test('an event of any shape is answered no, or with the one error that becomes 401', async () => {
  const { handler } = authorizerOf(secretOf('credits:read'));
  const shaped = fc.record(
    {
      version: fc.constantFrom('2.0', '1.0', 2),
      headers: fc.oneof(fc.anything(), fc.constant({ authorization: bearer })),
      routeKey: fc.oneof(fc.string(), fc.constant('GET /v1/other')),
      rawPath: fc.anything(),
      methodArn: fc.oneof(fc.anything(), fc.constant(`${REST_BASE}/GET/v1/other`)),
      requestContext: fc.oneof(fc.anything(), fc.constant({ stage: '', http: { method: 'GET' } })),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.anything(), shaped), async (event) => {
      const outcome = await handler(event).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome.message).toBe('Unauthorized');
      else if (typeof outcome === 'object' && outcome !== null && 'isAuthorized' in outcome)
        expect(outcome.isAuthorized).toBe(false);
      else expect(outcome).toMatchObject({ principalId: 'acme' });
    }),
    { numRuns: 500 },
  );
});
