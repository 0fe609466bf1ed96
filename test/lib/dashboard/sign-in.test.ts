// Signing in and out: which tokens give a session, what is said to the others, and what the page may do.
import type { Client } from '../../../lib/auth/clients.ts';
import type { ClientDirectory } from '../../../lib/auth/directory.ts';
import { findSession } from '../../../lib/auth/session.ts';
import { hashToken, mintToken, presentedSession } from '../../../lib/auth/token.ts';
import { type SignIn, signIn } from '../../../lib/dashboard/sign-in.ts';
import { signInPage } from '../../../lib/dashboard/sign-in-page.ts';
import { testCall } from '../../support/call.ts';

const token = mintToken();
const clientWith = (...scopes: string[]): Client => ({ id: 'acme', tokenSha256: hashToken(token), scopes });

/** What the form comes to where these clients are known. */
async function send(form: Partial<SignIn>, ...clients: Client[]) {
  const call = testCall();
  const directory: ClientDirectory = { find: async (match) => match(clients) };
  const answer = await signIn(
    { token: undefined, action: 'sign-in', fetchSite: undefined, ...form },
    directory,
    call,
  );
  return { ...answer, call };
}

describe('signing in', () => {
  test('with a token that may read credits gives a session, and leads back by a GET', async () => {
    const client = clientWith('credits:read', 'exports:write');
    const { status, headers, body, call } = await send({ token, fetchSite: 'same-origin' }, client);
    expect([status, headers.location, body]).toEqual([303, '../dashboard', '']);
    const session = presentedSession([headers['set-cookie'] ?? '']) ?? '';
    expect(findSession([client], session, call.clock.now())?.id).toBe('acme');
    expect(call.lines).toMatchObject([{ message: 'A browser has signed in.', fields: { clientId: 'acme' } }]);
    expect(JSON.stringify(call.lines)).not.toContain(token);
  });

  test('does not mind blanks that were copied along', async () => {
    expect((await send({ token: ` ${token}\n` }, clientWith('credits:read'))).status).toBe(303);
  });

  test.each([
    ['a token that nobody has', { token: mintToken() }, 401, 'not known'],
    ['no token', { token: '  ' }, 400, 'Enter a client token.'],
    ['nothing', { token: undefined }, 400, 'Enter a client token.'],
  ])('with %s shows the form again, and sets no cookie', async (_, form, status, words) => {
    const answer = await send(form, clientWith('credits:read'));
    expect(answer.status).toBe(status);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.body).toContain(words);
    expect(answer.body).toContain('action="session"');
    expect(answer.body).not.toContain(form.token?.trim() || '\0');
  });

  test('with a token that may not read credits says which scope is missing', async () => {
    const { status, headers, body } = await send({ token }, clientWith('exports:read'));
    expect(status).toBe(403);
    expect(headers).not.toHaveProperty('set-cookie');
    expect(body).toContain('credits:read');
  });

  test.each(['cross-site', 'same-site', 'nonsense'])(
    'by a form of another site (%s) is refused',
    async (fetchSite) => {
      await expect(send({ token, fetchSite }, clientWith('credits:read'))).rejects.toMatchObject({
        code: 'Forbidden',
      });
      await expect(send({ action: 'sign-out', fetchSite })).rejects.toMatchObject({ code: 'Forbidden' });
    },
  );

  test('a broken directory of clients is its own error', async () => {
    const broken = { find: () => Promise.reject(new Error('broken')) };
    const form = { token, action: 'sign-in' as const, fetchSite: undefined };
    await expect(signIn(form, broken, testCall())).rejects.toThrow('broken');
  });
});

test('signing out takes the cookie back', async () => {
  const { status, headers } = await send({ action: 'sign-out', fetchSite: 'same-origin' });
  expect([status, headers.location]).toEqual([303, '../dashboard']);
  expect(headers['set-cookie']).toMatch(/^__Host-wix-credits=; Max-Age=0; /);
});

describe('the page of the sign-in', () => {
  test('runs no script, and sends its form to this origin alone', () => {
    const { status, body, headers } = signInPage();
    expect(status).toBe(200);
    expect(body).not.toContain('<script');
    expect(headers['content-security-policy']).toContain("script-src 'none'");
    expect(headers['content-security-policy']).toContain("form-action 'self'");
    expect(body).toContain('<form method="post" action="dashboard/session">');
  });

  test('sends nothing but the token', () => {
    expect([...signInPage().body.matchAll(/ name="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'viewport',
      'robots',
      'token',
    ]);
  });

  test('ties the error to its field', () => {
    const { body } = signInPage('wrong');
    expect(body).toMatch(/aria-invalid="true" aria-describedby="problem"/);
    expect(body).toMatch(/<p id="problem" class="problem" role="alert">/);
  });
});
