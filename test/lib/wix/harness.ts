// A transport for a test: keys by hand, a clock that stands still but for its own waiting, and what it has waited.
import * as v from 'valibot';
import { Failure } from '../../../lib/failure.ts';
import { createWixTransport, type WixTransportOptions } from '../../../lib/wix/create-transport.ts';
import type { CredentialSource } from '../../../lib/wix/credentials.ts';
import type { WixRequest } from '../../../lib/wix/transport.ts';
import { manualClock, testCall } from '../../support/call.ts';

export const SITE = '0f0e0d0c-0b0a-4908-8706-050403020100';

/** Credentials that never change. */
export const steady: CredentialSource = {
  get: async () => ({ apiKey: 'api-key-01', accountId: 'account-1' }),
  renew: async () => ({ apiKey: 'api-key-01', accountId: 'account-1' }),
};

/** A transport whose waits pass at once: they move the clock and are listed in `waits`. */
export function harness(baseUrl: string, options: Partial<WixTransportOptions> = {}) {
  const clock = manualClock();
  const waits: number[] = [];
  const wix = createWixTransport({
    baseUrl,
    credentials: steady,
    requestsPerMinute: 1_000_000,
    clock,
    random: () => 0,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      clock.advance(milliseconds);
    },
    ...options,
  });
  return {
    wix,
    clock,
    waits,
    call: (remaining?: number) => testCall({ clock, ...(remaining && { remaining }) }),
  };
}

/** A read that any object answers. */
export const read: WixRequest<{ ok?: boolean | undefined }> = {
  api: 'Read',
  method: 'POST',
  path: '/read',
  body: {},
  scope: 'ACCOUNT',
  repeatable: true,
  answer: v.object({ ok: v.optional(v.boolean()) }),
};

/** A request that spends something. */
export const spend = { ...read, api: 'Spend', path: '/spend', repeatable: false };

/** The Failure of a promise; fails when there is none. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
  throw new Error('it did not fail');
}
