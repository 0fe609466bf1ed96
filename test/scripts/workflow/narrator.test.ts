// What is told of an execution, line by line.
import type { WorkflowEvent } from '../../../local/workflows/run.ts';
import { createNarrator, took, words } from '../../../scripts/workflow/narrator.ts';

const STATES = [
  { name: 'Ask', Type: 'Task', Retry: [], Catch: [] },
  { name: 'Pause', Type: 'Wait', Retry: [], Catch: [], SecondsPath: '$.answer.waitSeconds' },
  { name: 'Days', Type: 'Map', Retry: [], Catch: [] },
];

const state = (name: string, type: 'Task' | 'Wait' | 'Map', input = {}) => ({ name, type, input });
const retrier = { ErrorEquals: ['WixUnavailable'], MaxAttempts: 5 };

/** The lines for some events, with single spaces. */
function told(...events: WorkflowEvent[]): string[] {
  const lines: string[] = [];
  const watch = createNarrator({ states: STATES }, (line) => lines.push(line.replaceAll(/ +/g, ' ').trim()));
  for (const event of events) watch(event);
  return lines;
}

test('a state is a line once it is over, with what it took', () => {
  const ask = state('Ask', 'Task');
  expect(
    told(
      { type: 'ExecutionStarted', timestamp: 0, input: {} },
      { type: 'StateEntered', timestamp: 1_000, state: ask },
      { type: 'StateExited', timestamp: 1_312, state: ask },
    ),
  ).toEqual(['Ask Task 312 ms']);
});

test('a wait says how long it is when it begins', () => {
  const pause = state('Pause', 'Wait', { answer: { waitSeconds: 57 } });
  expect(
    told(
      { type: 'StateEntered', timestamp: 0, state: pause },
      { type: 'StateExited', timestamp: 57_020, state: pause },
    ),
  ).toEqual(['Pause Wait waits 57 s', 'Pause Wait 57.0 s']);
});

test('a failure, its retry, and what catches it are told; the time of a retry is its own', () => {
  const ask = state('Ask', 'Task');
  const failed = {
    type: 'StateFailed',
    state: ask,
    Error: 'WixUnavailable',
    Cause: 'Wix\nis down.',
  } as const;
  expect(
    told(
      { type: 'StateEntered', timestamp: 0, state: ask },
      { ...failed, timestamp: 100 },
      { type: 'StateRetried', timestamp: 5_000, state: ask, retry: { retrier, attempt: 1 } },
      { ...failed, timestamp: 5_200 },
      {
        type: 'StateCaught',
        timestamp: 5_200,
        state: ask,
        catch: { catcher: { ErrorEquals: ['States.ALL'], Next: 'Tell' } },
      },
      { type: 'StateExited', timestamp: 5_200, state: ask },
    ),
  ).toEqual([
    'Ask Task 100 ms WixUnavailable: Wix is down.',
    'Ask Task again, retry 1 of 5',
    'Ask Task 200 ms WixUnavailable: Wix is down.',
    'Ask Task caught, goes on with "Tell"',
  ]);
});

test('states of a Map have their number, and are told apart', () => {
  const ask = state('Ask', 'Task');
  expect(
    told(
      { type: 'StateEntered', timestamp: 0, state: state('Days', 'Map') },
      { type: 'StateEntered', timestamp: 0, state: ask, index: 0 },
      { type: 'StateEntered', timestamp: 10, state: ask, index: 1 },
      { type: 'StateExited', timestamp: 30, state: ask, index: 1 },
      { type: 'StateExited', timestamp: 50, state: ask, index: 0 },
      { type: 'StateExited', timestamp: 60, state: state('Days', 'Map') },
    ),
  ).toEqual(['Days Map …', '[2] Ask Task 20 ms', '[1] Ask Task 50 ms', 'Days Map 60 ms']);
});

test('columns stand below each other', () => {
  const lines: string[] = [];
  const watch = createNarrator({ states: STATES }, (line) => lines.push(line));
  for (const index of [undefined, 8, 364]) {
    const of = index === undefined ? {} : { index };
    watch({ type: 'StateEntered', timestamp: 0, state: state('Pause', 'Wait'), ...of });
  }
  expect(new Set(lines.map((line) => line.indexOf('Wait'))).size).toBe(1);
});

test.each([
  [0, '0 ms'],
  [-3, '0 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [61_500, '61.5 s'],
])('%i ms are %s', (milliseconds, text) => {
  expect(took(milliseconds)).toBe(text);
});

test('a cause is one line, and not endless, whatever it is', () => {
  expect(words('a\n b')).toBe('a b');
  expect(words({ a: 1 })).toBe('{"a":1}');
  expect(words(undefined)).toBe('');
  expect(words('x'.repeat(400))).toBe(`${'x'.repeat(300)}…`);
});
