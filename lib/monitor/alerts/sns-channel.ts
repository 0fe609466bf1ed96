// Sends alerts to an SNS topic, as a text that people read.
import type { PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { FreshHandler } from '../../aws/request-handler.ts';
import type { AlertEvent } from '../../credits/alerts/events.ts';
import { eventId } from '../../credits/alerts/scope.ts';
import { type Mail, type NameOf, renderMail } from '../../credits/alerts/text.ts';
import { type Channel, sendBatches, untilDeadline } from './channel.ts';

/** More alerts than this at once come as one text: a fleet that is watched for the first time must not fill a mailbox. */
const MOST_MAILS = 20;
/** A text holds at most so many; SNS takes 256 KB. */
const ALERTS_A_TEXT = 500;

const attribute = (value: string) => ({ DataType: 'String', StringValue: value });

function messageOf(
  topicArn: string,
  { subject, body }: Mail,
  id: string,
  detailType: string,
): PublishCommandInput {
  return {
    TopicArn: topicArn,
    Subject: subject,
    Message: body,
    MessageAttributes: { eventId: attribute(id), detailType: attribute(detailType) },
    ...(topicArn.endsWith('.fifo') ? { MessageGroupId: 'wix-credits', MessageDeduplicationId: id } : {}),
  };
}

/** Many alerts as one text, each with its first lines and its id. */
function listed(events: readonly AlertEvent[], nameOf: NameOf): Mail {
  const subject = `Wix credits: ${events.length} ${events.length === 1 ? 'alert' : 'alerts'}`;
  const lines = events.map((event) => {
    const [title, , left] = renderMail(event, nameOf).body.split('\n');
    return `- ${title}. ${left} [${event.detail.id}]`;
  });
  return { subject, body: [subject, '', ...lines].join('\n') };
}

interface Batch {
  readonly ids: readonly string[];
  readonly message: PublishCommandInput;
}

function batchesOf(topicArn: string, events: readonly AlertEvent[], nameOf: NameOf): Batch[] {
  if (events.length <= MOST_MAILS) {
    return events.map((event) => ({
      ids: [event.detail.id],
      message: messageOf(topicArn, renderMail(event, nameOf), event.detail.id, event.detailType),
    }));
  }
  const batches: Batch[] = [];
  for (let at = 0; at < events.length; at += ALERTS_A_TEXT) {
    const part = events.slice(at, at + ALERTS_A_TEXT);
    const ids = part.map(({ detail }) => detail.id);
    batches.push({ ids, message: messageOf(topicArn, listed(part, nameOf), eventId(...ids), 'Several') });
  }
  return batches;
}

/** The channel of a topic. The client is loaded and made with the first alert. */
export function snsChannel(topicArn: string, createClient?: () => SNSClient): Channel {
  let client: SNSClient | undefined;
  return {
    name: 'sns',
    async deliver(events, nameOf, call) {
      const { SNSClient, PublishCommand } = await import('@aws-sdk/client-sns');
      client ??=
        createClient?.() ??
        new SNSClient({
          requestHandler: new FreshHandler({ connectionTimeout: 3_000, requestTimeout: 10_000 }),
        });
      const sns = client;
      const send = async ({ ids, message }: Batch) => {
        await sns.send(new PublishCommand(message), { abortSignal: untilDeadline(call) });
        return ids;
      };
      return sendBatches('sns', batchesOf(topicArn, events, nameOf), send, call);
    },
  };
}
