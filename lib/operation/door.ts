// Which of the three doors an event came through, told by its shape alone.
import { type Fields, type HttpRequest, httpRequestOf, isFields } from './http-request.ts';
import { refuse } from './invalid-input.ts';

/** An instant names its zone; without one it would be the machine's. */
const ISO = /^\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:?\d\d)$/;

/** An event as it came in. */
export type Arrival =
  | { readonly door: 'http'; readonly request: HttpRequest }
  | { readonly door: 'eventbridge'; readonly event: Fields }
  | { readonly door: 'direct'; readonly payload: unknown };

/** Recognises the door. It never throws: what fits nothing else is a direct payload. */
export function recognise(event: unknown): Arrival {
  if (isFields(event)) {
    const request = httpRequestOf(event);
    if (request) return { door: 'http', request };
    if (typeof event['detail-type'] === 'string' && typeof event.source === 'string') {
      return { door: 'eventbridge', event };
    }
  }
  return { door: 'direct', payload: event };
}

/**
 * The input in an EventBridge event. EventBridge Scheduler sends `detail` as the text `"{}"`.
 * @throws Failure `InvalidInput` when the text is no JSON.
 */
export function detailOf({ detail }: Fields): unknown {
  if (typeof detail !== 'string') return detail ?? {};
  try {
    return JSON.parse(detail);
  } catch {
    return refuse('detail', 'expected JSON');
  }
}

/**
 * The instant that a Scheduled Event stands for; undefined for every other event.
 * @throws Failure `InvalidInput` when its `time` is not a date: a guess would run a schedule for the wrong day.
 */
export function scheduledTime({ 'detail-type': type, time }: Fields): Date | undefined {
  if (type !== 'Scheduled Event' || time === undefined) return undefined;
  const instant = new Date(typeof time === 'string' && ISO.test(time) ? time : Number.NaN);
  return Number.isNaN(instant.getTime()) ? refuse('time', 'expected an ISO 8601 instant') : instant;
}
