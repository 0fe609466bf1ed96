// What a call writes at its end: one line, with who called what, how it went and what it cost.
import { Failure } from '../../../lib/failure.ts';
import { customEvent } from '../../events/eventbridge.ts';
import { httpApiEvent } from '../../events/http-api-v2.ts';
import { restApiEvent } from '../../events/rest-v1.ts';
import { manualClock } from '../../support/call.ts';
import { expectEmf } from './expect-emf.ts';
import { openDemo, REQUEST_ID, SITE } from './harness.ts';

const call = { method: 'GET', path: `/v1/sites/${SITE}/things` };

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
