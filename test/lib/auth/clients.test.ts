// The secret with the clients: in which forms it is taken, what makes it unusable, and whose token a token is.
import fc from 'fast-check';
import { findClient, parseClients } from '../../../lib/auth/clients.ts';
import { hashToken, mintToken } from '../../../lib/auth/token.ts';

const hex = (token: string) => hashToken(token).toString('hex');
const secretOf = (...clients: object[]) => JSON.stringify({ clients });
const entry = (id: string, token: string, scopes = ['credits:read']) => ({
  id,
  tokenSha256: hex(token),
  scopes,
});

describe('the secret with the clients', () => {
  test('names each client, its scopes and the hash of its token', () => {
    const [client] = parseClients(secretOf({ ...entry('acme', 't'), note: 'left out' }));
    expect(client).toEqual({ id: 'acme', scopes: ['credits:read'], tokenSha256: hashToken('t') });
  });

  test('may name no client', () => {
    expect(parseClients('{"clients":[]}')).toEqual([]);
  });

  test('may have a byte order mark, stray whitespace and hashes in capitals', () => {
    const text = `\uFEFF\n${secretOf({ ...entry('acme', 't'), tokenSha256: hex('t').toUpperCase() })}\n`;
    expect(findClient(parseClients(text), 't')?.id).toBe('acme');
  });

  test.each([
    ['empty', '', 'is not JSON of the form'],
    ['no JSON', 'secret-text', 'is not JSON of the form'],
    ['null', 'null', 'is not JSON of the form'],
    ['a list', '[]', 'is wrong at clients'],
    ['without clients', '{}', 'is wrong at clients'],
    ['with a client that is null', '{"clients":[null]}', 'is wrong at clients.0'],
    ['with a client without an id', secretOf({ ...entry('', 't') }), 'is wrong at clients.0.id'],
    ['with a line break in an id', secretOf(entry('a\nb', 't')), 'is wrong at clients.0.id'],
    [
      'with a token in place of its hash',
      secretOf({ ...entry('a', 't'), tokenSha256: mintToken() }),
      'tokenSha256',
    ],
    ['with an empty hash', secretOf({ ...entry('a', 't'), tokenSha256: '' }), 'tokenSha256'],
    ['with scopes in one text', secretOf({ ...entry('a', 't'), scopes: 'credits:read' }), 'scopes'],
    [
      'with two scopes in one entry',
      secretOf(entry('a', 't', ['x credits:read'])),
      'is wrong at clients.0.scopes.0',
    ],
    ['right but for its last client', secretOf(entry('a', 't'), { id: 'b' }), 'is wrong at clients.1'],
  ])('that is %s is unusable as a whole', (_, text, problem) => {
    expect(() => parseClients(text)).toThrow(problem);
    expect(() => parseClients(text)).toThrow(expect.objectContaining({ code: 'SecretUnavailable' }));
    expect(() => parseClients(text)).not.toThrow(/secret-text/);
  });

  test('never ends in anything but clients or a Failure', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((json) => `{"clients":${json}}`),
        ),
        (text) => {
          try {
            expect(Array.isArray(parseClients(text))).toBe(true);
          } catch (error) {
            expect(error).toMatchObject({ code: 'SecretUnavailable' });
          }
        },
      ),
    );
  });
});

describe('the client of a token', () => {
  const tokens = Array.from({ length: 20 }, mintToken);
  const clients = parseClients(secretOf(...tokens.map((token, index) => entry(`client-${index}`, token))));

  test('is found wherever it stands', () => {
    for (const [index, token] of tokens.entries())
      expect(findClient(clients, token)?.id).toBe(`client-${index}`);
  });

  test('is nobody for another token, for the hash itself and for nothing', () => {
    for (const wrong of [mintToken(), '', hex(tokens[0] ?? ''), `${tokens[0]}x`, tokens[0]?.slice(1) ?? '']) {
      expect(findClient(clients, wrong)).toBeUndefined();
    }
    expect(findClient([], tokens[0] ?? '')).toBeUndefined();
  });

  test('may have two tokens while it changes from one to the other', () => {
    const both = parseClients(secretOf(entry('acme', 'old'), entry('acme', 'new')));
    expect([findClient(both, 'old')?.id, findClient(both, 'new')?.id]).toEqual(['acme', 'acme']);
  });
});
