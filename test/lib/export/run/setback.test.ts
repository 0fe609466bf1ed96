// The rules of what to do without a page: how long to wait, how often, and what to say in the end.
import type { Code } from '../../../../lib/codes.ts';
import { pauseAfter } from '../../../../lib/export/run/setback.ts';
import { Failure } from '../../../../lib/failure.ts';

const failed = (code: Code, retryAfterSeconds?: number) => ({
  thrown: new Failure(code, 'It failed.', { retryAfterSeconds }),
});

describe('an outage', () => {
  test.each(['WixUnavailable', 'WixTimeout'] as const)(
    'of %s is waited for, twice as long each time, five times',
    (code) => {
      const waits = [0, 1, 2, 3, 4].map((before) => pauseAfter(failed(code), before, 0));
      expect(waits).toEqual(
        [15, 30, 60, 120, 240].map((waitSeconds, before) => ({ waitSeconds, setbacks: before + 1 })),
      );
      expect(pauseAfter(failed(code), 5, 0)).toMatchObject({ thrown: { code }, setbacks: 6 });
    },
  );

  test('is never waited for less than Wix asks for', () => {
    expect(pauseAfter(failed('WixUnavailable', 99.5), 0, 0)).toEqual({ waitSeconds: 100, setbacks: 1 });
    expect(pauseAfter(failed('WixUnavailable', 1), 1, 0)).toEqual({ waitSeconds: 30, setbacks: 2 });
  });

  test('after a page is a new one', () => {
    expect(pauseAfter(failed('WixTimeout'), 5, 1)).toEqual({ waitSeconds: 15, setbacks: 1 });
  });
});

describe('a rate limit of Wix', () => {
  test('is waited for as long as Wix says, or a minute, for an hour of minutes', () => {
    expect(pauseAfter(failed('WixRateLimited'), 0, 0)).toEqual({ waitSeconds: 60, setbacks: 1 });
    expect(pauseAfter(failed('WixRateLimited', 6.2), 0, 0)).toEqual({ waitSeconds: 7, setbacks: 1 });
    expect(pauseAfter(failed('WixRateLimited', 0.1), 0, 0)).toEqual({ waitSeconds: 1, setbacks: 1 });
    expect(pauseAfter(failed('WixRateLimited'), 59, 0)).toEqual({ waitSeconds: 60, setbacks: 60 });
    expect(pauseAfter(failed('WixRateLimited'), 60, 0)).toMatchObject({ thrown: { code: 'WixRateLimited' } });
  });
});

test('what does not pass by itself is given up at once', () => {
  const error = new Error('a bug');
  expect(pauseAfter({ thrown: error }, 0, 0)).toEqual({ thrown: error, setbacks: 1 });
  expect(pauseAfter(failed('WixCredentialsRejected'), 0, 3)).toMatchObject({
    setbacks: 1,
    thrown: { name: 'WixCredentialsRejected' },
  });
});

describe('our own limits', () => {
  test.each([
    ['time', 5, 'WixTimeout', 'the operator must raise the timeout of the function', undefined],
    ['rate', 60, 'WixRateLimited', 'other work uses up WIX_REQUESTS_PER_MINUTE', 42],
  ] as const)(
    'of %s are waited for %i times without a page, then told',
    (out, most, code, message, retryAfterSeconds) => {
      const came = { out, waitSeconds: 42 };
      expect(pauseAfter(came, most - 1, 0)).toEqual({ waitSeconds: 42, setbacks: most });
      expect(pauseAfter(came, most, 0)).toMatchObject({
        setbacks: most + 1,
        thrown: { code, message: expect.stringContaining(message), retryAfterSeconds },
      });
      expect(pauseAfter(came, most, 1)).toEqual({ waitSeconds: 42, setbacks: 0 });
    },
  );
});
