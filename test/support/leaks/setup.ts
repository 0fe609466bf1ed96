// Runs in every test file: hears every log line and every secret of the file, and fails it where the one shows the other.
import { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { format } from 'node:util';
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

/** Passes on what a process brings, as if it wrote there itself: it keeps this process alive no longer than it did then. */
function passOn(stream: Readable | null, target: Writable): void {
  stream?.pipe(target);
  if (stream instanceof Socket) stream.unref();
}

const ORIGINAL = Symbol.for('wix-credits leak watch: the original');
type Method = (...given: unknown[]) => unknown;

/**
 * Puts a listener in the place of a method that the test files of one worker share. The one of an earlier file goes,
 * should it still be there: a file whose tests are all skipped ends without its hooks.
 */
function replace(owner: object, name: string, listening: (original: Method) => Method): void {
  const found = Reflect.get(owner, name);
  const original: Method = Reflect.get(found, ORIGINAL) ?? found;
  const made = listening(original);
  Reflect.set(made, ORIGINAL, original);
  Reflect.set(owner, name, made);
  afterAll(() => void Reflect.set(owner, name, original));
}

// What every way of starting a process comes to.
replace(ChildProcess.prototype, 'spawn', (spawn) => {
  return function (this: ChildProcess, ...given: unknown[]) {
    const options = Object(given[0]);
    const stdio: unknown[] = Array.isArray(options.stdio) ? options.stdio : [];
    // What a process would write to this one's streams goes through here as well.
    options.stdio = Array.isArray(options.stdio)
      ? stdio.map((one, at) => (at > 0 && one === 'inherit' ? 'pipe' : one))
      : options.stdio;
    const result = spawn.call(this, options);
    if (stdio[1] === 'inherit') passOn(this.stdout, process.stdout);
    if (stdio[2] === 'inherit') passOn(this.stderr, process.stderr);
    hearStream(this.stdout, (line) => LOG_LINE.test(line));
    hearStream(this.stderr, () => true);
    return result;
  };
});

const hearOutput = listener((line) => LOG_LINE.test(line));
for (const stream of [process.stdout, process.stderr]) {
  replace(stream, 'write', (write) => (...given) => {
    hearOutput(given[0]);
    return write.apply(stream, given);
  });
}
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  replace(console, level, (say) => (...given) => {
    watch.line(format(...given));
    return say(...given);
  });
}

afterAll(() => {
  const leaks = watch.leaks();
  watch.clear();
  if (leaks.length === 0) return;
  const shown = leaks.slice(0, 10).map(({ kind, line }) => `${kind} in: ${line.slice(0, 1000)}`);
  throw new Error(`${leaks.length} log lines show what they must not:\n${shown.join('\n')}`);
});
