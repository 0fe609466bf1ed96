// The local Wix as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { PATHS } from './open-wix.ts';

const main = fileURLToPath(new URL('../../../local/wix/main.ts', import.meta.url));
const said = v.object({ url: v.string(), accountId: v.string(), apiKey: v.string(), sites: v.number() });

function start(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output.out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output.err += chunk;
  });
  return { child, output };
}

const exitOf = async (child: ChildProcess): Promise<unknown> => (await once(child, 'close'))[0];

test('it says where it listens, answers there, and ends when it is told to', async () => {
  const { child, output } = start('--port', '0', '--seed', '5', '--sites', '3');
  await once(child.stdout, 'data');
  const { url, accountId, apiKey, sites } = v.parse(said, JSON.parse(output.out));
  expect(sites).toBe(3);
  const headers = { authorization: apiKey, 'wix-account-id': accountId };
  const response = await fetch(url + PATHS.balance, { method: 'POST', headers });
  expect(response.status).toBe(200);
  expect((await fetch(`${url}/_control/state`)).status).toBe(200);
  const port = new URL(url).port;
  const second = start('--port', port);
  expect(await exitOf(second.child)).toBe(1);
  expect(second.output.err).toMatch(new RegExp(`^Cannot listen on port ${port}: .*EADDRINUSE.*\n$`));
  const exit = exitOf(child);
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(output.err).toBe('');
});

test('a wrong argument is a line on standard error, the usage, and status 2', async () => {
  const { child, output } = start('--sites', 'many');
  expect(await exitOf(child)).toBe(2);
  expect(output.err).toMatch(/^--sites: expected a whole number\n\nUsage: /);
  expect(output.out).toBe('');
});
