// A warm handler: calls it as often and as many at a time as the parent says, and counts its connections.
import { subscribe } from 'node:diagnostics_channel';
import { context, event } from './event.mjs';

let connections = 0;
subscribe('net.client.socket', ({ socket }) => {
  socket.once('connect', () => {
    if (String(socket.remotePort) === process.env.BENCH_WIX_PORT) connections += 1;
  });
});

const { handler } = await import(process.argv[2]);

async function caller(calls) {
  for (let call = 0; call < calls; call += 1) {
    const { statusCode, body } = await handler(event(), context());
    if (statusCode !== 200) throw new Error(`The handler answered ${statusCode}: ${body}`);
  }
}

process.on('message', async ({ calls, callers }) => {
  const start = performance.now();
  await Promise.all(Array.from({ length: callers }, () => caller(calls / callers)));
  process.send({ milliseconds: performance.now() - start, connections });
});
process.send('ready');
