// A Wix transport for tests of what stands above it: every request is answered by a function, parsed by its own schema.
import * as v from 'valibot';
import type { Call } from '../../lib/call.ts';
import type { WixRequest, WixTransport } from '../../lib/wix/transport.ts';

/** What a test says to a request: the raw JSON of Wix's answer, or it throws. */
export type Answer = (request: Omit<WixRequest<unknown>, 'answer'>, call: Call) => unknown;

/** A transport that asks `answer` and counts how many requests are under way at most. */
export function fakeWix(answer: Answer): WixTransport & { mostAtOnce(): number } {
  let open = 0;
  let most = 0;
  return {
    async send(request, call) {
      open += 1;
      most = Math.max(most, open);
      try {
        return v.parse(request.answer, await answer(request, call));
      } finally {
        open -= 1;
      }
    },
    mostAtOnce: () => most,
  };
}
