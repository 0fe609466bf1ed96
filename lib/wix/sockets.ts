// Which sockets may be used again: one that sat idle for long, or through a frozen sandbox, is likely dead.
import type { Agent, AgentOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../call.ts';

/** A socket that was idle for longer is not used again. Load balancers close idle connections after 60 s or more. */
const IDLE_LIMIT_MS = 20_000;
/**
 * The same for a request that must not be sent twice: there, a socket that closes just then costs the caller an
 * error. Node's own servers, the most impatient ones around, close after 5 s.
 */
const CAREFUL_IDLE_LIMIT_MS = 4_000;

/** An agent that keeps connections, and what keeps the bad ones out of use. */
export function createSocketCare(AgentOf: new (options: AgentOptions) => Agent, clock: Clock) {
  // With `timeout` the agent also heeds the server's `Keep-Alive: timeout=…`, and writes the shorter to the socket.
  const agent = new AgentOf({ keepAlive: true, timeout: IDLE_LIMIT_MS });
  const freed = new WeakMap<Duplex, { readonly wall: number; readonly steady: number }>();
  agent.on('free', (socket: Duplex) => freed.set(socket, { wall: clock.now(), steady: clock.monotonic() }));

  /** Idle time by both clocks: the steady one may stand still in a frozen sandbox, the wall may be set back. */
  const idleMs = (socket: Duplex) => {
    const since = freed.get(socket);
    if (since === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(clock.now() - since.wall, clock.monotonic() - since.steady);
  };
  const dropIdleFor = (milliseconds: number) => {
    for (const sockets of Object.values(agent.freeSockets)) {
      for (const socket of sockets ?? []) {
        // The agent appends what comes free: after the first that is good, all are.
        if (idleMs(socket) < Math.min(milliseconds, socket.timeout ?? milliseconds)) break;
        socket.destroy();
      }
    }
  };

  return {
    agent,
    /** Closes the free sockets that have been idle for too long. */
    dropStale: (repeatable: boolean) => dropIdleFor(repeatable ? IDLE_LIMIT_MS : CAREFUL_IDLE_LIMIT_MS),
    /** Closes every free socket: where one was found dead, the others are no better. */
    dropFree: () => dropIdleFor(0),
  };
}
