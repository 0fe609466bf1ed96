// Planted: a process that prints the hash of a token to the standard error of this one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseClients } from '../../../../lib/auth/clients.ts';
import { hashToken } from '../../../../lib/auth/token.ts';

test('passes', async () => {
  const tokenSha256 = hashToken('a-token-of-a-client').toString('hex');
  const clients = parseClients(JSON.stringify({ clients: [{ id: 'acme', scopes: [], tokenSha256 }] }));
  expect(clients).toHaveLength(1);
  const code = 'console.error(process.argv[1])';
  const child = spawn(process.execPath, ['-e', code, `hash: ${tokenSha256}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status] = await once(child, 'close');
  expect(status).toBe(0);
});
