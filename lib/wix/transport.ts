// The contract between the files of the single APIs and the transport that carries all of them.
import type * as v from 'valibot';
import type { Call } from '../call.ts';
import type { Code } from '../codes.ts';

/** What a request is about: the whole account, or one site. Wix takes one of the two headers, never both. */
export type WixScope = 'ACCOUNT' | { readonly siteId: string };

/** The code for a status and Wix's application error code, where an API knows better than the general rule. */
export type Refusals = (status: number, applicationCode: string | undefined) => Code | undefined;

/** One request to Wix, and how its answer is to be read. */
export interface WixRequest<T> {
  /** The name of the method in Wix's documentation ("Get Balance"), for logs and errors. */
  readonly api: string;
  readonly method: 'GET' | 'POST';
  /** The path below the base URL, starting with `/`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly scope: WixScope;
  /** Whether it may be sent again when nobody knows if Wix has processed it: true for reads. */
  readonly repeatable: boolean;
  /** The longest wait before another try, in ms, for callers who wait elsewhere; default: as long as the call lasts. */
  readonly patienceMs?: number;
  /** What a refusal of this API means, where it is not what it means everywhere. */
  readonly refusals?: Refusals;
  /** What is read of a 2xx answer; values of another shape become undefined and are reported (see `drift.ts`). */
  readonly answer: v.GenericSchema<unknown, T>;
}

/** Sends requests to Wix. */
export interface WixTransport {
  /**
   * Sends one request, again where that is allowed, and answers what Wix answered.
   * @throws Failure with the codes of the design: `WixCredentialsRejected`, `WixRequestRejected`, `WixRateLimited`,
   * `WixUnavailable`, `WixTimeout`, `InsufficientCredits`, what the request's `refusals` name, `SecretUnavailable`
   * where there is no usable key, `InvalidInput` for a siteId that is no GUID, and `Internal` without an account.
   */
  send<T>(request: WixRequest<T>, call: Call): Promise<T>;
}

/** A transport that knows when it may send: WIX_REQUESTS_PER_MINUTE for all calls of the process together. */
export interface GovernedTransport extends WixTransport {
  /** Whole seconds until another request may be sent, as far as that is known; 0 when it may be sent now. */
  waitSeconds(): number;
}
