// The rules of the headers: the raw key, one scope, and nothing that could become a header of its own.
import { authorize } from '../../../lib/wix/headers.ts';
import { SITE } from './harness.ts';

const credentials = { apiKey: 'IST.key', accountId: 'account-1' };

test('the account or the site is named, never both', () => {
  expect(authorize(credentials, 'ACCOUNT')).toEqual({
    authorization: 'IST.key',
    'wix-account-id': 'account-1',
  });
  expect(authorize(credentials, { siteId: SITE })).toEqual({ authorization: 'IST.key', 'wix-site-id': SITE });
});

test('a site needs no account', () => {
  expect(authorize({ apiKey: 'IST.key', accountId: undefined }, { siteId: SITE })).toHaveProperty(
    'wix-site-id',
  );
});

test.each(['\t', ' ', '~', '\u0080', '\u00ff', 'a b'])(
  'what a header can hold may be a key: %j',
  (apiKey) => {
    expect(authorize({ ...credentials, apiKey }, 'ACCOUNT').authorization).toBe(apiKey);
  },
);

test.each(['', '\n', 'a\nb', '\u001f', 'a\u007f', '\u0100', '\na', 'a\n'])(
  'what no header holds is no key: %j',
  (apiKey) => {
    expect(() => authorize({ ...credentials, apiKey }, 'ACCOUNT')).toThrow(
      expect.objectContaining({
        code: 'SecretUnavailable',
        message: expect.stringContaining('the operator must correct the secret that WIX_SECRET_ID names'),
      }),
    );
  },
);

test.each([undefined, '', 'a\r\nb'])('%j is no account', (accountId) => {
  expect(() => authorize({ ...credentials, accountId }, 'ACCOUNT')).toThrow(
    expect.objectContaining({
      code: 'Internal',
      message: expect.stringContaining('the operator must set WIX_ACCOUNT_ID, or accountId in the secret'),
    }),
  );
});

test('a siteId that is no GUID is the mistake of the caller', () => {
  expect(() => authorize(credentials, { siteId: 'site-1' })).toThrow(
    expect.objectContaining({
      code: 'InvalidInput',
      message: 'The siteId is not a GUID.',
      errors: [{ path: 'siteId', message: 'Expected a GUID' }],
    }),
  );
});
