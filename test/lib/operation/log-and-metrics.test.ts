// What a call writes: one line at its end, in the form that CloudWatch reads its metrics from.
import fc from 'fast-check';
import * as v from 'valibot';
import { Failure } from '../../../lib/failure.ts';
import { emf } from '../../../lib/operation/emf.ts';
import { createLog, isLogged } from '../../../lib/operation/log.ts';
import { customEvent } from '../../events/eventbridge.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { restApiEvent } from '../../events/rest-v1.ts';
import { manualClock } from '../../support/call.ts';
import { openDemo, REQUEST_ID, SITE } from './harness.ts';

const call = { method: 'GET', path: `/v1/sites/${SITE}/things` };

// Amazon's specification of the Embedded Metric Format, version 0.3: units, counts and lengths as it gives them.
const metric = v.object({
  Name: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
  Unit: v.picklist(['Count', 'Milliseconds']),
});
const directive = v.object({
  Namespace: v.pipe(v.string(), v.minLength(1), v.maxLength(1024), v.regex(/^[\w./#:-]+$/)),
  Dimensions: v.pipe(v.array(v.pipe(v.array(v.string()), v.maxLength(30))), v.minLength(1)),
  Metrics: v.pipe(v.array(metric), v.minLength(1), v.maxLength(100)),
});
const metadata = v.object({
  Timestamp: v.pipe(v.number(), v.integer()),
  CloudWatchMetrics: v.array(directive),
});

/** Every reference of the metadata must be a member of the line: dimensions texts, metrics finite numbers. */
function expectEmf(line: Record<string, unknown>): v.InferOutput<typeof metadata> {
  const parsed = v.parse(metadata, line._aws);
  for (const { Dimensions, Metrics } of parsed.CloudWatchMetrics) {
    for (const name of Dimensions.flat()) expect(line[name]).toMatch(/^[\x20-\x7e]{1,1024}$/);
    for (const { Name } of Metrics) expect(Number.isFinite(line[Name])).toBe(true);
    expect(new Set(Metrics.map(({ Name }) => Name)).size).toBe(Metrics.length);
  }
  return parsed;
}

describe('the line of a call', () => {
  test('tells what was called, by whom, how it went and what it cost', async () => {
    const clock = manualClock();
    const demo = openDemo(
      async (_input, { noteWixRequest, metrics }) => {
        clock.advance(12.34);
        noteWixRequest('179.1');
        noteWixRequest(undefined);
        metrics.count('SitesRead', 40);
        metrics.count('SitesRead');
        return {};
      },
      { clock },
    );
    await demo.http(httpApiEvent(call));
    expect(demo.logged()).toEqual([
      {
        level: 'info',
        time: '2026-11-22T12:00:00.012Z',
        message: 'The call succeeded.',
        operation: 'demo',
        requestId: REQUEST_ID,
        door: 'http',
        route: 'GET /v1/sites/{siteId}/things',
        clientId: 'reports',
        code: 'Ok',
        status: 200,
        durationMs: 12.3,
        wixCalls: 2,
        wixRequestIds: ['179.1'],
        coldStart: true,
        _aws: expect.anything(),
        SitesRead: 41,
        Calls: 1,
        Failures: 0,
        Duration: 12.3,
        WixRequests: 2,
        ColdStart: 1,
      },
    ]);
  });

  test('names the client of a REST API as well, and no client elsewhere', async () => {
    const demo = openDemo();
    await demo.http(restApiEvent(call));
    await demo.invoke(customEvent({}));
    await demo.invoke(null);
    expect(demo.logged()).toMatchObject([
      { door: 'http', clientId: 'reports', coldStart: true },
      { door: 'eventbridge', coldStart: false },
      { door: 'direct', coldStart: false, ColdStart: 0 },
    ]);
    expect(demo.logged()[2]).not.toHaveProperty('clientId');
  });

  test('names who signed the request where IAM has let in', async () => {
    const demo = openDemo();
    const userArn = 'arn:aws:sts::123456789012:assumed-role/reports/nightly';
    const event = httpApiEvent(call);
    const requestContext = { ...event.requestContext, authorizer: { iam: { userArn } } };
    await demo.invoke({ ...event, requestContext });
    expect(demo.logged()).toMatchObject([{ door: 'http', clientId: userArn }]);
  });

  test.each([
    ['InvalidInput', 'info'],
    ['WixUnavailable', 'warn'],
    ['WixCredentialsRejected', 'error'],
    ['Internal', 'error'],
  ] as const)('of %s is a line at level %s', async (code, level) => {
    const demo = openDemo(async () => {
      throw new Failure(code, 'Detail.');
    });
    await demo.failure({});
    expect(demo.logged()).toMatchObject([{ level, code, message: 'The call failed.', Failures: 1 }]);
  });

  test("holds no content of a caller: neither values nor names of fields nor a mistake's detail", async () => {
    const demo = openDemo();
    await demo.failure({ 'field-of-a-caller': 1, name: ['content-of-a-caller'] });
    await demo.invoke({ name: 'content-of-a-caller' });
    await demo.http(httpApiEvent({ ...call, query: 'name=content-of-a-caller' }));
    expect(demo.lines.join('\n')).not.toContain('of-a-caller');
  });

  test('lists twenty request ids and counts them all', async () => {
    const demo = openDemo(async (_input, { noteWixRequest }) => {
      for (let index = 0; index < 500; index += 1) noteWixRequest(`id-${index}`);
    });
    await demo.invoke({}).catch(() => undefined);
    const [line] = demo.logged();
    expect(line?.wixRequestIds).toHaveLength(20);
    expect(line?.WixRequests).toBe(500);
  });

  test.each(['warn', 'error'])('with LOG_LEVEL=%s, only metrics remain of a success', async (LOG_LEVEL) => {
    const demo = openDemo(undefined, { environment: { LOG_LEVEL } });
    await demo.invoke({});
    const [line = {}] = demo.logged();
    expectEmf(line);
    expect(Object.keys(line).sort()).toEqual(
      ['_aws', 'operation', 'Calls', 'ColdStart', 'Duration', 'Failures', 'WixRequests'].sort(),
    );
  });
});

describe('the metrics', () => {
  test('are counted by operation, and failures by code as well', async () => {
    const demo = openDemo();
    await demo.invoke({});
    await demo.failure({ x: 1 });
    const [good = {}, bad = {}] = demo.logged();
    expect(expectEmf(good).CloudWatchMetrics).toHaveLength(1);
    expect(expectEmf(bad)).toEqual({
      Timestamp: Date.parse('2026-11-22T12:00:00Z'),
      CloudWatchMetrics: [
        {
          Namespace: 'WixCredits',
          Dimensions: [['operation']],
          Metrics: [
            { Name: 'Calls', Unit: 'Count' },
            { Name: 'Failures', Unit: 'Count' },
            { Name: 'Duration', Unit: 'Milliseconds' },
            { Name: 'WixRequests', Unit: 'Count' },
            { Name: 'ColdStart', Unit: 'Count' },
          ],
        },
        {
          Namespace: 'WixCredits',
          Dimensions: [['operation', 'code'], ['code']],
          Metrics: [{ Name: 'Failures', Unit: 'Count' }],
        },
      ],
    });
    expect(bad).toMatchObject({ operation: 'demo', code: 'InvalidInput' });
  });

  test.each([
    ['Stage', 'Stage'],
    ['', 'WixCredits'],
  ])('are kept in the namespace that METRICS_NAMESPACE names: "%s"', async (METRICS_NAMESPACE, namespace) => {
    const demo = openDemo(undefined, { environment: { METRICS_NAMESPACE, LOG_LEVEL: 'wrong' } });
    await demo.failure({});
    const [line = {}] = demo.logged();
    expect(expectEmf(line).CloudWatchMetrics.map(({ Namespace }) => Namespace)).toEqual([
      namespace,
      namespace,
    ]);
  });

  test('are at most a hundred, as CloudWatch takes them', () => {
    const counts = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`M${index}`, 1]));
    expect(
      expectEmf(emf('WixCredits', 'demo', undefined, counts, 1)).CloudWatchMetrics[0]?.Metrics,
    ).toHaveLength(100);
  });

  test('are valid whatever was counted', () => {
    const name = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `M${text}`);
    fc.assert(
      fc.property(fc.dictionary(name, fc.double(), { maxKeys: 150 }), (counts) => {
        const line: unknown = JSON.parse(
          JSON.stringify(emf('WixCredits', 'demo', undefined, { Calls: 1, ...counts }, 1)),
        );
        expectEmf(v.parse(v.record(v.string(), v.unknown()), line));
      }),
    );
  });
});

