// The rules of what an attempt came to: what may be done about it, and what the caller is told.
import * as v from 'valibot';
import { read as readAttempt } from '../../../lib/wix/attempt.ts';
import type { HttpAnswer, HttpFault } from '../../../lib/wix/http.ts';
import { manualClock, testCall } from '../../support/call.ts';
import { read } from './harness.ts';

const clock = manualClock();
const cause = new Error('upstream words');

function came(outcome: HttpAnswer | HttpFault) {
  const call = testCall({ clock });
  const attempt = readAttempt(read, outcome, call, clock);
  return { attempt, call, failure: 'failure' in attempt ? attempt.failure : undefined };
}
const answered = (status: number, body = '', headers: HttpAnswer['headers'] = {}) =>
  came({ status, body, headers });

describe('a fault of the network', () => {
  test.each([
    ['timeout', 'WixTimeout', 'Wix did not answer "Read" in time; try again later.', false, false],
    [
      'unsent',
      'WixUnavailable',
      'Wix cannot be reached for "Read"; where that lasts, the operator',
      true,
      false,
    ],
    ['closed', 'WixUnavailable', 'The connection to Wix failed during "Read"; try again later.', false, true],
    [
      'broken',
      'WixUnavailable',
      'The connection to Wix failed during "Read"; try again later.',
      false,
      false,
    ],
  ] as const)('%s is %s, and may pass', (fault, code, message, unprocessed, closedSocket) => {
    const { attempt, failure } = came({ fault, cause });
    expect(attempt).toMatchObject({ transient: true, unprocessed, closedSocket });
    expect(failure).toMatchObject({ code, unsent: unprocessed });
    expect(failure?.message).toContain(message);
    expect(failure?.cause).toBe(fault === 'timeout' ? undefined : cause);
  });
});

describe('a refusal', () => {
  test.each([
    [300, { transient: false, unauthorized: false, unprocessed: false }],
    [401, { transient: false, unauthorized: true, unprocessed: false }],
    [403, { transient: false, unauthorized: false, unprocessed: false }],
    [429, { transient: true, unauthorized: false, unprocessed: true, waitMs: 60_000 }],
    [500, { transient: true, unauthorized: false, unprocessed: false, waitMs: undefined }],
    [504, { transient: true, unauthorized: false, unprocessed: false }],
  ])('of %i', (status, expected) => {
    expect(answered(status).attempt).toMatchObject(expected);
  });

  test('that names a wait says it in whole seconds, rounded up', () => {
    const { attempt, failure } = answered(503, '', { 'retry-after': '1.5' });
    expect(attempt).toMatchObject({ waitMs: 1_500 });
    expect(failure?.retryAfterSeconds).toBe(2);
    expect(answered(503).failure?.retryAfterSeconds).toBeUndefined();
  });
});

describe('an answer', () => {
  test.each([200, 299])('of %i is its value', (status) => {
    expect(answered(status, '{"ok":true}').attempt).toEqual({ value: { ok: true } });
  });

  test('of another shape is used as far as it goes, and told', () => {
    const { attempt, call } = answered(200, '{"ok":"yes"}');
    expect(attempt).toEqual({ value: { ok: undefined } });
    expect(call.counts.get('WixShapeUnknown')).toBe(1);
    expect(call.lines).toEqual([
      {
        level: 'warn',
        message: 'Wix answered in a shape that it does not document',
        fields: { api: 'Read', path: 'ok' },
      },
    ]);
  });

  test.each(['', '<html>', '[{"ok":true}]', 'null'])(
    'that cannot be read is WixUnavailable, and may pass: %j',
    (body) => {
      const { attempt, failure } = answered(200, body, { 'x-wix-request-id': 'req-1' });
      expect(attempt).toMatchObject({ transient: true });
      expect(failure).toMatchObject({ code: 'WixUnavailable', wixRequestId: 'req-1' });
      expect(failure?.message).toBe('Wix\'s answer to "Read" cannot be read; try again later.');
    },
  );

  test('that is a list is not taken for an empty object, even where nothing is required', () => {
    const anything = { ...read, answer: v.object({}) };
    const attempt = readAttempt(
      anything,
      { status: 200, body: '[]', headers: {} },
      testCall({ clock }),
      clock,
    );
    expect(attempt).toHaveProperty('failure.code', 'WixUnavailable');
  });
});
