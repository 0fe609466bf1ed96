// An authorizer on a fake clock, the secret that it reads, and what it logs.
import { type AuthorizerOptions, createAuthorizer } from '../../../lib/auth/authorizer.ts';
import { hashToken, mintToken } from '../../../lib/auth/token.ts';
import { handClock } from '../secrets/fakes.ts';

/** The token of the one client. */
export const token = mintToken();

/** The header that presents it. */
export const bearer = `Bearer ${token}`;

/** The one error that becomes 401. */
export const unauthorized = expect.objectContaining({ message: 'Unauthorized' });

/** The secret with one client of the given scopes. */
export const secretOf = (...scopes: string[]) =>
  JSON.stringify({ clients: [{ id: 'acme', tokenSha256: hashToken(token).toString('hex'), scopes }] });

/** An authorizer on a fake clock whose secret can be changed, and the lines that it logged. */
export function authorizerOf(secret: string | Error, options: Partial<AuthorizerOptions> = {}) {
  const time = handClock();
  const state = { secret, reads: 0 };
  const lines: string[] = [];
  const handler = createAuthorizer({
    environment: { CLIENTS_SECRET_ID: 'clients' },
    clock: time.clock,
    write: (line) => lines.push(line),
    fetchSecret: async () => {
      state.reads += 1;
      if (state.secret instanceof Error) throw state.secret;
      return state.secret;
    },
    ...options,
  });
  const logged = (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line));
  return { handler, state, lines, logged, ...time };
}
