// The rules of reading a refusal: which code it is, what the caller is told, and who must act.
import type { Code } from '../../../lib/codes.ts';
import { applicationCodeOf, refusalOf, wixRequestIdOf } from '../../../lib/wix/refusal.ts';

const answer = (status: number, body = '', headers: Record<string, string> = {}) => ({
  status,
  body,
  headers,
});
const applicationError = (code: unknown) => JSON.stringify({ details: { applicationError: { code } } });
const REQUEST = { api: 'Get Balance' };

describe('a refusal tells the caller', () => {
  test.each<[number, string, Code, string]>([
    [
      401,
      '',
      'WixCredentialsRejected',
      'the operator must put a valid one into the secret that WIX_SECRET_ID names',
    ],
    [
      403,
      '',
      'WixCredentialsRejected',
      'to "Get Balance": the operator must give it the permission and the site',
    ],
    [401, applicationError('NOT_ENOUGH_CREDITS'), 'WixCredentialsRejected', 'rejects the API key'],
    [428, applicationError('REQUEST_NOT_ELIGIBLE'), 'InsufficientCredits', "the site's owner can buy more"],
    [429, applicationError('NOT_ENOUGH_CREDITS'), 'InsufficientCredits', 'the credits do not suffice'],
    [429, '', 'WixRateLimited', 'The rate limit of Wix is reached; try again later.'],
    [504, '', 'WixTimeout', 'Wix answers 504 to "Get Balance"; try again later.'],
    [500, '', 'WixUnavailable', 'Wix answers 500 to "Get Balance"; try again later.'],
    [399, '', 'WixRequestRejected', 'redirects are not followed: the operator must check WIX_API_BASE_URL'],
    [
      400,
      '',
      'WixRequestRejected',
      'trying again will not help, the operator finds the Wix request id in the log',
    ],
    [499, '', 'WixRequestRejected', 'Wix answers 499 to "Get Balance"'],
  ])('of %i %s that it is %s: %s', (status, body, code, message) => {
    const failure = refusalOf(REQUEST, answer(status, body), undefined);
    expect([failure.code, failure.message]).toEqual([code, expect.stringContaining(message)]);
    expect(failure.retryAfterSeconds).toBeUndefined();
  });

  test.each([429, 503, 504])('of %i when to try again, where that is known', (status) => {
    const failure = refusalOf(REQUEST, answer(status), 7);
    expect(failure.message).toMatch(/; try again in 7 seconds\.$/);
    expect(failure.retryAfterSeconds).toBe(7);
  });

  test.each<[Code, string]>([
    [
      'FeatureNotAvailable',
      "The Wix Multilingual app is not on this site, so it has no translation credits: the site's owner",
    ],
    [
      'TransactionsNotReadable',
      'Wix answers 404 to the query for credit transactions: the operator must set WIX_TRANSACTIONS_PATH',
    ],
  ])('what its API knows better: %s', (code, message) => {
    const failure = refusalOf({ ...REQUEST, refusals: () => code }, answer(404), undefined);
    expect([failure.code, failure.message]).toEqual([code, expect.stringContaining(message)]);
  });
});

test('an API is asked with the status and the application error code, and may know nothing better', () => {
  const asked: unknown[] = [];
  const refusals = (...facts: unknown[]) => void asked.push(facts);
  const refused = { ...REQUEST, refusals: (...facts: unknown[]) => refusals(...facts) ?? undefined };
  expect(refusalOf(refused, answer(404, applicationError('NO_APP')), undefined).code).toBe(
    'WixRequestRejected',
  );
  expect(asked).toEqual([[404, 'NO_APP']]);
});

describe('the application error code', () => {
  test.each([['A'], ['A_1'.repeat(26)]])('is taken as it is: %s', (code) => {
    expect(applicationCodeOf(applicationError(code))).toBe(code);
  });

  test.each([
    ['no JSON', '<html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['no details', '{}'],
    ['details that are none', '{"details":"x"}'],
    ['an error that is none', '{"details":{"applicationError":null}}'],
    ['a number', applicationError(7)],
    ['no text', applicationError('')],
    ['a sentence', applicationError('out of credits')],
    ['more than any code', applicationError('A'.repeat(81))],
  ])('is unknown where there is %s', (_, body) => {
    expect(applicationCodeOf(body)).toBeUndefined();
  });
});

describe('the request id', () => {
  test.each(['x', '~!', 'a'.repeat(200)])('is taken as it is: %s', (id) => {
    expect(wixRequestIdOf(answer(200, '', { 'x-wix-request-id': id }))).toBe(id);
    expect(refusalOf(REQUEST, answer(500, '', { 'x-wix-request-id': id }), undefined).wixRequestId).toBe(id);
  });

  test.each(['', ' x', 'x y', 'x\u007f', 'é', 'a'.repeat(201)])('is none: %j', (id) => {
    expect(wixRequestIdOf(answer(200, '', { 'x-wix-request-id': id }))).toBeUndefined();
  });

  test('may be missing', () => {
    expect(refusalOf(REQUEST, answer(500), undefined).wixRequestId).toBeUndefined();
  });
});
