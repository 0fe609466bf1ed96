// Sends alerts to an EventBridge bus, as events by lib/credits/alerts/events.schema.json.
import type { EventBridgeClient, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { FreshHandler } from '../../aws/request-handler.ts';
import type { AlertEvent } from '../../credits/alerts/events.ts';
import { type Channel, sendBatches, untilDeadline } from './channel.ts';

/** The `source` of the events. */
export const EVENT_SOURCE = 'wix-credits';

/** PutEvents takes no more. */
const EVENTS_AT_ONCE = 10;

function entryOf(busName: string, { detailType, detail }: AlertEvent): PutEventsRequestEntry {
  return {
    EventBusName: busName,
    Source: EVENT_SOURCE,
    DetailType: detailType,
    Detail: JSON.stringify(detail),
    Time: new Date(detail.time),
  };
}

/** The channel of a bus (name or ARN). The client is loaded and made with the first alert. */
export function eventBridgeChannel(busName: string, createClient?: () => EventBridgeClient): Channel {
  let client: EventBridgeClient | undefined;
  return {
    name: 'eventbridge',
    async deliver(events, _nameOf, call) {
      const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
      client ??=
        createClient?.() ??
        new EventBridgeClient({
          requestHandler: new FreshHandler({ connectionTimeout: 3_000, requestTimeout: 10_000 }),
        });
      const bridge = client;
      const send = async (batch: readonly AlertEvent[]) => {
        const command = new PutEventsCommand({ Entries: batch.map((event) => entryOf(busName, event)) });
        // Stryker disable next-line ArrayDeclaration: where the answer names no events, no entry has an id or a code.
        const { Entries = [] } = await bridge.send(command, { abortSignal: untilDeadline(call) });
        // The bus may take some and refuse others; its answers come in the order of the entries.
        const refused = batch.flatMap((_, place) => Entries[place]?.ErrorCode ?? []);
        if (refused.length > 0) {
          call.log.warn('The event bus refused alerts; the next run tries again.', {
            refused: [...new Set(refused)],
          });
        }
        return batch.flatMap(({ detail }, place) =>
          Entries[place]?.EventId === undefined ? [] : [detail.id],
        );
      };
      const batches: AlertEvent[][] = [];
      for (let at = 0; at < events.length; at += EVENTS_AT_ONCE)
        batches.push(events.slice(at, at + EVENTS_AT_ONCE));
      return sendBatches('eventbridge', batches, send, call);
    },
  };
}
