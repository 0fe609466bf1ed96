// A caller's mistake is 400 with the path of each error, and nothing has been made or called for it.
import { functionUrlEvent } from '../../events/function-url.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { restApiEvent } from '../../events/rest-v1.ts';
import { openDemo, SITE } from './harness.ts';

const path = `/v1/sites/${SITE}/things`;
const post = (body: string, headers: Record<string, string> = {}) =>
  httpApiEvent({ method: 'POST', path, body, headers });
const get = (query: string) => httpApiEvent({ method: 'GET', path, query });
const nested = (depth: number): string => `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`;

test.each([
  ['malformed JSON', post('{"name":'), ['body: expected JSON']],
  ['a list', post('[]'), ['body: expected a JSON object']],
  ['null', post('null'), ['body: expected a JSON object']],
  [
    'a form',
    post('name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
    ['content-type: expected application/json in the header Content-Type'],
  ],
  [
    'bytes that are no UTF-8',
    httpApiEvent({ method: 'POST', path, body: '/w==', base64: true }),
    ['body: expected UTF-8'],
  ],
  [
    'an oversized body',
    post(`{"name":"${'x'.repeat(1024 * 1024)}"}`),
    ['body: expected at most 1048576 bytes'],
  ],
  [
    "more than the route's own limit",
    httpApiEvent({ method: 'POST', path: '/v1/things', body: `{"name":"${'é'.repeat(1000)}"}` }),
    ['body: expected at most 2000 bytes'],
  ],
  [
    'an oversized base64 body',
    httpApiEvent({ method: 'POST', path: '/v1/things', body: 'QUJD'.repeat(700), base64: true }),
    ['body: expected at most 2000 bytes'],
  ],
  [
    'unknown fields, all of them',
    post('{"a":1,"toString":2,"constructor":3,"limit":1}'),
    ['a: unknown field', 'toString: unknown field', 'constructor: unknown field'],
  ],
  [
    '__proto__',
    post('{"__proto__":{"siteId":"x"},"content":[{"format":"HTML","text":"","__proto__":1}]}'),
    ['__proto__: unknown field', 'content.0.__proto__: unknown field'],
  ],
  [
    'wrong types',
    post('{"limit":"1","name":[],"tags":{"0":"a"},"content":[[],{"format":"PDF"}]}'),
    [
      'content.0: expected an object',
      'limit: expected a number',
      'name: expected a string',
      'tags: expected an array',
      'content.1.format: expected ("HTML" | "RICH")',
      'content.1.text: required',
    ],
  ],
  [
    'a number that no check allows',
    post('{"limit":-1.5}'),
    ['limit: expected a valid integer', 'limit: expected >=0'],
  ],
  [
    'a field of the query and one of the body',
    httpApiEvent({ method: 'GET', path, query: 'page=1', body: '{"x":1}' }),
    ['page: unknown query field', 'x: unknown field'],
  ],
  ['a repeated field', get('limit=1&limit=2'), ['limit: expected only once']],
  ['text where a number belongs', get('limit=1e3'), ['limit: expected a number']],
  ['an empty number', get('limit='), ['limit: expected a number']],
  ['a number beyond all numbers', get(`limit=${'9'.repeat(400)}`), ['limit: expected a valid integer']],
  ['broken percent-encoding in the query', get('name=%E0%A4%A'), ['name: expected percent-encoded UTF-8']],
  ['a broken name in the query', get('%zz=1'), ['query: expected percent-encoded UTF-8']],
  [
    'broken percent-encoding in the path',
    functionUrlEvent({ method: 'GET', path: '/v1/sites/%zz/things' }),
    ['siteId: expected percent-encoded UTF-8'],
  ],
  [
    'CR and LF in a site id',
    functionUrlEvent({ method: 'GET', path: `/v1/sites/${SITE}%0d%0aX-A:1/things` }),
    ['siteId: expected a GUID'],
  ],
  [
    'a query field of Object.prototype',
    get('__proto__=1&constructor=2'),
    ['__proto__: unknown query field', 'constructor: unknown query field'],
  ],
  [
    'a repeated field of a REST API',
    restApiEvent({ method: 'GET', path, query: 'name=a&name=b' }),
    ['name: expected only once'],
  ],
  ['nesting too deep', post(nested(40)), [`name${'.0'.repeat(31)}: expected at most 32 levels of nesting`]],
  [
    'nesting that would exhaust the stack',
    post(nested(200_000)),
    [`name${'.0'.repeat(31)}: expected at most 32 levels of nesting`],
  ],
])('%s', async (_name, event, expected) => {
  const demo = openDemo();
  const { statusCode, headers, json } = await demo.http(event);
  expect(statusCode).toBe(400);
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const errors = Array.isArray(json.errors) ? json.errors : [];
  expect(errors.map(({ path: at, message }) => `${at}: ${message}`)).toEqual(expected);
  expect(demo.created.times).toBe(0);
});

test.each([
  ['no content type', { 'content-type': '' }],
  ['a charset', { 'content-type': 'Application/JSON; charset=utf-8' }],
  ['a JSON dialect', { 'content-type': 'application/vnd.api+json' }],
])('%s is JSON enough', async (_name, headers) => {
  expect((await openDemo().http(post('\uFEFF {"limit":1} ', headers))).statusCode).toBe(200);
});

test('no body, an empty one and blanks are an empty object', async () => {
  for (const body of ['', ' \n']) expect((await openDemo().http(post(body))).statusCode).toBe(200);
  expect((await openDemo().http(httpApiEvent({ method: 'POST', path }))).statusCode).toBe(200);
});

test('numbers, texts and lists of the query are read as the route says', async () => {
  const query = 'limit=0&name=a%20b+c&tag=x&tag=y,z';
  expect((await openDemo().http(get(query))).json.given).toEqual({
    siteId: SITE,
    limit: 0,
    name: 'a b c',
    tags: ['x', 'y', 'z'],
  });
  expect((await openDemo().http(get('name&'))).json.given).toEqual({ siteId: SITE, name: '' });
});

test('a value of an `=` keeps the rest', async () => {
  expect((await openDemo().http(get('name=a=b=c'))).json.given).toMatchObject({ name: 'a=b=c' });
});

test('an error of a field is named as the caller named it', async () => {
  const { json } = await openDemo().http(get('tag=a&tag=0123456789'));
  expect(json.errors).toEqual([{ path: 'tag.1', message: 'expected a length <=9' }]);
  const tags = ['0123456789'];
  expect((await openDemo().http(post(JSON.stringify({ tags })))).json.errors).toEqual([
    { path: 'tags.0', message: 'expected a length <=9' },
  ]);
});

test('errors beyond the hundredth are counted, not listed', async () => {
  const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, 1]));
  const { json } = await openDemo().http(post(JSON.stringify(fields)));
  expect(json.errors).toHaveLength(100);
  expect(json.detail).toMatch(/field4: unknown field; and 4995 more\.$/);
});

test('names that a caller made up are shortened and printable; values are not repeated', async () => {
  const secret = 'do-not-repeat-me';
  const error = await openDemo().failure({
    [`line\r\nbreak\u2028${'y'.repeat(500)}`]: 1,
    limit: secret,
    name: { secret },
  });
  expect(error.message).toMatch(/^The input is not valid: line\?\?break\?y{188}: unknown field; /);
  expect(error.message).not.toContain(secret);
});
