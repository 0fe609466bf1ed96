// The machine's file system, except for the one call that is told to go wrong.
import { type Files, machineFiles } from '../../lib/store/directory/files.ts';

/** What goes wrong at call `at`: an error code before or after the call took effect, or the process is killed there. */
export interface FileFault {
  readonly at: number;
  readonly how: 'fail before' | 'fail after' | 'kill before' | 'kill after';
  readonly code: string;
}

const CALLS = ['link', 'lstat', 'mkdir', 'open', 'opendir', 'readFile', 'rename', 'rm'];
const CALLS_ON_A_FILE = ['writeFile', 'sync', 'close', 'read', 'stat'];

/** A file system that counts its calls, those on open files included. */
export class FaultyFiles {
  readonly files: Files;
  /** The calls so far, by name. */
  readonly calls: string[] = [];
  readonly #fault: FileFault | undefined;
  readonly #closers: (() => Promise<unknown>)[] = [];
  /** Whether the fault has happened. */
  happened = false;
  #dead = false;

  constructor(fault?: FileFault) {
    this.#fault = fault;
    this.files = this.#wrap({ ...machineFiles }, '', CALLS);
  }

  /** Closes what a killed process held open, as the operating system does. */
  async letGo(): Promise<void> {
    await Promise.allSettled(this.#closers.map((close) => close()));
  }

  /** The same object, whose named methods are counted and go wrong. */
  #wrap<T extends object>(target: T, prefix: string, methods: readonly string[]): T {
    return new Proxy(target, {
      get: (_, property) => {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== 'function') return value;
        const call = (...args: unknown[]): unknown => Reflect.apply(value, target, args);
        if (typeof property !== 'string' || !methods.includes(property)) return call;
        return (...args: unknown[]) => this.#step(`${prefix}${property}`, () => call(...args));
      },
    });
  }

  async #step(name: string, call: () => unknown): Promise<unknown> {
    if (this.#dead) throw failed('KILLED', name);
    this.calls.push(name);
    const how = this.#fault?.at === this.calls.length ? this.#fault.how : undefined;
    if (how?.endsWith('before')) this.#goWrong(name);
    const answer = await call();
    const opened =
      name.startsWith('open') && typeof answer === 'object' && answer !== null ? answer : undefined;
    if (opened !== undefined) this.#closers.push(async () => Reflect.get(opened, 'close').call(opened));
    if (how?.endsWith('after')) this.#goWrong(name);
    return opened === undefined ? answer : this.#wrap(opened, 'file.', CALLS_ON_A_FILE);
  }

  #goWrong(name: string): never {
    this.happened = true;
    this.#dead = this.#fault?.how.startsWith('kill') === true;
    throw failed(this.#dead ? 'KILLED' : (this.#fault?.code ?? ''), name);
  }
}

function failed(code: string, name: string): Error {
  return Object.assign(new Error(`simulated ${code} at ${name}`), { code });
}
