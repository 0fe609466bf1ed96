// Which of the three doors an event came through, told by its shape alone.
import { Failure } from '../failure.ts';
import { type Fields, type HttpRequest, httpRequestOf, isFields } from './http-request.ts';

/** An event as it came in. */
export type Arrival =
  | { readonly door: 'http'; readonly request: HttpRequest }
  | { readonly door: 'eventbridge'; readonly event: Fields }
  | { readonly door: 'direct'; readonly payload: unknown };

/** Recognises the door. It never throws: what fits nothing else is a direct payload. */
export function recognise(event: unknown): Arrival {
  if (isFields(event)) {
    const request = httpRequestOf(event);
    if (request !== undefined) return { door: 'http', request };
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
export function detailOf(event: Fields): unknown {
  const { detail } = event;
  if (typeof detail !== 'string') return detail ?? {};
  try {
    return detail.trim() === '' ? {} : JSON.parse(detail);
  } catch {
    const errors = [{ path: 'detail', message: 'expected JSON' }];
    throw new Failure('InvalidInput', 'The detail of the event is text that is not JSON.', { errors });
  }
}

/**
 * The instant that a Scheduled Event stands for; undefined for every other event.
 * @throws Failure `InvalidInput` when its `time` is not a date: a guess would run a schedule for the wrong day.
 */
export function scheduledTime(event: Fields): Date | undefined {
  if (event['detail-type'] !== 'Scheduled Event' || event.time === undefined) return undefined;
  const time = new Date(typeof event.time === 'string' ? event.time : Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  const errors = [{ path: 'time', message: 'expected an ISO 8601 instant' }];
  throw new Failure('InvalidInput', 'The time of the scheduled event is not an instant.', { errors });
}
