// How a failure leaves: as a problem over HTTP, as a thrown error elsewhere, and never with what is nobody's business.
import { CODES, type Code } from '../../../lib/codes.ts';
import { Failure } from '../../../lib/failure.ts';
import { customEvent } from '../../events/eventbridge.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { openDemo, REQUEST_ID } from './harness.ts';

const post = httpApiEvent({ method: 'POST', path: '/v1/things' });
const failing = (error: unknown) =>
  openDemo(async () => {
    throw error;
  });
const isCode = (name: string): name is Code => name in CODES;
const codes = Object.keys(CODES).filter(isCode);

describe('over HTTP', () => {
  test.each(codes)('%s is a problem with its status', async (code) => {
    const { statusCode, headers, json } = await failing(new Failure(code, 'What went wrong.')).http(post);
    expect(statusCode).toBe(CODES[code].status);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': REQUEST_ID,
    });
    expect(json).toEqual({
      type: `urn:wix-credits:problem:${code}`,
      title: CODES[code].title,
      status: CODES[code].status,
      detail: 'What went wrong.',
      code,
      requestId: REQUEST_ID,
    });
  });

  test("Wix's request id is told", async () => {
    const { json } = await failing(new Failure('WixUnavailable', 'x', { wixRequestId: '179.1' })).http(post);
    expect(json.wixRequestId).toBe('179.1');
  });

  test.each([
    [new Failure('WixRateLimited', 'x', { retryAfterSeconds: 12.2 }), '13'],
    [new Failure('WixRateLimited', 'x', { retryAfterSeconds: 0 }), '1'],
    [new Failure('WixRateLimited', 'x'), '60'],
    [new Failure('WixUnavailable', 'x', { retryAfterSeconds: 5 }), '5'],
    [new Failure('WixUnavailable', 'x'), undefined],
  ])(
    'Retry-After is there whenever it is known, and always with WixRateLimited',
    async (failure, expected) => {
      expect((await failing(failure).http(post)).headers['retry-after']).toBe(expected);
    },
  );
});

describe('at the other doors', () => {
  test.each(codes)('%s is the name of the error that is thrown', async (code) => {
    for (const event of [{}, customEvent({})]) {
      const error = await failing(new Failure(code, 'What went wrong.')).failure(event);
      expect(error.name).toBe(code);
      expect(error.message).toContain('What went wrong.');
    }
  });

  test('the message tells when to try again and how Wix calls the request', async () => {
    const facts = { wixRequestId: '179.1', retryAfterSeconds: 7, cause: new Error('inner') };
    const error = await failing(new Failure('WixRateLimited', 'Slow down.', facts)).failure({});
    expect(error.message).toBe('Slow down. (wixRequestId 179.1, retry after 7 s)');
    expect(error.stack).toBe(`WixRateLimited: ${error.message}`);
    expect(error.cause).toBeUndefined();
  });
});

describe('something unknown that is thrown', () => {
  const key = 'IST.eyJraWQiOiJQb3pIX2FDMiJ9.c2VjcmV0c2VjcmV0c2VjcmV0';
  const thrown = [
    ['an error', new Error(`connect to https://user:hunter2@host failed, Authorization: ${key}`)],
    ['an error with a cause', new Error('outer', { cause: new Error(`"apiKey":"hunter2" ${key}`) })],
    ["a parser's error", new SyntaxError(`Unexpected token 'h', "hunter2" is not valid JSON`)],
    ['an object', { authorization: 'hunter2', key }],
    ['text', `hunter2 ${key}`],
    ['nothing', undefined],
  ] as const;

  test.each(thrown)('%s is Internal, and its secret is in no answer and no line', async (_name, error) => {
    const demo = failing(error);
    const answer = await demo.http(post);
    expect(answer.json).toMatchObject({ status: 500, code: 'Internal' });
    const direct = await demo.failure({});
    expect(direct.name).toBe('Internal');
    for (const text of [answer.body, direct.message, direct.stack ?? '', ...demo.lines]) {
      expect(text).not.toMatch(/hunter2|eyJ|c2Vjcm/);
    }
  });

  test('is told to the operator, with its causes and where it came from', async () => {
    const demo = failing(new Error('outer', { cause: new TypeError('inner') }));
    await demo.failure({});
    const [line] = demo.logged();
    expect(line).toMatchObject({ level: 'error', code: 'Internal', requestId: REQUEST_ID });
    expect(line?.cause).toEqual([
      expect.stringMatching(/^Error: outer\n {4}at .+failures\.test\.ts:\d+:\d+/),
      expect.stringMatching(/^TypeError: inner\n {4}at /),
    ]);
  });

  test('may be its own cause without end', async () => {
    const error = new Error('round');
    error.cause = error;
    const demo = failing(error);
    await demo.failure({});
    expect(demo.logged()[0]?.cause).toHaveLength(5);
  });

  test('an output that is no JSON is Internal', async () => {
    const demo = openDemo(async () => ({ credits: 1n }));
    expect((await demo.http(post)).json.code).toBe('Internal');
    expect((await demo.failure({})).name).toBe('Internal');
  });

  test('a run that throws at once is a failure like any other', async () => {
    const demo = openDemo(() => {
      throw new Failure('InsufficientCredits', 'x');
    });
    expect((await demo.http(post)).statusCode).toBe(402);
  });
});

describe('what is made at the first call', () => {
  test('is made once, and only for a good input', async () => {
    const demo = openDemo(async (_input, _call, services) => services.made);
    await demo.failure({ unknown: 1 });
    expect(demo.created.times).toBe(0);
    expect(await Promise.all([demo.invoke({}), demo.invoke({}), demo.invoke({})])).toEqual([1, 1, 1]);
    expect(await demo.invoke({})).toBe(1);
  });

  test('when it fails, that is the failure of this call, and the next call tries again', async () => {
    let broken = true;
    const services = () => {
      if (broken) throw new Failure('Internal', 'WIX_SECRET_ID is not set.');
      return { made: 7 };
    };
    const demo = openDemo(async (_input, _call, given) => given.made, { services });
    expect((await demo.failure({})).message).toBe('WIX_SECRET_ID is not set.');
    broken = false;
    expect(await demo.invoke({})).toBe(7);
  });

  test('a wrong environment is named at every call until it is right', async () => {
    const environment: Record<string, string> = { LOG_LEVEL: 'loud', CORS_ALLOW_ORIGIN: 'example.com/' };
    const demo = openDemo(undefined, { environment });
    const { statusCode, json } = await demo.http(post);
    expect(statusCode).toBe(500);
    expect(json.detail).toMatch(/CORS_ALLOW_ORIGIN must be origins .*; LOG_LEVEL must be debug/);
    expect((await demo.failure({})).name).toBe('Internal');
    environment.LOG_LEVEL = 'info';
    environment.CORS_ALLOW_ORIGIN = 'https://example.com';
    expect(await demo.invoke({})).toMatchObject({ given: {} });
  });
});
