// What the tests of the secrets share: a clock moved by hand, a log that remembers, a Secrets Manager on a string.
import type { Clock, Deadline, LogValue } from '../../../lib/call.ts';
import type { SecretCall } from '../../../lib/secrets/secret-source.ts';

/** A clock whose two hands move together, or apart when a test says so. */
export function handClock() {
  const hands = { wall: Date.UTC(2026, 10, 1), steady: 1_000 };
  const clock: Clock = { now: () => hands.wall, monotonic: () => hands.steady };
  const advance = (milliseconds: number) => {
    hands.wall += milliseconds;
    hands.steady += milliseconds;
  };
  return { clock, hands, advance };
}

/** A call that has `milliseconds` left for good, and the warnings that it logged. */
export function callWith(milliseconds: number) {
  const warnings: { message: string; fields: Readonly<Record<string, LogValue>> | undefined }[] = [];
  const silent = () => {};
  const deadline: Deadline = { remaining: () => milliseconds };
  const call: SecretCall = {
    deadline,
    log: {
      debug: silent,
      info: silent,
      warn: (message, fields) => void warnings.push({ message, fields }),
      error: silent,
    },
  };
  return { call, warnings };
}

/** An error as the AWS SDK throws it. */
export const awsError = (name: string) =>
  Object.assign(new Error('arn:aws:secretsmanager:…:secret:x is upset'), { name });

/** A read of a secret that a test answers by hand. */
export function handFetch() {
  const flights: { resolve(text: string): void; reject(error: unknown): void; signal: AbortSignal }[] = [];
  const ids: string[] = [];
  const fetchSecret = (secretId: string, signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      ids.push(secretId);
      flights.push({ resolve, reject, signal });
    });
  return { fetchSecret, flights, ids };
}
