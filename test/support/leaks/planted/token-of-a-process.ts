// Planted: a process of its own that logs a client's token, with nobody reading what it writes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mintToken } from '../../../../lib/auth/token.ts';

test('passes', async () => {
  const line = JSON.stringify({ level: 'info', url: `/x?token=${mintToken()}` });
  const child = spawn(process.execPath, ['-e', 'process.stdout.write(process.argv[1])', line], {
    stdio: 'pipe',
  });
  child.stdout.resume();
  const [status] = await once(child, 'close');
  expect(status).toBe(0);
});
