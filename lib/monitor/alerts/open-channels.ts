// The channels of the environment: the store always, SNS and EventBridge where they are named.
import type { Config } from '../../config.ts';
import type { Store } from '../../store/store.ts';
import type { Channel } from './channel.ts';
import { eventBridgeChannel } from './event-bridge-channel.ts';
import { recordChannel } from './record-channel.ts';
import { snsChannel } from './sns-channel.ts';

/** Opens them; nothing is loaded or connected before the first alert. */
export function openChannels(
  { ALERT_TOPIC_ARN, EVENT_BUS_NAME }: Pick<Config, 'ALERT_TOPIC_ARN' | 'EVENT_BUS_NAME'>,
  store: Pick<Store, 'put'>,
): Channel[] {
  return [
    recordChannel(store),
    ...(ALERT_TOPIC_ARN === undefined ? [] : [snsChannel(ALERT_TOPIC_ARN)]),
    ...(EVENT_BUS_NAME === undefined ? [] : [eventBridgeChannel(EVENT_BUS_NAME)]),
  ];
}
