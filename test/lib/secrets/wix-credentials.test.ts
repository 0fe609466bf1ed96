// The secret with the API key: which forms it may have, and when it is read anew after Wix has rejected the key.
import fc from 'fast-check';
import { createSecretSource } from '../../../lib/secrets/secret-source.ts';
import { createCredentialSource, parseApiKeySecret } from '../../../lib/secrets/wix-credentials.ts';
import { anyCharacters } from '../../support/any-text.ts';
import { callWith, handClock } from './fakes.ts';

describe('the secret with the API key', () => {
  const plain = { apiKey: 'IST.a-b_c.d', accountId: undefined };
  const both = { apiKey: 'IST.k', accountId: 'acc-1' };

  test.each([
    ['the plain key', 'IST.a-b_c.d', plain],
    ['whitespace and newlines around it', ' \r\n\tIST.a-b_c.d \n', plain],
    ['a byte order mark before it', '\uFEFFIST.a-b_c.d', plain],
    ['a byte order mark among the whitespace', '\n\uFEFF IST.a-b_c.d\uFEFF', plain],
    ['a key with the marks of JSON inside', 'IST."a[b{c', { apiKey: 'IST."a[b{c', accountId: undefined }],
    ['the key as a JSON text', '"IST.a-b_c.d\\n"', plain],
    ['JSON with the key alone', '{"apiKey":"IST.a-b_c.d"}', plain],
    ['JSON with an account of null', '{"apiKey":"IST.a-b_c.d","accountId":null}', plain],
    ['JSON with an empty account', '{"apiKey":"IST.a-b_c.d","accountId":" "}', plain],
    ['JSON with both', '{"apiKey":"IST.k","accountId":"acc-1"}', both],
    [
      'JSON with a byte order mark, stray whitespace and further fields',
      '\uFEFF\n{"apiKey":" IST.k\\n","accountId":"acc-1 ","note":1}\n',
      both,
    ],
  ])('may be %s', (_, text, expected) => {
    expect(parseApiKeySecret(text)).toEqual(expected);
  });

  test.each([
    ['empty', '', 'is empty'],
    ['nothing but whitespace', '\uFEFF \n', 'is empty'],
    ['JSON without a key', '{"key":"secret-value"}', 'is JSON without a usable "apiKey"'],
    ['JSON with an empty key', '{"apiKey":" ","note":"secret-value"}', 'is JSON without a usable "apiKey"'],
    [
      'JSON with a number for a key',
      '{"apiKey":42,"note":"secret-value"}',
      'is JSON without a usable "apiKey"',
    ],
    [
      'JSON with a line break in the key',
      '{"apiKey":"secret\\r\\nvalue"}',
      'is JSON without a usable "apiKey"',
    ],
    [
      'JSON with a line break in the account',
      '{"apiKey":"IST.k","accountId":"a\\r\\nsecret-value"}',
      'usable',
    ],
    ['JSON with a number for an account', '{"apiKey":"secret-value","accountId":7}', 'usable'],
    ['broken JSON', '{"apiKey":"secret-value"', 'is JSON without a usable "apiKey"'],
    ['a JSON list', '["secret-value"]', 'is JSON without a usable "apiKey"'],
    ['a key that inherits from nowhere', '{"__proto__":{"apiKey":"secret-value"}}', 'usable'],
    ['two lines', 'secret\nvalue', 'contains spaces or characters that no key has'],
    ['two words', 'secret value', 'contains spaces or characters that no key has'],
    ['a null byte', 'secret\u0000value', 'contains spaces or characters that no key has'],
    ['a letter that no header carries', 'secret-välue', 'contains spaces or characters that no key has'],
    ['a zero-width space', 'secret-value\u200B', 'contains spaces or characters that no key has'],
    ['bytes that were no text', 'secret\uFFFDvalue', 'contains spaces or characters that no key has'],
  ])('must not be %s', (_, text, problem) => {
    const parse = () => parseApiKeySecret(text);
    expect(parse).toThrow(expect.objectContaining({ code: 'SecretUnavailable' }));
    expect(parse).toThrow(problem);
    expect(parse).not.toThrow(/secret.?v.lue/);
  });

  test('gives a key that can stand in a header, or a Failure without a word of it', () => {
    const text = fc.oneof(
      anyCharacters(),
      fc.json(),
      fc.string().map((apiKey) => JSON.stringify({ apiKey })),
    );
    fc.assert(
      fc.property(text, (secret) => {
        try {
          const { apiKey, accountId } = parseApiKeySecret(secret);
          const headers = new Headers({ authorization: apiKey, 'wix-account-id': accountId ?? '' });
          expect(headers.get('authorization')).toBe(apiKey);
        } catch (error) {
          expect(error).toMatchObject({ code: 'SecretUnavailable' });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('credentials out of a secret', () => {
  const { call } = callWith(10_000);

  /** Credentials whose secret holds the given texts, one a read. */
  function credentialsOf(texts: string[], accountIdOverride?: string) {
    let reads = 0;
    const secret = createSecretSource({
      secretId: 'key',
      clock: handClock().clock,
      fetchSecret: async () => texts[Math.min(reads++, texts.length - 1)] ?? '',
    });
    return { credentials: createCredentialSource(secret, accountIdOverride), reads: () => reads };
  }

  test('are read once', async () => {
    const { credentials, reads } = credentialsOf(['{"apiKey":"k1","accountId":"a"}']);
    expect(await credentials.get(call)).toEqual({ apiKey: 'k1', accountId: 'a' });
    expect(await credentials.get(call)).toEqual({ apiKey: 'k1', accountId: 'a' });
    expect(reads()).toBe(1);
  });

  test('have the account of WIX_ACCOUNT_ID where that is set', async () => {
    const { credentials } = credentialsOf(['{"apiKey":"k1","accountId":"a"}'], 'b');
    expect(await credentials.get(call)).toEqual({ apiKey: 'k1', accountId: 'b' });
  });

  test('are read anew after Wix rejected the key', async () => {
    const { credentials, reads } = credentialsOf(['k1', 'k2']);
    await credentials.get(call);
    expect(await credentials.renew('k1', call)).toEqual({ apiKey: 'k2', accountId: undefined });
    expect(reads()).toBe(2);
  });

  test('are read anew once for all whose key was rejected', async () => {
    const { credentials, reads } = credentialsOf(['k1', 'k2', 'k3']);
    await credentials.get(call);
    const all = await Promise.all(Array.from({ length: 20 }, () => credentials.renew('k1', call)));
    expect(new Set(all.map((one) => one.apiKey))).toEqual(new Set(['k2']));
    expect(reads()).toBe(2);
  });

  test('are not read anew when the rejected key is no longer the one in hand', async () => {
    const { credentials, reads } = credentialsOf(['k2', 'k3']);
    await credentials.get(call);
    expect((await credentials.renew('k1', call)).apiKey).toBe('k2');
    expect(reads()).toBe(1);
  });

  test('are there at once when an operator has repaired the secret', async () => {
    const { credentials } = credentialsOf(['', '{"apiKey":', 'k1']);
    await expect(credentials.get(call)).rejects.toMatchObject({ code: 'SecretUnavailable' });
    expect(await credentials.get(call)).toEqual({ apiKey: 'k1', accountId: undefined });
  });

  test('are a Failure while the secret is broken, also after a 401', async () => {
    const { credentials } = credentialsOf(['k1', '']);
    await credentials.get(call);
    await expect(credentials.renew('k1', call)).rejects.toMatchObject({ code: 'SecretUnavailable' });
    await expect(credentials.renew('k1', call)).rejects.toMatchObject({ code: 'SecretUnavailable' });
  });
});
