// The channels to SNS and EventBridge, through the real clients, against a stand-in over HTTP.
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { renderMail } from '../../../../lib/credits/alerts/text.ts';
import { eventBridgeChannel } from '../../../../lib/monitor/alerts/event-bridge-channel.ts';
import { snsChannel } from '../../../../lib/monitor/alerts/sns-channel.ts';
import { testCall } from '../../../support/call.ts';
import { siteId } from '../account.ts';
import { type AwsServer, clientFor, startAwsServer } from './aws-server.ts';
import { event, events, ids } from './events.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alerts';

const nameOf = (id: string) => (id === siteId(1) ? 'Café Nord' : undefined);

let server: AwsServer;
afterEach(() => server.close());

describe('SNS', () => {
  const published = {
    body: '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
  };
  const refused = {
    status: 404,
    body: '<ErrorResponse><Error><Code>NotFound</Code><Message>Topic does not exist</Message></Error></ErrorResponse>',
  };
  const channel = (topic = TOPIC) => snsChannel(topic, () => new SNSClient(clientFor(server)));
  const sent = () => server.requests.map(({ body }) => new URLSearchParams(body));
  /** The type and the value of an attribute. */
  const attribute = (message: URLSearchParams | undefined, name: string) => {
    const place = [1, 2].find((at) => message?.get(`MessageAttributes.entry.${at}.Name`) === name);
    return ['DataType', 'StringValue'].map((part) =>
      message?.get(`MessageAttributes.entry.${place}.Value.${part}`),
    );
  };

  it('gets a text that people read, with the id and the type to filter by', async () => {
    server = await startAwsServer(() => published);
    const arrived = await channel().deliver([event(1)], nameOf, testCall());
    expect(arrived).toEqual(new Set(ids([event(1)])));
    const [message] = sent();
    const mail = renderMail(event(1), nameOf);
    expect(message?.get('TopicArn')).toBe(TOPIC);
    expect(message?.get('Subject')).toBe(mail.subject);
    expect(message?.get('Message')).toBe(mail.body);
    expect(mail.body).toContain('Café Nord');
    expect(attribute(message, 'eventId')).toEqual(['String', event(1).detail.id]);
    expect(attribute(message, 'detailType')).toEqual(['String', 'Credit Balance Exhausted']);
    expect(message?.has('MessageGroupId')).toBe(false);
  });

  it('gets the id as the deduplication id where the topic is a FIFO', async () => {
    server = await startAwsServer(() => published);
    await channel(`${TOPIC}.fifo`).deliver([event(3)], nameOf, testCall());
    expect(sent()[0]?.get('MessageDeduplicationId')).toBe(event(3).detail.id);
    expect(sent()[0]?.get('MessageGroupId')).toBe('wix-credits');
  });

  it('gets a mail an alert up to twenty, and a list of more than that', async () => {
    server = await startAwsServer(() => published);
    await channel().deliver(events(20), nameOf, testCall());
    expect(server.requests).toHaveLength(20);
    server.requests.length = 0;
    const many = events(501);
    expect(await channel().deliver(many, nameOf, testCall())).toEqual(new Set(ids(many)));
    expect(sent().map((message) => message.get('Subject'))).toEqual([
      'Wix credits: 500 alerts',
      'Wix credits: 1 alert',
    ]);
    expect(attribute(sent()[0], 'detailType')).toEqual(['String', 'Several']);
    const text = sent()[0]?.get('Message') ?? '';
    expect(text).toMatch(/^Wix credits: 500 alerts\n\n- Translation word credits of site /);
    expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(500);
    expect(text).toContain(`Left: 0 of 3000 (0 %) [${event(2).detail.id}]`);
    expect(Buffer.byteLength(text)).toBeLessThan(256 * 1024);
    server.requests.length = 0;
    await channel().deliver(events(500), nameOf, testCall());
    expect(server.requests).toHaveLength(1);
  });

  it('that refuses one alert gets the others; that refuses three in a row is left alone', async () => {
    let count = 0;
    server = await startAwsServer(() => {
      count += 1;
      return count === 2 ? refused : published;
    });
    const call = testCall();
    expect(await channel().deliver(events(4), nameOf, call)).toEqual(
      new Set(ids([event(0), event(2), event(3)])),
    );
    expect(call.lines).toEqual([
      {
        level: 'warn',
        message: 'An alert could not be delivered; the next run tries again.',
        fields: { channel: 'sns', reason: 'NotFoundException' },
      },
    ]);
    server.answer = () => refused;
    server.requests.length = 0;
    expect(await channel().deliver(events(9), nameOf, testCall())).toEqual(new Set());
    expect(server.requests).toHaveLength(3);
  });
});

