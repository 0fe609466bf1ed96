// When the real Wix is meant, and by which key.
import { realWix } from '../../../local/start/real-wix.ts';

test.each([{}, { WIX_API_KEY: '' }, { WIX_ACCOUNT_ID: 'a' }])('%j means a local one', (environment) => {
  expect(realWix(environment)).toBeUndefined();
});

test('a key with its account means the real one, or whom WIX_API_BASE_URL names', () => {
  const environment = { WIX_API_KEY: 'k', WIX_ACCOUNT_ID: 'a' };
  expect(realWix(environment)).toEqual({ url: 'https://www.wixapis.com', apiKey: 'k', accountId: 'a' });
  expect(realWix({ ...environment, WIX_API_BASE_URL: 'http://127.0.0.1:9' })?.url).toBe('http://127.0.0.1:9');
});

test.each([undefined, ''])(
  'a key without its account (%j) is a mistake, and never shown',
  (WIX_ACCOUNT_ID) => {
    expect(() => realWix({ WIX_API_KEY: 'the-secret-key', WIX_ACCOUNT_ID })).toThrow(
      /^WIX_API_KEY needs WIX_ACCOUNT_ID/,
    );
    expect(() => realWix({ WIX_API_KEY: 'the-secret-key', WIX_ACCOUNT_ID })).not.toThrow(/the-secret-key/);
  },
);
