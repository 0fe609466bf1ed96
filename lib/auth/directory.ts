// The clients in Secrets Manager, asked for the one that fits.
import type { Clock } from '../call.ts';
import { createSecretSource, type SecretCall } from '../secrets/secret-source.ts';
import { type FetchSecret, isOutage } from '../secrets/secrets-manager.ts';
import { type Client, parseClients } from './clients.ts';

/** Picks a client, by its token or by its session. */
export type Match = (clients: readonly Client[]) => Client | undefined;

/** The clients of the API. */
export interface ClientDirectory {
  /**
   * The client that fits, in the secret as it is held or as it is now.
   * @throws Failure `SecretUnavailable` when the secret cannot be had or is broken.
   */
  find(match: Match, call: SecretCall): Promise<Client | undefined>;
}

/** Where the clients are, and what a test replaces. */
export interface DirectoryOptions {
  /** `CLIENTS_SECRET_ID`. */
  readonly secretId: string;
  readonly clock: Clock;
  readonly fetchSecret?: FetchSecret | undefined;
}

/** How long the secret is not read again for a client that is not in it. */
const UNKNOWN_CLIENT_PAUSE_MS = 5_000;

/** Opens the directory; nothing is read before the first question. */
export function clientDirectory({ secretId, clock, fetchSecret }: DirectoryOptions): ClientDirectory {
  const secret = createSecretSource({
    secretId,
    setting: 'CLIENTS_SECRET_ID',
    clock,
    refreshPauseMs: UNKNOWN_CLIENT_PAUSE_MS,
    // An outage locks nobody out; a secret that was deleted or closed off lets nobody in.
    keepAfter: isOutage,
    ...(fetchSecret && { fetchSecret }),
  });
  return {
    async find(match, call) {
      const text = await secret.get(call);
      try {
        const known = match(parseClients(text));
        if (known !== undefined) return known;
      } catch {
        // Broken: if it still is when read again, the same error comes from below.
      }
      // A client that was added since, or a secret that was repaired, works at once.
      return match(parseClients(await secret.refresh(text, call)));
    },
  };
}
