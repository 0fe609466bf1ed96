// The Wix API key as it is kept in a secret: the plain key, or JSON {"apiKey","accountId"}.
import * as v from 'valibot';
import { Failure } from '../failure.ts';
import type { CredentialSource, Credentials } from '../wix/credentials.ts';
import type { SecretCall, SecretSource } from './secret-source.ts';

// Both become HTTP headers. What `trim` takes away includes the byte order mark that some editors write.
const headerText = v.pipe(v.string(), v.trim(), v.regex(/^[!-~]+$/));
const accountId = v.nullish(v.union([v.pipe(v.string(), v.trim(), v.literal('')), headerText]));
const asJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.object({ apiKey: headerText, accountId }),
    v.pipe(
      headerText,
      v.transform((apiKey) => ({ apiKey, accountId: undefined })),
    ),
  ]),
);

const unusable = (problem: string) =>
  new Failure(
    'SecretUnavailable',
    `The secret with the Wix API key ${problem}: the operator must store the plain key, or JSON {"apiKey","accountId"}.`,
  );

/**
 * Parses the text of the secret.
 * @throws Failure `SecretUnavailable` that says what is wrong, never what the secret holds.
 */
export function parseApiKeySecret(text: string): Credentials {
  const trimmed = text.trim();
  if (trimmed === '') throw unusable('is empty');
  if (/^[{["]/.test(trimmed)) {
    const parsed = v.safeParse(asJson, trimmed);
    if (!parsed.success) throw unusable('is JSON without a usable "apiKey" and "accountId"');
    return { apiKey: parsed.output.apiKey, accountId: parsed.output.accountId || undefined };
  }
  if (!v.is(headerText, trimmed)) throw unusable('contains spaces or characters that no key has');
  return { apiKey: trimmed, accountId: undefined };
}

/** Credentials out of a secret; `accountIdOverride` (`WIX_ACCOUNT_ID`) wins over the account that the secret names. */
export function createCredentialSource(secret: SecretSource, accountIdOverride?: string): CredentialSource {
  const credentials = (text: string): Credentials => {
    const parsed = parseApiKeySecret(text);
    return { ...parsed, accountId: accountIdOverride ?? parsed.accountId };
  };
  const newest = async (stale: string, call: SecretCall) => credentials(await secret.refresh(stale, call));
  return {
    async get(call) {
      const text = await secret.get(call);
      try {
        return credentials(text);
      } catch {
        // The operator may have repaired the secret since it was read; if not, this fails in the same way.
        return newest(text, call);
      }
    },
    async renew(rejectedKey, call) {
      const text = await secret.get(call);
      const current = credentials(text);
      return current.apiKey === rejectedKey ? newest(text, call) : current;
    },
  };
}
