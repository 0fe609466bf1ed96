// Keeps every alert in the store, whoever else hears of it.
import pMap from 'p-map';
import type { Store } from '../../store/store.ts';
import { alertKey } from '../layout.ts';
import { encode } from '../state/stored-json.ts';
import type { Channel } from './channel.ts';

const WRITES_AT_ONCE = 8;

/** The channel of the store: an object an event, create-only, so that one that comes again changes nothing. */
export function recordChannel(store: Pick<Store, 'put'>): Channel {
  return {
    name: 'record',
    async deliver(events) {
      const options = { condition: 'create-only', contentType: 'application/json' } as const;
      const write = async ({ detailType, detail }: (typeof events)[number]) => {
        await store.put(alertKey(detail.time, detail.id), encode({ detailType, detail }), options);
        return detail.id;
      };
      return new Set(await pMap(events, write, { concurrency: WRITES_AT_ONCE }));
    },
  };
}
