// Client tokens: how random they are, what is kept of them, and in which headers they are found.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { hashToken, mintToken, presentedToken } from '../../../lib/auth/token.ts';

describe('a client token', () => {
  test('carries 256 random bits in 43 characters', () => {
    const tokens = Array.from({ length: 1_000 }, mintToken);
    for (const token of tokens) {
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    }
    expect(new Set(tokens).size).toBe(1_000);
  });

  test('is kept as its SHA-256', () => {
    expect(hashToken('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  test('is found again in the header that presents it', () => {
    const token = mintToken();
    expect(presentedToken(`Bearer ${token}`)).toBe(token);
  });

  test.each(['bearer abc', 'BEARER abc', 'Bearer    abc'])('may be presented as "%s"', (header) => {
    expect(presentedToken(header)).toBe('abc');
  });

  test.each(['Bearer a-b_c.d~e+f/g==', 'Bearer 0'])('may hold what RFC 6750 allows: "%s"', (header) => {
    expect(presentedToken(header)).toBe(header.slice('Bearer '.length));
  });

  test.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['the scheme alone', 'Bearer'],
    ['the scheme and spaces', 'Bearer   '],
    ['the token alone', 'abc'],
    ['another scheme', 'Basic YTpi'],
    ['the scheme without a space', 'Bearerabc'],
    ['two tokens, as a gateway joins two headers', 'Bearer abc,Bearer def'],
    ['two words', 'Bearer abc def'],
    ['a line break', 'Bearer abc\n'],
    ['something before the scheme', 'x Bearer abc'],
    ['letters that no token has', 'Bearer äbc'],
    ['padding alone', 'Bearer =='],
    ['a huge one', `Bearer ${'a'.repeat(1_025)}`],
  ])('is not in %s', (_, header) => {
    expect(presentedToken(header)).toBeUndefined();
  });

  test('is never more than what was presented', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const token = presentedToken(`Bearer ${text}`);
        if (token !== undefined) expect(text.trimStart()).toBe(token);
      }),
    );
  });

  test('differs from another in its hash', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(hashToken(one).equals(hashToken(other))).toBe(one === other);
        expect(hashToken(one)).toEqual(createHash('sha256').update(one).digest());
      }),
    );
  });
});
