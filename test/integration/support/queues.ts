// Queues of an AWS emulator, to see what arrives behind a topic or an event bus.
import * as v from 'valibot';

const REGION = 'us-east-1';
const created = v.object({ QueueUrl: v.string() });
const received = v.object({
  Messages: v.optional(v.array(v.object({ Body: v.string(), ReceiptHandle: v.string() })), []),
});

/** A queue, by its ARN, and the bodies of all its messages so far, each taken once. */
export interface Queue {
  readonly arn: string;
  take(): Promise<string[]>;
}

/** An emulator tells services apart by the scope of the credentials, and checks no signature. */
const authorization = `AWS4-HMAC-SHA256 Credential=test/20261122/${REGION}/sqs/aws4_request, SignedHeaders=host, Signature=none`;

async function ask<T>(
  endpoint: string,
  action: string,
  body: object,
  schema: v.GenericSchema<unknown, T>,
): Promise<T> {
  const headers = {
    authorization,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${action}`,
  };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${action}: ${text}`);
  return v.parse(schema, text === '' ? {} : JSON.parse(text));
}

/** Makes a queue. */
export async function createQueue(endpoint: string, name: string): Promise<Queue> {
  const { QueueUrl } = await ask(endpoint, 'CreateQueue', { QueueName: name }, created);
  const account = new URL(QueueUrl).pathname.split('/')[1];
  return {
    arn: `arn:aws:sqs:${REGION}:${account}:${name}`,
    async take() {
      const bodies: string[] = [];
      for (;;) {
        const { Messages } = await ask(
          endpoint,
          'ReceiveMessage',
          { QueueUrl, MaxNumberOfMessages: 10 },
          received,
        );
        if (Messages.length === 0) return bodies;
        for (const { Body, ReceiptHandle } of Messages) {
          bodies.push(Body);
          await ask(endpoint, 'DeleteMessage', { QueueUrl, ReceiptHandle }, v.unknown());
        }
      }
    },
  };
}