describe('EventBridge', () => {
  const channel = () => eventBridgeChannel('credits', () => new EventBridgeClient(clientFor(server)));
  const entriesOf = (body: string): Record<string, unknown>[] => JSON.parse(body).Entries;
  const taken = ({ body }: { body: string }) => ({
    body: JSON.stringify({
      FailedEntryCount: 0,
      Entries: entriesOf(body).map((_, at) => ({ EventId: `e${at}` })),
    }),
  });

  it('gets the event as it is, at the time at which it was found', async () => {
    server = await startAwsServer(taken);
    const call = testCall();
    const arrived = await channel().deliver([event(7)], nameOf, call);
    expect(arrived).toEqual(new Set(ids([event(7)])));
    expect(call.lines).toEqual([]);
    const [request] = server.requests;
    expect(request?.target).toBe('AWSEvents.PutEvents');
    const [entry] = entriesOf(request?.body ?? '');
    expect(entry).toMatchObject({
      EventBusName: 'credits',
      Source: 'wix-credits',
      DetailType: 'Credit Balance Exhausted',
      Time: Date.parse('2026-11-02T00:00:00Z') / 1000,
    });
    expect(JSON.parse(String(entry?.Detail))).toEqual(event(7).detail);
  });

  it('gets ten at once', async () => {
    server = await startAwsServer(taken);
    const arrived = await channel().deliver(events(25), nameOf, testCall());
    expect(arrived.size).toBe(25);
    expect(server.requests.map(({ body }) => entriesOf(body).length)).toEqual([10, 10, 5]);
    await channel().deliver(events(20), nameOf, testCall());
    expect(server.requests).toHaveLength(5);
  });

  it('that takes a part of them is given only the rest again', async () => {
    server = await startAwsServer(({ body }) => {
      const Entries = entriesOf(body).map((_, at) =>
        at === 1 ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' } : { EventId: `e${at}` },
      );
      return { body: JSON.stringify({ FailedEntryCount: 1, Entries }) };
    });
    const call = testCall();
    expect(await channel().deliver(events(3), nameOf, call)).toEqual(new Set(ids([event(0), event(2)])));
    expect(call.lines).toEqual([
      {
        level: 'warn',
        message: 'The event bus refused alerts; the next run tries again.',
        fields: { refused: ['ThrottlingException'] },
      },
    ]);
  });

  it('whose answer names no events has taken none', async () => {
    server = await startAwsServer(() => ({ body: '{}' }));
    const call = testCall();
    expect(await channel().deliver(events(3), nameOf, call)).toEqual(new Set());
    expect(call.lines).toEqual([]);
  });

  it('that is down loses nothing, and is left alone after three tries', async () => {
    server = await startAwsServer(() => ({ status: 500, body: '{"__type":"InternalException"}' }));
    const call = testCall();
    expect(await channel().deliver(events(50), nameOf, call)).toEqual(new Set());
    expect(server.requests).toHaveLength(3);
    expect(call.lines.map(({ fields }) => fields.channel)).toEqual(Array(3).fill('eventbridge'));
  });
});
