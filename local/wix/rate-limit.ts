// The limit of requests a minute.
import { applicationError } from './errors.ts';

const MINUTE = 60_000;

/** Counts requests by instance and refuses those above the limit. */
export interface RateLimit {
  /**
   * Counts one request.
   * @throws WixError 429 above the limit.
   */
  count(instance: string, settings: RateSettings): void;
}

/** `rate`: requests a minute, 0 for no limit. `retryAfter`: whether a 429 says how long to wait. */
export interface RateSettings {
  readonly rate: number;
  readonly retryAfter: boolean;
}

/** Assumption: a minute starts with the first request of an instance, and the count starts anew after it. */
export function createRateLimit(now: () => number): RateLimit {
  const windows = new Map<string, { startedAt: number; count: number }>();
  return {
    count: (instance, { rate, retryAfter }) => {
      if (rate === 0) return;
      const instant = now();
      const known = windows.get(instance);
      const window = known && instant - known.startedAt < MINUTE ? known : { startedAt: instant, count: 0 };
      windows.set(instance, window);
      window.count++;
      if (window.count <= rate) return;
      const seconds = Math.ceil((window.startedAt + MINUTE - instant) / 1000);
      const headers: Record<string, string> = retryAfter ? { 'retry-after': String(seconds) } : {};
      throw applicationError(429, 'RESOURCE_EXHAUSTED', 'Too many requests', {}, headers);
    },
  };
}
