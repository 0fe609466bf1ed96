// How a line leaves the process.
import { writeSync } from 'node:fs';

const STDOUT = 1;

/** Once the stream holds a rest, only the stream keeps what follows in order. */
let direct = true;

/**
 * Writes one line to the standard output, where Lambda collects it. It is written straight to the file, because the
 * first use of `process.stdout` costs a cold start 3 ms. Where the file takes no more for the moment, as a full pipe
 * may, the stream takes over and waits.
 */
export function writeLine(line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  let written = 0;
  try {
    while (direct && written < bytes.length) written += writeSync(STDOUT, bytes, written);
  } catch {
    direct = false;
  }
  if (!direct) process.stdout.write(bytes.subarray(written));
}
