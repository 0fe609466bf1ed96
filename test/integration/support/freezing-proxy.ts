// A way to a server that forgets its connections while a sandbox is frozen, as load balancers and NAT gateways do.
import { connect, createServer, type Socket } from 'node:net';

/**
 * How the connections die: `silent` takes what is sent and never answers, no more than a NAT gateway does that has
 * forgotten them; `reset` answers the next packet with a reset; `closed` has said goodbye already.
 */
export type Death = 'silent' | 'reset' | 'closed';

/** A running proxy. */
export interface FreezingProxy {
  readonly url: string;
  /** Every connection of now dies; new ones work. */
  freeze(death: Death): void;
  /** Connections in all. */
  readonly connections: () => number;
  /** Dead connections on which something was sent all the same. */
  readonly usedAfterDeath: () => number;
  close(): Promise<void>;
}

interface Link {
  readonly near: Socket;
  readonly far: Socket;
}

/** Starts a proxy on a free port in front of `http://127.0.0.1:<port>`. */
export async function startFreezingProxy(target: string): Promise<FreezingProxy> {
  const living = new Set<Link>();
  const all = new Set<Socket>();
  const used = new Set<Socket>();
  let connections = 0;

  const server = createServer((near) => {
    connections += 1;
    const far = connect(Number(new URL(target).port), '127.0.0.1');
    const link = { near, far };
    living.add(link);
    for (const socket of [near, far]) {
      all.add(socket);
      // A connection that breaks is what this is for; the other side of it is told, unless it is dead.
      socket.on('error', () => {});
      socket.on('close', () => {
        all.delete(socket);
        if (living.delete(link)) {
          near.destroy();
          far.destroy();
        }
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on a port');

  const kill = ({ near, far }: Link, death: Death) => {
    near.unpipe(far);
    far.unpipe(near);
    far.destroy();
    near.on('data', () => {
      used.add(near);
      if (death === 'reset') near.resetAndDestroy();
    });
    near.resume();
    if (death === 'closed') near.end();
  };

  return {
    url: `http://127.0.0.1:${address.port}`,
    freeze: (death) => {
      const dying = [...living];
      living.clear();
      for (const link of dying) kill(link, death);
    },
    connections: () => connections,
    usedAfterDeath: () => used.size,
    close: async () => {
      for (const socket of all) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
