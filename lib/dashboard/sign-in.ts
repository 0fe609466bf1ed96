// Signs a browser in with a client token, and out again.

import { findClient } from '../auth/clients.ts';
import type { ClientDirectory } from '../auth/directory.ts';
import { mintSession, sessionCookie } from '../auth/session.ts';
import type { Call } from '../call.ts';
import { Failure } from '../failure.ts';
import type { Answer } from './document.ts';
import { type SignInProblem, signInPage } from './sign-in-page.ts';

/** What the form of the sign-in or of the sign-out has sent. */
export interface SignIn {
  readonly token: string | undefined;
  readonly action: 'sign-in' | 'sign-out';
  /** `Sec-Fetch-Site`: whose page the form was on; undefined where the browser does not say, or it is none. */
  readonly fetchSite: string | undefined;
}

const SCOPE = 'credits:read';

/** Back to the page by a GET, so that a reload sends no token. Relative, as a stage may stand in front of the path. */
const toThePage = (cookie: string): Answer => ({
  status: 303,
  headers: { location: '../dashboard', 'set-cookie': cookie, 'content-type': 'text/plain' },
  body: '',
});

const again = (status: number, problem: SignInProblem): Answer => {
  const { body, headers } = signInPage(problem);
  return { status, body, headers: { ...headers, 'www-authenticate': 'Bearer realm="wix-credits"' } };
};

/**
 * Answers the form: a session for a token that is known and may read credits, else the form again.
 * @throws Failure `Forbidden` for the form of another site, which must not sign anybody in or out; `SecretUnavailable`.
 */
export async function signIn(
  { token = '', action, fetchSite = 'none' }: SignIn,
  clients: ClientDirectory,
  call: Call,
): Promise<Answer> {
  if (fetchSite !== 'same-origin' && fetchSite !== 'none') {
    throw new Failure('Forbidden', 'Only the page of this dashboard may sign in or out.');
  }
  if (action === 'sign-out') return toThePage(sessionCookie(undefined));
  const presented = token.trim();
  if (presented === '') return again(400, 'missing');
  const client = await clients.find((all) => findClient(all, presented), call);
  if (client === undefined) return again(401, 'wrong');
  if (!client.scopes.includes(SCOPE)) return again(403, 'forbidden');
  call.log.info('A browser has signed in.', { clientId: client.id });
  return toThePage(sessionCookie(mintSession(client, call.clock.now())));
}
