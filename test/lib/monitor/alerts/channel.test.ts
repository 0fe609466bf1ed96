// The rules of every channel to AWS: nobody waits for ever, and its client is its own where none is given.
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { jest } from '@jest/globals';
import { FreshHandler } from '../../../../lib/aws/request-handler.ts';
import { eventBridgeChannel } from '../../../../lib/monitor/alerts/event-bridge-channel.ts';
import { snsChannel } from '../../../../lib/monitor/alerts/sns-channel.ts';
import { testCall } from '../../../support/call.ts';
import { type AwsServer, asEnvironment, clientFor, startAwsServer } from './aws-server.ts';
import { event, ids } from './events.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const published =
  '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>';
const nameOf = () => undefined;

let server: AwsServer;
afterEach(() => server.close());

describe.each([
  {
    service: 'SNS',
    given: () => snsChannel(TOPIC, () => new SNSClient(clientFor(server))),
    own: () => snsChannel(TOPIC),
    taken: published,
  },
  {
    service: 'EVENTBRIDGE',
    given: () => eventBridgeChannel('credits', () => new EventBridgeClient(clientFor(server))),
    own: () => eventBridgeChannel('credits'),
    taken: JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] }),
  },
])('$service', ({ service, given, own, taken }) => {
  it('that never answers is given up with the time of the call', async () => {
    server = await startAwsServer(() => undefined);
    const call = testCall({ remaining: 50 });
    expect(await given().deliver([event(1)], nameOf, call)).toEqual(new Set());
    expect(call.lines.map(({ fields }) => fields.reason)).toEqual(['AbortError']);
  });

  it('is not asked when there is no time', async () => {
    server = await startAwsServer(() => ({ body: taken }));
    const call = testCall({ remaining: 0 });
    expect(await given().deliver([event(1)], nameOf, call)).toEqual(new Set());
    expect([server.requests, call.lines]).toEqual([[], []]);
  });

  it('is reached by the environment, with an end to every wait, where no client is given', async () => {
    server = await startAwsServer(() => ({ body: taken }));
    const handle = jest.spyOn(FreshHandler.prototype, 'handle');
    const restore = asEnvironment(server, service);
    try {
      expect(await own().deliver([event(1)], nameOf, testCall())).toEqual(new Set(ids([event(1)])));
      const waits = handle.mock.contexts.map(
        (handler) => handler instanceof FreshHandler && handler.httpHandlerConfigs(),
      );
      expect(waits).toEqual([expect.objectContaining({ connectionTimeout: 3_000, requestTimeout: 10_000 })]);
    } finally {
      handle.mockRestore();
      restore();
    }
  });
});
