// The deadline of a call: work gives up in time for the answer, and the answer leaves before Lambda stops.
import { type Clock, type Deadline, deadlineIn } from '../call.ts';
import { Failure } from '../failure.ts';

/** An HTTP API waits 30 s and a REST API 29 s, cold start included. */
const LONGEST_HTTP_MS = 28_500;
/** For work that has run into its deadline: to compose a partial answer or a failure that says more. */
const COMPOSE_MS = 500;
/** For the answer itself, whatever the work does. */
const ANSWER_MS = 200;

/** What is left of a call. */
export interface Limits {
  /** When the work has to give up. */
  readonly deadline: Deadline;
  /** Milliseconds after which the caller is answered without the work. */
  readonly answerWithin: number;
}

/**
 * The limits of a call.
 * @param remaining Lambda's remaining milliseconds; a caller that is not Lambda waits as long as API Gateway
 */
export function limitsOf(http: boolean, clock: Clock, remaining: number = LONGEST_HTTP_MS): Limits {
  const left = http ? Math.min(remaining, LONGEST_HTTP_MS) : remaining;
  return {
    deadline: deadlineIn(left - COMPOSE_MS, clock),
    answerWithin: Math.max(0, left - ANSWER_MS),
  };
}

/**
 * The work's result, or `WixTimeout` when it takes longer than `milliseconds`. Work that fails later fails unheard:
 * its caller has been answered.
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    const expire = () => reject(new Failure('WixTimeout', 'The call ran out of time before it was done.'));
    timer = setTimeout(expire, milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
