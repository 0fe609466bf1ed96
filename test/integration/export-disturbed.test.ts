// Whole exports that are disturbed: faults, an outage, a rotated key, killed processes; the bytes are the same in the end.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { exportSuite, QUERY, toTheEnd, WINDOW } from './support/export-suite.ts';

const suite = exportSuite();
const TOO_MANY = { kind: 'status', status: 429, retryAfter: '600', times: 1 } as const;

describe('whatever happens on the way, the bytes are the same', () => {
  let expected: Record<string, string>;
  beforeEach(async () => {
    await suite.open({}, 'undisturbed')(WINDOW);
    expected = await suite.contentOf('undisturbed');
  });

  test.each([
    ['connections that break', { kind: 'reset-after-headers', times: 1, match: { ...QUERY, after: 4 } }],
    ['a page that is cut', { kind: 'cut-body', times: 1, match: { ...QUERY, after: 4 } }],
    [
      'a 503 and its page of HTML',
      { kind: 'status', status: 503, body: 'html', times: 2, match: { ...QUERY, after: 3 } },
    ],
  ] as const)('%s', async (_, fault) => {
    suite.bundle.wix.faults.add(fault);
    expect(await suite.open()(WINDOW)).toMatchObject({ status: 'COMPLETE' });
    expect(await suite.contentOf()).toEqual(expected);
  });

  test('a 429 in the middle: CONTINUE, with the time that Wix names', async () => {
    suite.bundle.wix.faults.add({ ...TOO_MANY, match: { ...QUERY, after: 6 } });
    const run = suite.open();
    const answer = await run(WINDOW);
    expect(answer).toMatchObject({ status: 'CONTINUE', waitSeconds: 600, progress: { pages: 6, rows: 600 } });
    expect(await run({ continuation: answer.continuation })).toMatchObject({ status: 'COMPLETE' });
    expect(await suite.contentOf()).toEqual(expected);
  });

  test('an outage: retried, then CONTINUE, then WixUnavailable, and with Wix back it goes on where it was', async () => {
    suite.bundle.wix.faults.add({ kind: 'status', status: 503, match: { ...QUERY, after: 4 } });
    const run = suite.open();
    // The caller's time is nearly over, so that no call waits for its retries.
    await expect(toTheEnd(run, 6_000)).rejects.toMatchObject({ name: 'WixUnavailable' });
    suite.bundle.wix.faults.clear();
    suite.bundle.wix.journal.clear();
    expect(await suite.open()(WINDOW)).toMatchObject({ status: 'COMPLETE' });
    expect(suite.bundle.wix.journal.entries).toHaveLength(Math.ceil(suite.truth().length / 100) - 4);
    expect(await suite.contentOf()).toEqual(expected);
  });

  test('a key that is rotated in the middle', async () => {
    suite.bundle.wix.faults.add({ ...TOO_MANY, match: { ...QUERY, after: 5 } });
    const run = suite.open();
    const rotate = () => {
      suite.bundle.wix.addKey({ name: 'rotated', key: 'the-next-key' });
      suite.bundle.wix.faults.add({ kind: 'status', status: 401, times: 1, match: QUERY });
      suite.bundle.secrets.set(
        'test/wix',
        JSON.stringify({ apiKey: 'the-next-key', accountId: suite.bundle.wix.accountId }),
      );
    };
    expect(await toTheEnd(run, 29_000, rotate)).toMatchObject({ status: 'COMPLETE' });
    expect(suite.bundle.wix.journal.entries.at(-1)?.keyName).toBe('rotated');
    suite.bundle.wix.revokeKey('rotated');
    expect(await suite.contentOf()).toEqual(expected);
  });

  test('pages that begin with the last row of the one before', async () => {
    suite.bundle.wix.settings.paging = 'overlapping';
    expect(await suite.open()(WINDOW)).toMatchObject({ status: 'COMPLETE' });
    expect(await suite.contentOf()).toEqual(expected);
  });

  test('two calls at once', async () => {
    const answers = await Promise.all([suite.open()(WINDOW), suite.open()(WINDOW)]);
    expect(answers.filter(({ status }) => status === 'COMPLETE').length).toBeGreaterThanOrEqual(1);
    expect(await suite.open()(WINDOW)).toMatchObject({ status: 'COMPLETE', alreadyDone: true });
    expect(await suite.contentOf()).toEqual(expected);
  });

  test('processes that are killed', async () => {
    const worker = fileURLToPath(new URL('./support/export-worker.ts', import.meta.url));
    const host = suite.bundle.wix.journal.entries.at(-1)?.headers.host;
    const settings = {
      ...suite.environment(),
      WIX_API_BASE_URL: `http://${host}`,
      WIX_SECRET_ID: 'test/wix',
    };
    const run = (killAfter: number | undefined) =>
      new Promise<string>((resolve) => {
        const child = spawn(process.execPath, ['--no-warnings', worker, JSON.stringify(WINDOW)], {
          env: { ...process.env, ...settings },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let text = '';
        child.stdout.on('data', (chunk: Buffer) => {
          text += chunk;
          if (killAfter !== undefined && text.split('\n').length > killAfter) child.kill('SIGKILL');
        });
        child.once('close', () => resolve(text));
      });
    // A page takes its time, so that the rest of them is never read before the signal comes.
    suite.bundle.wix.faults.add({ kind: 'delay', delayMs: 30, match: QUERY });
    for (const pages of [1, 4, 8]) expect(await run(pages)).not.toContain('COMPLETE');
    expect(await run(undefined)).toContain('COMPLETE');
    expect(await suite.contentOf()).toEqual(expected);
  });
});
