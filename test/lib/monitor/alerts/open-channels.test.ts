// The rules of where alerts go: into the store always, elsewhere where a place is named.
import { openChannels } from '../../../../lib/monitor/alerts/open-channels.ts';
import { MemoryDisk } from '../../../support/memory-store.ts';

it.each([
  [{}, ['record']],
  [{ ALERT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:alerts' }, ['record', 'sns']],
  [{ EVENT_BUS_NAME: 'credits' }, ['record', 'eventbridge']],
  [{ ALERT_TOPIC_ARN: 'arn:topic', EVENT_BUS_NAME: 'credits' }, ['record', 'sns', 'eventbridge']],
])('with %j alerts go to %j', (named, channels) => {
  const config = { ALERT_TOPIC_ARN: undefined, EVENT_BUS_NAME: undefined, ...named };
  expect(openChannels(config, new MemoryDisk().open()).map(({ name }) => name)).toStrictEqual(channels);
});
