// Client tokens: how they are made, presented and kept.
import { createHash, randomBytes } from 'node:crypto';

/** A new token: 256 random bits as 43 characters of base64url. */
export const mintToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 of a token. That is enough for 256 random bits: a slow hash is for what people make up. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

const BEARER = /^bearer +([\w.~+/-]{1,1024}={0,2})$/i;

/** The token in an `Authorization` header (RFC 6750), or undefined when there is none. */
export function presentedToken(authorization: string | undefined): string | undefined {
  return BEARER.exec(authorization ?? '')?.[1];
}

/** The cookie of a session. Browsers take a name with this prefix from this host alone, over TLS, for all of its paths. */
export const SESSION_COOKIE = '__Host-wix-credits';

/** The session in the cookies of a request (each may hold several, split by semicolons), or undefined when there is none. */
export function presentedSession(cookies: readonly string[]): string | undefined {
  const name = `${SESSION_COOKIE}=`;
  const found = cookies.flatMap((cookie) => cookie.split(';')).find((pair) => pair.trim().startsWith(name));
  return found?.trim().slice(name.length) || undefined;
}
