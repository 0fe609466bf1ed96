// How an answer goes out: whole, or as a fault of the network lets it.
import type { ServerResponse } from 'node:http';
import type { Fault } from '../faults.ts';
import { type Answer, halfOf } from './answer.ts';

/** Waits; answers false when the server was closed meanwhile. */
export type Pause = (milliseconds: number) => Promise<boolean>;

const PIECES = 8;

/** Kinds of faults that let no status out. */
export const isSilent = (fault: Fault | undefined) =>
  fault?.kind === 'hang' || fault?.kind === 'reset-before-headers';

/** Sends an answer as the fault, if any, has it. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  fault: Fault | undefined,
  pause: Pause,
): Promise<void> {
  // The client may have gone while the fault let it wait.
  if (response.destroyed) return;
  switch (fault?.kind) {
    case 'hang':
      return;
    case 'reset-before-headers':
      response.socket?.resetAndDestroy();
      return;
    case 'reset-after-headers':
      return resetAfter(response, answer, undefined, pause);
    case 'half-body':
      return resetAfter(response, answer, halfOf(answer), pause);
    case 'cut-body':
      begin(response, { ...answer, body: halfOf(answer) });
      response.end(halfOf(answer));
      return;
    case 'slow-body':
      return drip(response, answer, fault.pauseMs, pause);
    default:
      begin(response, answer);
      response.end(answer.body);
  }
}

function begin(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
}

/** How long what was written gets to leave the machine before the reset overtakes it. */
const HEAD_START_MS = 20;

/** Sends the headers and the first bytes of the body, then resets the connection. */
async function resetAfter(
  response: ServerResponse,
  answer: Answer,
  bytes: Buffer | undefined,
  pause: Pause,
): Promise<void> {
  begin(response, answer);
  response.flushHeaders();
  if (bytes) response.write(bytes);
  await pause(HEAD_START_MS);
  response.socket?.resetAndDestroy();
}

async function drip(response: ServerResponse, answer: Answer, pauseMs: number, pause: Pause): Promise<void> {
  begin(response, answer);
  response.flushHeaders();
  const size = Math.max(1, Math.ceil(answer.body.length / PIECES));
  for (let from = 0; from < answer.body.length; from += size) {
    if (!(await pause(pauseMs)) || response.destroyed) return;
    response.write(answer.body.subarray(from, from + size));
  }
  response.end();
}
