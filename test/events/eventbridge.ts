// Whole events of EventBridge: a scheduled rule, EventBridge Scheduler's default, and an event of one's own.
import type { EventBridgeEvent, ScheduledEvent } from 'aws-lambda';

/** What a rule with a schedule expression sends. */
export function scheduledEvent(time = '2026-11-22T03:00:00Z'): ScheduledEvent {
  return {
    version: '0',
    id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '123456789012',
    time,
    region: 'eu-west-1',
    resources: ['arn:aws:events:eu-west-1:123456789012:rule/wix-credits-nightly'],
    detail: {},
  };
}

/** What EventBridge Scheduler sends when its target has no input: `detail` is text. */
export function schedulerEvent(time = '2026-11-22T03:00:00Z'): EventBridgeEvent<'Scheduled Event', string> {
  return {
    ...scheduledEvent(time),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    resources: ['arn:aws:scheduler:eu-west-1:123456789012:schedule/default/wix-credits-nightly'],
    detail: '{}',
  };
}

/** What PutEvents brings: the input of the operation is `detail`. */
export function customEvent<Detail>(detail: Detail): EventBridgeEvent<'Credits Requested', Detail> {
  return {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Credits Requested',
    source: 'com.example.translations',
    account: '123456789012',
    time: '2026-11-22T11:59:58Z',
    region: 'eu-west-1',
    resources: [],
    detail,
  };
}
