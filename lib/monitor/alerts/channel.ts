// The port to where alerts go.
import type { Call } from '../../call.ts';
import type { AlertEvent } from '../../credits/alerts/events.ts';
import type { NameOf } from '../../credits/alerts/text.ts';
import type { ChannelName } from './alert-file.ts';

/** A place where alerts arrive. */
export interface Channel {
  readonly name: ChannelName;
  /**
   * Delivers events before the call's deadline, and answers the ids of those that surely arrived. An event that comes
   * again carries the same id. Whatever is not in the answer is delivered again by a later run; so is all, when it throws.
   */
  deliver(events: readonly AlertEvent[], nameOf: NameOf, call: Call): Promise<ReadonlySet<string>>;
}

/** The signal that ends a request to AWS with the time of the call. */
export const untilDeadline = ({ deadline }: Call): AbortSignal =>
  AbortSignal.timeout(Math.ceil(deadline.remaining()));

/** So many failures in a row, and the channel is down: the rest waits for the next run. */
const DOWN = 3;

/**
 * Sends batches one after the other, and answers the ids that arrived. A batch that fails is logged by its code; after
 * three in a row, or without time, nothing more is sent.
 */
export async function sendBatches<T>(
  name: ChannelName,
  batches: readonly T[],
  send: (batch: T) => Promise<readonly string[]>,
  call: Call,
): Promise<Set<string>> {
  const arrived = new Set<string>();
  let failed = 0;
  for (const batch of batches) {
    if (failed === DOWN || call.deadline.remaining() === 0) break;
    try {
      for (const id of await send(batch)) arrived.add(id);
      failed = 0;
    } catch (thrown) {
      failed += 1;
      const reason = thrown instanceof Error ? thrown.name : typeof thrown;
      call.log.warn('An alert could not be delivered; the next run tries again.', { channel: name, reason });
    }
  }
  return arrived;
}
