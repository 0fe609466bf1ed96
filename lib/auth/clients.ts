// The clients of the API as the secret CLIENTS_SECRET_ID holds them.
import { timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { Failure } from '../failure.ts';
import { hashToken } from './token.ts';

const clientSchema = v.object({
  // Both end up in the gateway's context and in log lines; scopes are joined by spaces there.
  id: v.pipe(v.string(), v.regex(/^[^\p{Cc}]{1,128}$/u)),
  scopes: v.array(v.pipe(v.string(), v.regex(/^[!-~]+$/))),
  tokenSha256: v.pipe(
    v.string(),
    v.regex(/^[\da-f]{64}$/i),
    v.transform((hex) => Buffer.from(hex, 'hex')),
  ),
});

const secretSchema = v.pipe(
  v.string(),
  v.trim(),
  v.parseJson(),
  v.object({ clients: v.array(clientSchema) }),
);

/** One client; further fields of its entry are left out. */
export interface Client {
  readonly id: string;
  readonly scopes: readonly string[];
  /** 32 bytes. */
  readonly tokenSha256: Uint8Array;
  /** Came with a browser's session: only what browsers are for is open, whatever the scopes. */
  readonly inBrowser?: true;
}

/**
 * Parses the secret. One bad entry spoils it all: who may come in is not to be guessed.
 * @throws Failure `SecretUnavailable` that names the first bad place, never what stands there.
 */
export function parseClients(text: string): readonly Client[] {
  const result = v.safeParse(secretSchema, text);
  if (result.success) return result.output.clients;
  const place = v.getDotPath(result.issues[0]);
  const problem = place === null ? 'is not JSON of the form {"clients":[…]}' : `is wrong at ${place}`;
  throw new Failure(
    'SecretUnavailable',
    `The secret that CLIENTS_SECRET_ID names ${problem}: the operator must repair it; until then nobody is let in.`,
  );
}

/** The client whose token this is. Every client is compared, in constant time: the answer's time tells nothing. */
export function findClient(clients: readonly Client[], token: string): Client | undefined {
  const presented = hashToken(token);
  let found: Client | undefined;
  for (const client of clients) {
    if (timingSafeEqual(client.tokenSha256, presented)) found = client;
  }
  return found;
}
