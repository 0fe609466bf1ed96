// npm start as a newcomer meets it: one command, the built zips behind a gateway, and nothing left behind.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { jest } from '@jest/globals';
import { claimable } from '../../local/start/ports.ts';

jest.setTimeout(60_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The server listens on a port');
  return address.port;
}

interface Started {
  readonly child: ChildProcess;
  output(): string;
}

function start(port: number, environment: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  return { child, output: () => output };
}

async function untilReady({ child, output }: Started): Promise<void> {
  while (!output().includes('Ctrl-C stops it.')) {
    if (child.exitCode !== null) throw new Error(output());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('npm start', () => {
  let port = 0;
  let started: Started;
  let token = '';

  beforeAll(async () => {
    port = await freePort();
    started = start(port);
    await untilReady(started);
    token = /Bearer ([\w-]+)/.exec(started.output())?.[1] ?? '';
  });
  afterAll(async () => {
    if (started.child.exitCode !== null) return;
    started.child.kill('SIGKILL');
    await once(started.child, 'exit');
  });

  const ask = (path: string, init: RequestInit = {}, bearer: string | undefined = token) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }), ...init.headers },
    });

  it('prints the base URL, a token, and five commands with what they show', () => {
    expect(started.output()).toContain(`http://127.0.0.1:${port}`);
    expect(token).toHaveLength(43);
    expect(started.output().match(/^ {2}curl /gm)).toHaveLength(5);
    expect(started.output().match(/^ {2}→ 200 \{/gm)).toHaveLength(5);
    expect(started.output()).toMatch(/^ {2}npm run workflow$/m);
  });

  it('answers with the token, as JSON that nobody caches', async () => {
    const response = await ask('/v1/balance?requiredCredits=1');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toContain('application/json');
    await expect(response.json()).resolves.toMatchObject({ scope: 'ACCOUNT', sufficientCredits: true });
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: `Bearer ${'A'.repeat(43)}` }],
    ['another scheme', { authorization: 'Digest x' }],
  ])('refuses %s with 401', async (_, headers) => {
    const response = await fetch(`http://127.0.0.1:${port}/v1/balance`, {
      headers: new Headers(Object.entries(headers)),
    });
    expect(response.status).toBe(401);
  });

  it('names every error of a bad request, as a problem', async () => {
    const response = await ask('/v1/sites/not-a-guid/translation-eligibility', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"wordCount":-1,"surprise":true}',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = Object(await response.json());
    expect(problem).toMatchObject({ status: 400, code: 'InvalidInput' });
    expect(problem.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'siteId',
      'surprise',
      'wordCount',
    ]);
  });

  it('has a dashboard of thirty days behind a sign-in', async () => {
    const base = `http://127.0.0.1:${port}/v1/dashboard`;
    expect(started.output()).toContain(`Dashboard: ${base}`);
    expect((await fetch(base)).status).toBe(401);
    const signIn = await (await fetch(base, { headers: { accept: 'text/html' } })).text();
    expect(signIn).toContain('Client token');
    expect(signIn).not.toContain('data-site');
    const session = await fetch(`${base}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `token=${token}`,
      redirect: 'manual',
    });
    expect([session.status, session.headers.get('location')]).toEqual([303, '../dashboard']);
    const [cookie = ''] = session.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    const page = await (await fetch(base, { headers })).text();
    expect(page.match(/data-site=/g)).toHaveLength(12);
    const data = Object(await (await fetch(`${base}/data`, { headers })).json());
    expect(data).toMatchObject({ monitor: { state: 'fresh' }, summary: { sites: 12 } });
    expect(data.walletDays.length).toBeGreaterThanOrEqual(30);
    expect((await fetch(`${base}/data`)).status).toBe(401);
    // The session is for the dashboard alone.
    expect((await fetch(`http://127.0.0.1:${port}/v1/balance`, { headers })).status).toBe(401);
  });

  it('shows no secret in what it prints after the banner', async () => {
    await ask('/v1/balance');
    const logs = started.output().slice(started.output().indexOf('Ctrl-C stops it.'));
    expect(logs).not.toContain(token);
    expect(logs).not.toContain('IST.local');
  });

  it('a port in use is one clear line', async () => {
    const second = start(port);
    await once(second.child, 'exit');
    expect(second.child.exitCode).toBe(1);
    expect(second.output().trim()).toBe(
      `Port ${port} is in use. Stop what listens there, or choose another: PORT=4000 npm start.`,
    );
  });

  it('Ctrl-C stops everything that it started', async () => {
    started.child.kill('SIGINT');
    await once(started.child, 'exit');
    expect(started.child.exitCode).toBe(0);
    await expect(claimable('127.0.0.1', port, '')).resolves.toBeUndefined();
    await expect(claimable('127.0.0.1', port + 2, '')).resolves.toBeUndefined();
  });
});

it.each(['0', '70000', 'http'])('PORT=%s is one clear line', async (port) => {
  const { child, output } = start(0, { PORT: port });
  await once(child, 'exit');
  expect(output().trim()).toBe(`PORT must be a number from 1 to 65533, not "${port}".`);
});

it('WIX_API_KEY without its account is one clear line, and never shows the key', async () => {
  const { child, output } = start(await freePort(), { WIX_API_KEY: 'the-secret-key', WIX_ACCOUNT_ID: '' });
  await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(output().trim()).toMatch(/^WIX_API_KEY needs WIX_ACCOUNT_ID/);
  expect(output()).not.toContain('the-secret-key');
});
