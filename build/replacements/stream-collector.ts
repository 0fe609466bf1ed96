// The bytes of an answer. The SDK pipes them into a stream of its own, and `pipe` asks whether that stream is
// `process.stdout` or `process.stderr`, which makes both at their first mention: 1 ms.
import type { Readable } from 'node:stream';

/** All bytes of a Node stream, as the SDK's HTTP handler gives it. Rejects with the error of the stream. */
export const streamCollector = (stream: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    stream.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => resolve(Buffer.concat(chunks)));
  });
