// Stops asking when nobody answers: an outage of Wix must not cost a full run of timeouts every quarter of an hour.
import type { Code } from '../../codes.ts';
import { Failure, toFailure } from '../../failure.ts';
import type { WixTransport } from '../../wix/transport.ts';

const NO_ANSWER: ReadonlySet<Code> = new Set<Code>(['WixUnavailable', 'WixTimeout', 'SecretUnavailable']);

/**
 * A transport that gives up after `limit` requests in a row without an answer: from then on every request fails at once
 * with the code of the last one. Any answer, a refusal too, starts the count anew. Make one for each run.
 */
export function withBreaker(wix: WixTransport, limit: number): WixTransport {
  let silent = 0;
  // Stryker disable next-line StringLiteral: it is set before anything is refused for it.
  let reason: Code = 'WixUnavailable';
  return {
    async send(request, call) {
      if (silent >= limit) {
        throw new Failure(
          reason,
          `The last ${limit} requests in a row had no answer: no more are sent in this run.`,
        );
      }
      try {
        const answer = await wix.send(request, call);
        silent = 0;
        return answer;
      } catch (thrown) {
        const { code } = toFailure(thrown);
        silent = NO_ANSWER.has(code) ? silent + 1 : 0;
        reason = code;
        throw thrown;
      }
    },
  };
}
