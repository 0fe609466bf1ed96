// A process that answers each message with one of its own.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as v from 'valibot';

/** Sends a message, if one is given, and answers what the process answers. */
export type Ask = <T>(message: object | undefined, schema: v.GenericSchema<unknown, T>) => Promise<T>;

/** The way to ask a process; it rejects when the process ends instead of answering. `title` names it then. */
export function asker(child: ChildProcess, title: string): Ask {
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`${title}: ended with ${code}`)),
  );
  // Whoever asks hears of it; between two questions nobody does.
  ended.catch(() => {});
  return async (message, schema) => {
    const told = once(child, 'message');
    if (message !== undefined) child.send(message);
    const [answer] = await Promise.race([told, ended]);
    return v.parse(schema, answer);
  };
}
