// What is taken out of the text of an error before it is logged, and what stays.
import { describeThrown, redact } from '../../../lib/operation/redact.ts';

test.each([
  ['Authorization: IST.abc', 'Authorization: [redacted]'],
  ['{"authorization":"Bearer abc.def"}', '{"authorization":"[redacted]"}'],
  ['sent Bearer abc123 along', 'sent Bearer [redacted] along'],
  ['sent Basic dXNlcjpwYXNz along', 'sent Basic [redacted] along'],
  ['GET /x?access_token=abc&page=2', 'GET /x?access_token=[redacted]&page=2'],
  ["password='hunter2'", "password='[redacted]'"],
  ['x-amz-security-token: FwoGZXIvYXdzEJr', 'x-amz-security-token: [redacted]'],
  ['https://user:pass@host/path', 'https://[redacted]@host/path'],
  ['key eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-9', 'key [redacted]'],
  [`hash ${'0a'.repeat(32)}`, 'hash [redacted]'],
  [`key ${'Ab1/+'.repeat(8)}==`, 'key [redacted]'],
])('%s', (text, expected) => {
  expect(redact(text)).toBe(expected);
});

test.each([
  'connect ECONNREFUSED 127.0.0.1:443',
  'getaddrinfo ENOTFOUND secretsmanager.eu-west-1.amazonaws.com',
  'request c6af9ac6-7b61-11e6-9a41-93e8deadbeef failed',
  'User is not allowed to perform secretsmanager:GetSecretValue',
])('%s stays as it is', (text) => {
  expect(redact(text)).toBe(text);
});

test('a long message is shortened, and no field of an error but its text is told', () => {
  const error = Object.assign(new Error('why '.repeat(10_000)), { headers: { authorization: 'hunter2' } });
  const [text = ''] = describeThrown(error);
  expect(text.split('\n')[0]).toHaveLength('Error: '.length + 2000);
  expect(text).not.toContain('hunter2');
});
