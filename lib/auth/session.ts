// The session of a browser: what it holds in place of a client's token, for the routes of the dashboard alone.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Client } from './clients.ts';
import { SESSION_COOKIE } from './token.ts';

/** How long a session lasts, seconds: a working day. */
export const SESSION_SECONDS = 43_200;

const SESSION = /^(\d{1,12})\.([\w-]{1,700})\.([\w-]{43})$/;

/**
 * The key is the hash of the client's token, so that a client that is removed, or gets a new token, has no session any
 * more, and no other secret is needed. It is known to this bundle and to whoever may read or change its clients.
 */
function signature(client: Client, expires: string): Buffer {
  return createHmac('sha256', client.tokenSha256)
    .update(`wix-credits dashboard session\n${expires}\n${client.id}`)
    .digest();
}

/** A session of a client from `now` (ms since 1970) on: when it ends, for whom it is, and the proof of both. */
export function mintSession(client: Client, now: number): string {
  const expires = String(Math.floor(now / 1000) + SESSION_SECONDS);
  const id = Buffer.from(client.id).toString('base64url');
  return `${expires}.${id}.${signature(client, expires).toString('base64url')}`;
}

/** The client whose session this is; undefined when it has ended, or was not made here. */
export function findSession(clients: readonly Client[], session: string, now: number): Client | undefined {
  const [, expires, name, proof] = SESSION.exec(session) ?? [];
  if (expires === undefined || name === undefined || proof === undefined) return undefined;
  if (Number(expires) * 1000 <= now) return undefined;
  const id = Buffer.from(name, 'base64url').toString();
  const presented = Buffer.from(proof, 'base64url');
  const found = clients.find(
    (client) => client.id === id && timingSafeEqual(signature(client, expires), presented),
  );
  return found && { ...found, inBrowser: true };
}

/**
 * The `Set-Cookie` of a session; without one, of its end. No script reads it, it travels over TLS only (browsers make an
 * exception for this very machine), and no other site's page can send it along but by a link to the page.
 */
export function sessionCookie(session: string | undefined): string {
  const seconds = session === undefined ? 0 : SESSION_SECONDS;
  return `${SESSION_COOKIE}=${session ?? ''}; Max-Age=${seconds}; Path=/; HttpOnly; Secure; SameSite=Lax`;
}
