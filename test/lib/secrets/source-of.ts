// A source of a secret over reads whose answers a test lists, and the clock that it looks at.
import { createSecretSource, type SecretSourceOptions } from '../../../lib/secrets/secret-source.ts';
import { handClock } from './fakes.ts';

export const MINUTE = 60_000;

/** A source on a fake clock whose reads give the texts and errors of `answers` in turn. */
export function sourceOf(answers: (string | Error)[], options: Partial<SecretSourceOptions> = {}) {
  const time = handClock();
  let reads = 0;
  const source = createSecretSource({
    secretId: 'key',
    clock: time.clock,
    fetchSecret: async () => {
      const answer = answers[Math.min(reads, answers.length - 1)] ?? new Error('no answer left');
      reads += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { source, reads: () => reads, ...time };
}
