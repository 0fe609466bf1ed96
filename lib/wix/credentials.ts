// What the transport needs to know of the API key: how to get it, and how to get a newer one.
import type { Call } from '../call.ts';

/** An API key and the account it belongs to, when that is known. */
export interface Credentials {
  readonly apiKey: string;
  readonly accountId: string | undefined;
}

/** Where credentials come from. */
export interface CredentialSource {
  /** The credentials, cached. Throws Failure `SecretUnavailable` when no key can be had. */
  get(call: Pick<Call, 'deadline' | 'log'>): Promise<Credentials>;
  /**
   * After a 401: reads the secret again, unless another caller has replaced `rejectedKey` already, and answers the
   * newest credentials. The same key again means that there is no newer one.
   */
  renew(rejectedKey: string, call: Pick<Call, 'deadline' | 'log'>): Promise<Credentials>;
}
