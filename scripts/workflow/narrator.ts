// Tells an execution as it runs: a line for each state, with what it took, what failed, and what came of that.
import type { Definition } from '../../local/workflows/definition.ts';
import type { WorkflowEvent } from '../../local/workflows/run.ts';

const LONGEST_CAUSE = 300;
/** Room for the number of a state within a Map. */
const NUMBER = '[999] ';
/** Types whose end may be far away: their beginning is told as well. */
const LONG = new Set(['Wait', 'Map']);

/** Milliseconds for a person: `12 ms`, `1.5 s`. */
export function took(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.max(0, milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** An error's words, on one line. */
export function words(cause: unknown): string {
  const text = typeof cause === 'string' ? cause : (JSON.stringify(cause) ?? '');
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_CAUSE ? `${line.slice(0, LONGEST_CAUSE)}…` : line;
}

/** The value at a path like `$.run.answer.waitSeconds`; undefined where there is no path. */
function at(path: unknown, input: unknown): unknown {
  if (typeof path !== 'string') return undefined;
  return path
    .split('.')
    .slice(1)
    .reduce((value, name) => Object(value)[name], input);
}

/** Answers who is told of each event; `say` gets the lines. States within a Map have their number, from 1, before them. */
export function createNarrator(
  { states }: Pick<Definition, 'states'>,
  say: (line: string) => void,
): (event: WorkflowEvent) => void {
  const width = Math.max(...states.map(({ name }) => name.length)) + NUMBER.length;
  const began = new Map<string, number>();
  const caught = new Set<string>();

  return (event) => {
    if (!('state' in event)) return;
    const { name, type, input } = event.state;
    const place = event.index === undefined ? '' : `[${event.index + 1}] `;
    const key = `${place}${name}`;
    const line = (rest: string) => say(`  ${key.padEnd(width)}  ${type.padEnd(8)}${rest}`);
    const since = () => took(event.timestamp - (began.get(key) ?? event.timestamp));

    if (event.type === 'StateEntered') {
      began.set(key, event.timestamp);
      const seconds = at(states.find((state) => state.name === name)?.SecondsPath, input);
      if (LONG.has(type)) line(seconds === undefined ? '…' : `waits ${seconds} s`);
    } else if (event.type === 'StateFailed') {
      line(`${since()}  ${event.Error}: ${words(event.Cause)}`);
    } else if (event.type === 'StateRetried') {
      began.set(key, event.timestamp);
      line(`again, retry ${event.retry.attempt} of ${event.retry.retrier.MaxAttempts}`);
    } else if (event.type === 'StateCaught') {
      caught.add(key);
      line(`caught, goes on with "${event.catch.catcher.Next}"`);
    } else if (!caught.delete(key)) {
      line(since());
    }
  };
}
