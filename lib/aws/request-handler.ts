// The HTTP side of every client of AWS: an end to every wait, and no connection that slept through a frozen sandbox.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import { type Clock, systemClock } from '../call.ts';

/** How long one attempt of the SDK waits, in ms. */
export type Waits = Pick<NodeHttpHandlerOptions, 'connectionTimeout' | 'requestTimeout' | 'socketTimeout'>;

/** A connection that was idle for longer is not used again: AWS closes some of them after 20 s. */
const IDLE_LIMIT_MS = 20_000;
/** The SDK's own number. */
const MOST_SOCKETS = 50;

/**
 * The request handler of one client. The SDK takes a kept connection for a good one however long it has been idle; when
 * the sandbox was frozen in between, nobody may be at its other end any more, and each of the SDK's attempts would wait
 * its whole time for one of them.
 */
export class FreshHandler extends NodeHttpHandler {
  readonly #agents: readonly HttpAgent[];
  readonly #clock: Clock;
  /** When the last request began or ended. */
  #used: { readonly wall: number; readonly steady: number };

  constructor(waits: Waits, clock: Clock = systemClock) {
    // While the sandbox runs, the agents themselves close what is idle.
    const options = { keepAlive: true, maxSockets: MOST_SOCKETS, timeout: IDLE_LIMIT_MS };
    const [httpAgent, httpsAgent] = [new HttpAgent(options), new HttpsAgent(options)];
    super({ ...waits, throwOnRequestTimeout: true, httpAgent, httpsAgent });
    this.#agents = [httpAgent, httpsAgent];
    this.#clock = clock;
    this.#used = this.#now();
  }

  /** Sends a request; rejects with the errors of the SDK. */
  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>) {
    if (this.#idleMs() >= IDLE_LIMIT_MS) this.#dropIdle();
    this.#used = this.#now();
    try {
      return await super.handle(request, options);
    } catch (error) {
      // Where one connection was found dead, the others are no better: the next attempt shall not meet them.
      this.#dropIdle();
      throw error;
    } finally {
      this.#used = this.#now();
    }
  }

  #now() {
    return { wall: this.#clock.now(), steady: this.#clock.monotonic() };
  }

  /** By both clocks: the steady one may stand still in a frozen sandbox, the wall may be set back. */
  #idleMs(): number {
    const now = this.#now();
    return Math.max(now.wall - this.#used.wall, now.steady - this.#used.steady);
  }

  #dropIdle(): void {
    for (const { freeSockets } of this.#agents) {
      for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
    }
  }
}
