// The session of a browser: when it ends, what it never holds, that nobody can forge it, and how its cookie is kept.
import fc from 'fast-check';
import type { Client } from '../../../lib/auth/clients.ts';
import { findSession, mintSession, SESSION_SECONDS, sessionCookie } from '../../../lib/auth/session.ts';
import { hashToken, mintToken, presentedSession } from '../../../lib/auth/token.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const clientOf = (id: string, token = mintToken()): Client => ({
  id,
  scopes: ['credits:read'],
  tokenSha256: hashToken(token),
});

describe('a session', () => {
  const client = clientOf('finance');
  const session = mintSession(client, now);

  test('is found again, as of a browser', () => {
    expect(findSession([clientOf('other'), client], session, now)).toEqual({ ...client, inBrowser: true });
  });

  test('holds nothing of the token or its hash', () => {
    const token = mintToken();
    const made = mintSession(clientOf('finance', token), now);
    for (const hidden of [token, ...['hex', 'base64', 'base64url'].map((form) => encoded(token, form))]) {
      expect(made).not.toContain(hidden);
    }
  });

  test('ends after its time, to the second', () => {
    const end = now + SESSION_SECONDS * 1000;
    expect(findSession([client], session, end - 1)).toBeDefined();
    expect(findSession([client], session, end)).toBeUndefined();
  });

  test('ends with the client, and with its token', () => {
    expect(findSession([], session, now)).toBeUndefined();
    expect(findSession([clientOf('finance')], session, now)).toBeUndefined();
  });

  test('of one client is none of another with the same token', () => {
    const token = mintToken();
    const made = mintSession(clientOf('one', token), now);
    expect(findSession([clientOf('two', token)], made, now)).toBeUndefined();
  });

  test('works for an id of any letters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^\p{Cc}\ud800-\udfff]{1,128}$/u), (id) => {
        const named = clientOf(id);
        expect(findSession([named], mintSession(named, now), now)?.id).toBe(id);
      }),
    );
  });

  test('with any other sign in it is none', () => {
    fc.assert(
      fc.property(
        fc.nat(session.length - 1),
        fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.'),
        (place, sign) => {
          fc.pre(session[place] !== sign);
          const forged = session.slice(0, place) + sign + session.slice(place + 1);
          // The last sign of base64url has bits to spare.
          fc.pre(!Buffer.from(forged.split('.')[2] ?? '', 'base64url').equals(proof(session)));
          expect(findSession([client], forged, now)).toBeUndefined();
        },
      ),
    );
  });

  test.each(['', '.', '..', 'a.b.c', '9999999999.ZmluYW5jZQ.', `9999999999..${'a'.repeat(43)}`])(
    '"%s" is none',
    (text) => {
      expect(findSession([client], text, now)).toBeUndefined();
    },
  );
});

const encoded = (token: string, form: string) =>
  hashToken(token).toString(form === 'hex' ? 'hex' : form === 'base64' ? 'base64' : 'base64url');
const proof = (session: string) => Buffer.from(session.split('.')[2] ?? '', 'base64url');

describe('the cookie', () => {
  test('is out of reach of scripts, of plain HTTP and of other sites', () => {
    expect(sessionCookie('1.a.b')).toBe(
      '__Host-wix-credits=1.a.b; Max-Age=43200; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
  });

  test('is taken back with the same attributes', () => {
    expect(sessionCookie(undefined)).toBe(
      '__Host-wix-credits=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
  });

  test.each([
    ['alone', ['__Host-wix-credits=1.a.b']],
    ['among others in one header', ['a=b; __Host-wix-credits=1.a.b; c=d']],
    ['among others, each for itself', ['a=b', '__Host-wix-credits=1.a.b']],
  ])('is found %s', (_, cookies) => {
    expect(presentedSession(cookies)).toBe('1.a.b');
  });

  test.each([
    ['none', []],
    ['an empty one', ['__Host-wix-credits=']],
    ['another', ['x__Host-wix-credits=1.a.b']],
    ['one without its prefix', ['wix-credits=1.a.b']],
    ['a value that looks like it', ['a=__Host-wix-credits=1.a.b']],
  ])('%s is no session', (_, cookies) => {
    expect(presentedSession(cookies)).toBeUndefined();
  });
});
