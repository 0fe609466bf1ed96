// npm run workflow: every example that it lists is run, as it would be typed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import { workflowNames } from '../../local/workflows/definition.ts';
import { catalogue, commandOf, placeAt } from '../../scripts/workflow/catalogue.ts';
import { runWorkflowCommand } from '../../scripts/workflow/command.ts';
import { directory } from '../build/project.ts';
import { builtFunctions, removeAll } from './support/workflows.ts';

jest.setTimeout(60_000);

let built: string;
let stores: string;
beforeAll(async () => {
  built = await builtFunctions(['eligibility', 'export', 'monitor', 'translate']);
  stores = pathToFileURL(await directory()).href;
});
afterAll(removeAll);

/** Runs the command: its exit code, and what it wrote to standard output and to standard error. */
async function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  stop = new AbortController(),
) {
  const printed: string[] = [];
  const said: string[] = [];
  const code = await runWorkflowCommand(args, {
    environment,
    print: (line) => printed.push(line),
    say: (line) => said.push(line),
    stdin: async () => '{}',
    build: async () => built,
    stores,
    stop: stop.signal,
  });
  return { code, printed: printed.join('\n'), said: said.join('\n') };
}

const listed = catalogue(placeAt(Date.now(), false));
const examples = listed.flatMap(({ name, examples }) =>
  examples.map((example) => ({ title: `${name}: ${example.title}`, name, example })),
);

test('every workflow is listed, with a command to copy for each of its examples', async () => {
  const { code, printed } = await run([]);
  expect(code).toBe(0);
  expect(listed.map(({ name }) => name).toSorted()).toEqual(await workflowNames());
  for (const { name, example } of examples) expect(printed).toContain(`\n  ${commandOf(name, example)}`);
  expect(printed).not.toContain('<siteId>');
});

test('of a real account nothing is made up', async () => {
  const { printed } = await run([], { WIX_API_KEY: 'the-secret-key', WIX_ACCOUNT_ID: 'an-account' });
  expect(printed).toContain('"siteId":"<siteId>"');
  expect(printed).not.toContain('the-secret-key');
});

test.each(examples)('$title', async ({ name, example }) => {
  const [, input = ''] = /--input '(.*)'$/.exec(commandOf(name, example)) ?? [];
  const { code, printed, said } = await run([name, '--input', input]);
  expect(said).toContain('on a local Wix with seeded data');
  if (example.fails === undefined) {
    expect([code, said.includes('Succeeded in ')]).toEqual([0, true]);
    expect(JSON.parse(printed)).toEqual(expect.any(Object));
  } else {
    expect([code, printed]).toEqual([1, '']);
    expect(said).toMatch(new RegExp(`^Failed after [\\d.]+ m?s: ${example.fails}: `, 'm'));
    expect(said).toContain('→ the topic is told: Wix translation: ');
  }
});

test('states and topic are told in their order', async () => {
  const poor = examples.find(({ example }) => example.fails === 'InsufficientCredits');
  const { said } = await run([poor?.name ?? '', '--input', JSON.stringify(poor?.example.input)]);
  const lines = said.split('\n').map((line) => line.trim().split(/ {2,}/)[0]?.slice(0, 26));
  expect(lines.slice(1, 7)).toEqual([
    'Is it all there?',
    'Ask whether the credits su',
    'Do they?',
    '→ the topic is told: Wix t',
    'Notify of missing credits',
    'Not enough credits',
  ]);
});

test('--log shows what the functions log, and - reads the input from standard input', async () => {
  const { code, said } = await run(['refresh-credits', '--input', '-', '--log']);
  expect(code).toBe(0);
  expect(said).toContain('"operation":"monitor"');
  expect((await run(['refresh-credits', '--input', '{}'])).said).not.toContain('"operation":"monitor"');
});

test('settings of the environment reach the functions', async () => {
  const { printed } = await run(['export-transactions', '--input', '{}'], { EXPORT_ROWS_PER_PART: '2' });
  const { rows, files } = JSON.parse(printed);
  expect(rows).toBeGreaterThan(2);
  expect(files).toHaveLength(Math.ceil(rows / 2));
});

test('what was not understood is one clear line and where to look, and exit code 2', async () => {
  const { code, said } = await run(['refresh-credits', '--input', '{']);
  expect(code).toBe(2);
  expect(said).toMatch(
    /^--input is no JSON: .+\n\nnpm run workflow, without anything else, shows how it is called\.\n?$/,
  );
  const withoutAccount = await run(['refresh-credits', '--input', '{}'], { WIX_API_KEY: 'the-secret-key' });
  expect(withoutAccount.code).toBe(2);
  expect(withoutAccount.said).toMatch(/^WIX_API_KEY needs WIX_ACCOUNT_ID/);
  expect(withoutAccount.said).not.toContain('the-secret-key');
});

test('a real account is asked with its key, and the key is never shown', async () => {
  const environment = {
    WIX_API_KEY: 'the-secret-key',
    WIX_ACCOUNT_ID: '00000000-0000-4000-8000-000000000001',
    // Nobody listens there.
    WIX_API_BASE_URL: 'http://127.0.0.1:9',
    STORE_URI: `${stores}/real`,
  };
  const { code, said, printed } = await run(['refresh-credits', '--input', '{}', '--log'], environment);
  expect(said).toContain('on your account 00000000-0000-4000-8000-000000000001 at http://127.0.0.1:9');
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ failed: [{ kind: 'wallet', code: 'WixUnavailable' }] });
  expect(`${said}${printed}`).not.toContain('the-secret-key');
});

test('Ctrl-C ends it at once, with everything that it has started', async () => {
  const environment = { ...process.env, WIX_API_KEY: '', TRANSACTION_SOURCE: 'nowhere' };
  const args = ['scripts/workflow.ts', 'export-transactions', '--input', '{}'];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  // It is about to try again, in some seconds.
  for await (const chunk of child.stderr) {
    said += chunk;
    if (said.includes('Internal: ')) child.kill('SIGINT');
  }
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(130);
  expect(said.trimEnd().endsWith('Stopped.')).toBe(true);
});
