// npm run usage: what it prints, and where to.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { recordRows } from '../../lib/export/source/record-rows.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { runUsageCommand } from '../../scripts/usage/command.ts';
import { row } from '../lib/export/source/walk.ts';
import { Account, HOUR, siteId } from '../lib/monitor/account.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'usage-'));
  const account = new Account(2);
  for (let round = 0; round < 4; round += 1) {
    account.site(1).used += 3;
    account.wallet.periodic -= 2;
    await account.run();
    account.wait(8 * HOUR);
  }
  const store = openStore(pathToFileURL(directory).href);
  for (const [key, body] of account.disk.objects) await store.put(key, body);
  const charge = { createdDate: '2026-11-02T10:00:00Z', amount: { credits: 4 } };
  await recordRows(store, [row('a', charge)], account.call());
});
afterAll(() => rm(directory, { recursive: true }));

/** Runs the command over the store; the window is that of the account's life unless told. */
async function command(...args: string[]) {
  const [out, said]: [string[], string[]] = [[], []];
  const terminal = {
    environment: { TRANSACTION_SOURCE: 'recorded' },
    print: (line: string) => void out.push(line),
    say: (line: string) => void said.push(line),
  };
  const code = await runUsageCommand(args, terminal);
  return { code, out, said: said.join('\n') };
}
const window = ['--from', '2026-11-02', '--to', '2026-11-04'];

it('prints a table of the account and its sites, held against the transactions', async () => {
  const { code, out, said } = await command(...window, '--store', directory);
  expect([code, said]).toEqual([0, '']);
  expect(out).toEqual([
    'day         of                                           used  how sure  bought  charged  unexplained  verdict',
    '2026-11-02  AI credits, account                          6     exact     0       4        2            differs',
    '2026-11-02  words, account                               9     exact     0',
    `2026-11-02  words, ${siteId(0)}  0     exact     0`,
    `2026-11-02  words, ${siteId(1)}  9     exact     0`,
    '',
    expect.stringContaining(
      'AI credits on the observed days together: used 6, charged 4, unexplained 2: differs',
    ),
  ]);
});

it('prints the answer of the route with --json', async () => {
  const uri = pathToFileURL(directory).href;
  const { code, out } = await command(...window, '--store', uri, '--json', '--account');
  expect(code).toBe(0);
  expect(out).toHaveLength(1);
  const answer = JSON.parse(out[0] ?? '');
  expect(Object.keys(answer)).toEqual(['from', 'to', 'account', 'reconciliation']);
  expect(answer.reconciliation.days).toMatchObject([{ day: '2026-11-02', unexplained: '2' }]);
});

it('--site shows that site alone', async () => {
  const { out } = await command(...window, '--store', directory, '--site', siteId(1));
  expect(out.slice(1).every((line) => line.includes(siteId(1)))).toBe(true);
});

it('--rebuild makes the daily usage anew, the same as it was', async () => {
  const before = await command(...window, '--store', directory);
  const after = await command(...window, '--store', directory, '--rebuild');
  expect(after.out).toEqual(before.out);
  expect(after.said).toMatch(/^Made anew from the snapshots: \d+ rows/);
});

it('says so where nothing is known', async () => {
  const { code, out } = await command('--from', '2026-01-01', '--to', '2026-01-02', '--store', directory);
  expect([code, out[0]]).toEqual([0, 'Nothing is known of the usage from 2026-01-01 up to 2026-01-02.']);
});

it.each([
  [[], 'STORE_URI'],
  [['--store', 'file:///x', '--from', 'soon'], 'from: expected a UTC day'],
  [['--store', 'file:///x', '--from', '2026-11-02', '--to', '2026-11-01'], '--to: expected a day after from'],
  [['--days', '3'], '--days'],
])('%j is refused with how it is used', async (args, message) => {
  const { code, out, said } = await command(...args);
  expect([code, out]).toEqual([2, []]);
  expect(said).toContain(message);
  expect(said).toContain('Usage:');
});

it('a store that cannot be used is told with its code', async () => {
  const { code, said } = await command('--store', 's3://x');
  expect(code).toBe(1);
  expect(said).toMatch(/^Internal: .*STORE_URI/);
});

it('--help says how it is used', async () => {
  expect((await command('--help')).out[0]).toContain('npm run usage');
});
