// What a call to Wix authenticates with, and the port that the transport gets it from.
import type { Call } from '../call.ts';

/** An API key of Wix and the account that it belongs to. */
export interface Credentials {
  readonly apiKey: string;
  /** The account for account-level calls; undefined when nobody has named one. */
  readonly accountId: string | undefined;
}

/** Where the credentials come from. Both methods throw Failure `SecretUnavailable` when no key can be had. */
export interface CredentialSource {
  /** The credentials, cached. */
  get(call: Pick<Call, 'deadline' | 'log'>): Promise<Credentials>;
  /** After a 401: forced refresh, unless another caller has already replaced `rejectedKey`; answers the newest credentials. */
  renew(rejectedKey: string, call: Pick<Call, 'deadline' | 'log'>): Promise<Credentials>;
}
