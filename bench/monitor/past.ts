// Gives every site a past of six weeks, as if the monitor had run all that time.
import { seriesKey } from '../../lib/monitor/layout.ts';
import { shareName } from '../../lib/monitor/state/roster.ts';
import { type ShareState, shareStateSchema } from '../../lib/monitor/state/share-state.ts';
import { decode, encode } from '../../lib/monitor/state/stored-json.ts';
import type { Store } from '../../lib/store/store.ts';

const DAYS = 42;
const DAY_MS = 86_400_000;
const SLOT_MS = 10_800_000;

/** Every tenth site is used around the clock, every other one on some hours of some days. */
function spansOf(index: number): string {
  const days = Array.from({ length: DAYS }, (_, day) => {
    if (index % 10 === 0)
      return Array.from({ length: 8 }, (_, slot) => `${SLOT_MS}:${3 + ((day + slot) % 5)}`);
    if ((index + day) % 3 === 0)
      return [`${2 * SLOT_MS}:0`, `${SLOT_MS}:${20 + (index % 7)}`, `${5 * SLOT_MS}:0`];
    return [`${DAY_MS - 900_000}:0`, '900000:0'];
  });
  return days.flat().join(',');
}

function withPast(state: ShareState): ShareState {
  const series = Object.entries(state.series).map(([name, one], index) => {
    const { reading } = one;
    if (reading === undefined) return [name, one] as const;
    const from = new Date(Date.parse(reading.readAt) - DAYS * DAY_MS).toISOString();
    return [name, { ...one, history: { from, spans: spansOf(index) } }] as const;
  });
  return { ...state, series: Object.fromEntries(series) };
}

/** Writes the past into the states of all shares; answers how many bytes they have. */
export async function giveThePast(store: Pick<Store, 'get' | 'put'>): Promise<number> {
  let bytes = 0;
  for (let place = 0; ; place += 1) {
    const key = seriesKey(shareName(place));
    const object = await store.get(key);
    if (object === undefined) return bytes;
    const body = encode(withPast(decode(shareStateSchema, key, object.body)));
    await store.put(key, body);
    bytes += body.byteLength;
  }
}
