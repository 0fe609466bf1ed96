// Runs in every test file: hears every log line and every secret of the file, and fails it where the one shows the other.
import { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { createTap } from './taps.ts';
import { LeakWatch } from './watch.ts';

const watch = new LeakWatch();
Reflect.set(globalThis, Symbol.for('wix-credits leak watch'), createTap(watch));

/** Lines as the log writes them; what a command prints for a person is no log. */
const LOG_LINE = /"_aws":|"level":/;

/** Cuts a stream into lines and notes those that `isLog` takes. */
function listener(isLog: (line: string) => boolean): (chunk: unknown) => void {
  let rest = '';
  return (chunk) => {
    // A stream that has ended, with null, has said all it has.
    const text = chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : String(chunk ?? '\n');
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (isLog(line)) watch.line(line);
  };
}

/** Hears what a stream of a process brings, without taking anything from whoever reads it. */
function hearStream(stream: Readable | null, isLog: (line: string) => boolean): void {
  if (stream === null) return;
  const hear = listener(isLog);
  const { push } = stream;
  stream.push = (chunk, encoding) => {
    hear(chunk);
    return push.call(stream, chunk, encoding);
  };
}

/** What every way of starting a process comes to. */
const prototype: object = ChildProcess.prototype;
const spawn = Reflect.get(prototype, 'spawn');
Reflect.set(prototype, 'spawn', function (this: ChildProcess, options: { stdio?: unknown }) {
  const { stdio } = options;
  // What a process would write to this one's streams goes through here as well.
  const inherits = (at: number) => Array.isArray(stdio) && stdio[at] === 'inherit';
  const [out, error] = [inherits(1), inherits(2)];
  if (Array.isArray(stdio)) {
    Object.assign(options, { stdio: stdio.map((one, at) => (at > 0 && one === 'inherit' ? 'pipe' : one)) });
  }
  const result: unknown = spawn.call(this, options);
  if (out) this.stdout?.pipe(process.stdout);
  if (error) this.stderr?.pipe(process.stderr);
  hearStream(this.stdout, (line) => LOG_LINE.test(line));
  hearStream(this.stderr, () => true);
  return result;
});

const hearOutput = listener((line) => LOG_LINE.test(line));
for (const stream of [process.stdout, process.stderr]) {
  const { write } = stream;
  Reflect.set(stream, 'write', (...given: Parameters<typeof write>) => {
    hearOutput(given[0]);
    return write.apply(stream, given);
  });
  afterAll(() => void Reflect.set(stream, 'write', write));
}
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  const say = console[level];
  console[level] = (...given) => {
    watch.line(given.map(String).join(' '));
    say(...given);
  };
}

afterAll(() => {
  Reflect.set(prototype, 'spawn', spawn);
  const leaks = watch.leaks();
  watch.clear();
  if (leaks.length === 0) return;
  const shown = leaks.slice(0, 10).map(({ kind, line }) => `${kind} in: ${line.slice(0, 1000)}`);
  throw new Error(`${leaks.length} log lines show what they must not:\n${shown.join('\n')}`);
});
