// The authorizer and a browser: nobody on the open routes, its client with a session, and nothing beyond the dashboard.
import { ROUTES } from '../../lib/auth/routes.ts';
import { mintSession, SESSION_SECONDS } from '../../lib/auth/session.ts';
import { hashToken, mintToken, SESSION_COOKIE } from '../../lib/auth/token.ts';
import { authorizerOf, secretOf, token, unauthorized } from '../lib/auth/authorizers.ts';
import { httpApiEvent, REST_BASE, restEvent } from '../lib/auth/events.ts';

describe('a browser', () => {
  const nobody = { isAuthorized: true, context: { clientId: '', scopes: '' } };
  const client = { id: 'acme', scopes: ['credits:read'], tokenSha256: hashToken(token) };
  const holding = (session: string) => ({ cookies: [`${SESSION_COOKIE}=${session}`] });
  const page = (session?: string) =>
    httpApiEvent('GET', '/v1/dashboard', undefined, session === undefined ? {} : holding(session));
  const data = (session: string) => httpApiEvent('GET', '/v1/dashboard/data', undefined, holding(session));

  test('without a session is let in as nobody where it can sign in, and the secret is not read', async () => {
    const { handler, state } = authorizerOf(secretOf('credits:read'));
    expect(await handler(page())).toEqual(nobody);
    expect(await handler(httpApiEvent('POST', '/v1/dashboard/session', undefined))).toEqual(nobody);
    expect(state.reads).toBe(0);
  });

  test('is nobody on open routes only', async () => {
    const { handler } = authorizerOf(secretOf('credits:read'));
    for (const { method, path, browser } of ROUTES) {
      if (browser === 'open') continue;
      await expect(handler(httpApiEvent(method, path, undefined))).rejects.toEqual(unauthorized);
    }
    expect(ROUTES.filter(({ browser }) => browser === 'open').map(({ path }) => path)).toEqual([
      '/v1/dashboard',
      '/v1/dashboard/session',
    ]);
  });

  test('with a session is the client that signed in', async () => {
    const { handler, clock } = authorizerOf(secretOf('credits:read', 'exports:write'));
    const session = mintSession(client, clock.now());
    const known = { isAuthorized: true, context: { clientId: 'acme', scopes: 'credits:read exports:write' } };
    expect(await handler(page(session))).toEqual(known);
    expect(await handler(data(session))).toEqual(known);
  });

  test('with a session gets nothing but the dashboard, whatever the scopes of its client', async () => {
    const scopes = [...new Set(ROUTES.map(({ scope }) => scope))];
    const { handler, clock } = authorizerOf(secretOf(...scopes));
    const session = mintSession(client, clock.now());
    for (const { method, path, browser } of ROUTES) {
      if (browser !== undefined) continue;
      await expect(handler(httpApiEvent(method, path, undefined, holding(session)))).rejects.toEqual(
        unauthorized,
      );
    }
    const headers = { Cookie: `${SESSION_COOKIE}=${session}` };
    const answer = await handler({ ...restEvent('GET', '/v1/dashboard', undefined), headers });
    expect(answer).toMatchObject({
      policyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Resource: ['GET/v1/dashboard', 'GET/v1/dashboard/data', 'POST/v1/dashboard/session'].map(
              (path) => `${REST_BASE}/${path}`,
            ),
          },
        ],
      },
    });
  });

  test.each([
    ['has ended', (now: number) => mintSession(client, now - SESSION_SECONDS * 1000)],
    ['is forged', () => '9999999999.YWNtZQ.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['is of another client', (now: number) => mintSession({ ...client, id: 'other' }, now)],
  ])('whose session %s signs in anew, and gets no data', async (_, sessionAt) => {
    const { handler, clock } = authorizerOf(secretOf('credits:read'));
    const session = sessionAt(clock.now());
    expect(await handler(page(session))).toEqual(nobody);
    await expect(handler(data(session))).rejects.toEqual(unauthorized);
  });

  test('whose client has lost the scope signs in anew, and gets no data', async () => {
    const { handler, clock } = authorizerOf(secretOf('exports:read'));
    const session = mintSession(client, clock.now());
    expect(await handler(page(session))).toEqual(nobody);
    expect(await handler(data(session))).toMatchObject({ isAuthorized: false });
  });

  test('that presents a wrong token is not nobody', async () => {
    const { handler } = authorizerOf(secretOf('credits:read'));
    const wrong = httpApiEvent('GET', '/v1/dashboard', `Bearer ${mintToken()}`);
    await expect(handler(wrong)).rejects.toEqual(unauthorized);
    await expect(handler(httpApiEvent('GET', '/v1/dashboard', 'Basic YTpi'))).rejects.toEqual(unauthorized);
  });

  test('never has its session in the log', async () => {
    const { handler, lines, clock } = authorizerOf(secretOf('credits:read'));
    const session = mintSession(client, clock.now());
    await handler(page(session));
    expect(lines).toHaveLength(1);
    for (const part of session.split('.')) expect(lines.join('')).not.toContain(part);
  });

  test('behind a REST API is nobody on open routes only', async () => {
    const { handler } = authorizerOf(secretOf('credits:read'));
    expect(await handler(restEvent('GET', '/v1/dashboard', undefined))).toMatchObject({
      principalId: 'nobody',
      policyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Resource: [`${REST_BASE}/GET/v1/dashboard`, `${REST_BASE}/POST/v1/dashboard/session`],
          },
        ],
      },
    });
  });
});
