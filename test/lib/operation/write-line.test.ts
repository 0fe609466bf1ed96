// Lines reach whoever reads the standard output, whole and in order, however slowly it is read.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

const LINES = 3000;

async function linesOf(script: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A pipe holds 64 KiB: while nobody reads, it is full.
  await sleep(300);
  return (await text(child.stdout)).trimEnd().split('\n');
}

test.each([
  ['a pipe that waits', ''],
  ['a pipe that does not wait, because the stream has been used', 'process.stdout.write("");'],
])('%s', async (_name, before) => {
  const lines = await linesOf(`
    import { writeLine } from './lib/operation/write-line.ts';
    ${before}
    for (let index = 0; index < ${LINES}; index += 1) writeLine(JSON.stringify({ index, text: 'é'.repeat(500) }));`);
  expect(lines.map((line) => JSON.parse(line).index)).toEqual(
    Array.from({ length: LINES }, (_, index) => index),
  );
});
