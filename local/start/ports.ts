// Which ports the bundle listens on, and whether they are free.
import { createServer } from 'node:net';

/** A mistake of the person who starts the bundle: shown as one line, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * The port that PORT names, 3000 when it is not set.
 * @throws StartError when it is no port number.
 */
export function portFrom(text: string | undefined): number {
  if (text === undefined || text === '') return 3000;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_533)
    throw new StartError(`PORT must be a number from 1 to 65533, not "${text}".`);
  return port;
}

/**
 * Makes sure that nothing listens on a port of this machine.
 * @throws StartError naming the port and the way out when something does, or when it may not be used.
 */
export async function claimable(host: string, port: number, wayOut: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code ?? error.message})`;
      reject(new StartError(`Port ${port} ${reason}. ${wayOut}`));
    });
    server.listen(port, host, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}
