// The rules of finding secrets in lines.
import fc from 'fast-check';
import { LeakWatch } from './leaks/watch.ts';

const KEY = 'IST.eyJr/aWQi+OiJ4In0=?&ümlaut';

/** The leaks of lines, where the key is the secret. */
function leaksOf(...lines: string[]) {
  const watch = new LeakWatch();
  for (const line of lines) watch.line(line);
  watch.hide('secret', KEY);
  return watch.leaks();
}

test.each<[string, (key: string) => string]>([
  ['as it is', (key) => key],
  ['in JSON', (key) => JSON.stringify({ a: { b: `x${key}\n` } })],
  ['in JSON in JSON', (key) => JSON.stringify(JSON.stringify({ key }))],
  ['in a URL', (key) => `https://x.example/?key=${encodeURIComponent(key)}&a=b`],
  ['as base64', (key) => Buffer.from(key).toString('base64')],
  ['as base64url', (key) => Buffer.from(key).toString('base64url')],
  ['as hexadecimal digits', (key) => Buffer.from(key).toString('hex')],
  ['in the base64 of more', (key) => Buffer.from(`{"a":"${key}"}`).toString('base64')],
  ['in the user of a URL', (key) => `Basic ${Buffer.from(`u:${key}`).toString('base64')}`],
])('a secret %s is found', (_, hidden) => {
  expect(leaksOf(`{"level":"info","note":${JSON.stringify(hidden(KEY))}}`)).toHaveLength(1);
  expect(leaksOf(`{"level":"info","note":${JSON.stringify(hidden('IST.another-key-altogether'))}}`)).toEqual(
    [],
  );
});

test('a secret in the base64 of anything is found', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (before, after) => {
      const bytes = Buffer.concat([before, Buffer.from(KEY), after]);
      expect(leaksOf(bytes.toString('base64'))).toHaveLength(1);
      expect(leaksOf(bytes.toString('base64url'))).toHaveLength(1);
    }),
  );
});

test('a secret that becomes known after its line was written is found as well, and not shown again', () => {
  const watch = new LeakWatch();
  watch.line(`the key is ${KEY}`);
  watch.hide('secret', KEY);
  watch.hide('content', 'a letter to a customer');
  watch.line('the text is: a letter to a customer');
  expect(watch.leaks()).toEqual([
    { kind: 'secret', line: 'the key is [a secret]' },
    { kind: 'content', line: 'the text is: [a content]' },
  ]);
});

test.each([
  'GET https://b.s3.amazonaws.com/k?X-Amz-Signature=0a1b',
  'AWS4-HMAC-SHA256 Credential=AKIA/20261122/eu-west-1/s3/aws4_request',
  'set-cookie: __Host-wix-credits=1795348800.YWxs.proof',
  `authorization: Bearer ${'x'.repeat(43)}`,
])('a credential that nobody knows here is found by its shape: %s', (line) => {
  expect(leaksOf(line)).toEqual([{ kind: 'secret', line: expect.stringContaining('[a credential]') }]);
});

test('short words are no secrets', () => {
  const watch = new LeakWatch();
  watch.line('the key of the test');
  watch.hide('secret', 'key');
  watch.hide('content', 'the test');
  watch.hide('content', '          ');
  expect(watch.size()).toEqual({ lines: 1, hidden: 0 });
});