describe('lines written during a call', () => {
  test('carry the request id and the operation, whatever their fields say', async () => {
    const demo = openDemo(async (_input, { log }) => {
      log.warn('Something odd.', { path: 'a.b', requestId: 'forged', level: 'debug', time: 'never' });
      log.debug('Not at this level.');
      return {};
    });
    await demo.invoke({});
    expect(demo.logged()[0]).toEqual({
      level: 'warn',
      time: '2026-11-22T12:00:00.000Z',
      message: 'Something odd.',
      operation: 'demo',
      requestId: REQUEST_ID,
      path: 'a.b',
    });
    expect(demo.lines).toHaveLength(2);
  });

  test('are written when their level is at least the one that is set', () => {
    expect(isLogged('debug', 'debug')).toBe(true);
    expect(isLogged('info', 'warn')).toBe(false);
    expect(isLogged('error', 'error')).toBe(true);
    const lines: string[] = [];
    const log = createLog('warn', {}, (line) => lines.push(line), manualClock());
    log.debug('1');
    log.info('2');
    log.warn('3');
    log.error('4');
    expect(lines).toHaveLength(2);
  });

  test('cannot be forged: whatever is logged is one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, field) => {
        const lines: string[] = [];
        createLog('info', {}, (line) => lines.push(line), manualClock()).info(message, { [field]: field });
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toMatch(/[\r\n]/);
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info' });
      }),
    );
  });
});
