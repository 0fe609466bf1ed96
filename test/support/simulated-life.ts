// The life of one simulated process: it counts its steps of I/O, and fails or dies at the one it is told to.
import { storeFailure } from '../../lib/store/store-failure.ts';

/** One step of I/O. `number` counts from 1 within one opened store. */
export interface Step {
  readonly number: number;
  readonly action:
    | 'get'
    | 'put'
    | 'list a page'
    | 'stream'
    | 'read a chunk'
    | 'begin a file'
    | 'write a chunk'
    | 'finish a file'
    | 'abort a file'
    | 'delete'
    | 'presign';
  readonly key: string;
}

/** Every way in which a step can go wrong. */
export const FAULTS = ['fail before', 'fail after', 'kill before', 'kill after'] as const;

/**
 * What goes wrong at step `at`: the step fails before or after it took effect (an answer that was lost), or the
 * process is killed there, after which nothing that it tries reaches the store, its clean-up included.
 */
export interface Fault {
  readonly at: number;
  readonly how: (typeof FAULTS)[number];
}

/** Thrown by every step of a process from its kill on. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** What happens to a process. */
export interface LifeOptions {
  readonly fault?: Fault;
  /** Runs before each step takes effect: to hold it up, or to let somebody else act first. */
  readonly onStep?: (step: Step) => void | Promise<void>;
}

/** A process that may come to an end. */
export class Life {
  readonly steps: Step[] = [];
  readonly #options: LifeOptions;
  dead = false;

  constructor(options: LifeOptions) {
    this.#options = options;
  }

  async step<T>(action: Step['action'], key: string, effect: () => T): Promise<T> {
    this.#mustLive();
    const step: Step = { number: this.steps.length + 1, action, key };
    this.steps.push(step);
    await this.#options.onStep?.(step);
    this.#mustLive();
    const how = this.#options.fault?.at === step.number ? this.#options.fault.how : undefined;
    if (how?.endsWith('before')) this.#goWrong(how, step);
    const answer = effect();
    if (how?.endsWith('after')) this.#goWrong(how, step);
    return answer;
  }

  #goWrong(how: Fault['how'], step: Step): void {
    const cause = new Error(`simulated: ${how} step ${step.number}, ${step.action} ${step.key}`);
    if (how.startsWith('fail')) throw storeFailure('silent', cause);
    this.dead = true;
    throw new Killed(cause.message);
  }

  #mustLive(): void {
    if (this.dead) throw new Killed('the process was killed before');
  }
}
