// Whole exports over real HTTP into a real directory, held against the truth of the local Wix.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { exportTransactions } from '../../functions/export.ts';
import { record, recordServices } from '../../functions/record.ts';
import { FORMAT_NAMES } from '../../lib/export/format/format.ts';
import { parseManifest } from '../../lib/export/manifest/manifest.ts';
import { verifyManifest } from '../../lib/export/manifest/verify.ts';
import { normalise } from '../../lib/export/record/normalise.ts';
import { compareRows, type Row } from '../../lib/export/record/transaction.ts';
import { exportServices } from '../../lib/export/run/services.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { type Bundle, startBundle } from './support/bundle.ts';

const WINDOW = { from: '2026-10-10T06:00:00Z', to: '2026-10-25T18:00:00Z' };
const QUERY = { path: '/appmarket/credittransactions/*' };

let bundle: Bundle;
let folder: string;
beforeAll(async () => {
  bundle = await startBundle({ startAt: '2026-11-01T00:00:00.000Z', transactions: 3_000, historyDays: 40 });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(async () => {
  bundle.reset();
  bundle.wix.settings.paging = 'exact';
  bundle.wix.settings.transactionQuery = 200;
  await rm(folder, { recursive: true });
});
afterAll(() => bundle.close());

/** The environment of the function; its store is a folder of its own where a test wants to compare. */
const environment = (name = 'store') => ({
  STORE_URI: pathToFileURL(join(folder, name)).href,
  EXPORT_ROWS_PER_PART: '250',
});

/** A fresh function, as after a cold start; it answers as an object of any shape. */
function open(settings: Readonly<Record<string, string>> = {}, name?: string) {
  const call = bundle.open(exportTransactions, exportServices, { ...environment(name), ...settings });
  return async (payload: object, remaining?: number) => Object(await call(payload, remaining));
}

/** What the world holds for the window, in the order of an export. */
function truth(): Row[] {
  const { transactions } = bundle.wix.world;
  const all = Array.from({ length: transactions.size() }, (_, place) => transactions.at(place));
  const inside = all.filter(({ createdDate }) => createdDate >= WINDOW.from && createdDate < WINDOW.to);
  return inside.map(normalise).toSorted(compareRows);
}

/** Money as whole millionths. */
function millionths(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

/** All files below a folder but the store's own and the checkpoints, as text by name. */
async function contentOf(name = 'store'): Promise<Record<string, string>> {
  const root = join(folder, name);
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  const kept = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => !path.includes('/checkpoints/') && !path.includes('/.'));
  const bodies = kept.sort().map(async (path) => [path.slice(root.length), await readFile(path, 'base64')]);
  return Object.fromEntries(await Promise.all(bodies));
}

async function verified(answer: { manifest: string }, name = 'store') {
  const store = openStore(environment(name).STORE_URI);
  const manifest = parseManifest(await readFile(fileURLToPath(answer.manifest)));
  return verifyManifest(manifest, (key) => store.stream(key));
}

test.each(FORMAT_NAMES)(
  'an export as %s holds every transaction of the window once, and proves it',
  async (format) => {
    const answer = await open()({ ...WINDOW, format });
    const rows = truth();
    expect(answer).toMatchObject({ status: 'COMPLETE', rows: rows.length });
    expect(rows.length).toBeGreaterThan(1000);
    const sum = rows.reduce((total, { record }) => total + millionths(record.amount.cost?.amount ?? '0'), 0n);
    expect(millionths(answer.cost.USD)).toBe(sum);
    expect(await verified(answer)).toMatchObject({
      ok: true,
      figures: { rows: rows.length },
      chain: 'first',
    });
    expect(await open()({ ...WINDOW, format })).toEqual({ ...answer, alreadyDone: true });
  },
);

test('the files of an export hold the truth, line by line', async () => {
  const { files } = await open()({ ...WINDOW, format: 'ndjson' });
  const { gunzipSync } = await import('node:zlib');
  const bodies: Buffer[] = await Promise.all(
    files.map(({ uri }: { uri: string }) => readFile(fileURLToPath(uri))),
  );
  const lines = bodies.flatMap((body) => gunzipSync(body).toString().trimEnd().split('\n'));
  expect(lines).toEqual(truth().map(({ line }) => line));
});

/** Calls the function until it is done; between two calls `between` may change the world. */
async function toTheEnd(run: ReturnType<typeof open>, remaining: number, between: () => void = () => {}) {
  let answer = await run(WINDOW, remaining);
  for (let calls = 1; answer.status === 'CONTINUE' && calls < 60; calls += 1) {
    between();
    answer = await run({ continuation: answer.continuation }, remaining);
  }
  return answer;
}

describe('whatever happens on the way, the bytes are the same', () => {
  let expected: Record<string, string>;
  beforeEach(async () => {
    await open({}, 'undisturbed')(WINDOW);
    expected = await contentOf('undisturbed');
  });

  test.each([
    ['connections that break', { kind: 'reset-after-headers', times: 1, match: { ...QUERY, after: 4 } }],
    ['a page that is cut', { kind: 'cut-body', times: 1, match: { ...QUERY, after: 4 } }],
    [
      'a 503 and its page of HTML',
      { kind: 'status', status: 503, body: 'html', times: 2, match: { ...QUERY, after: 3 } },
    ],
  ] as const)('%s', async (_, fault) => {
    bundle.wix.faults.add(fault);
    expect(await open()(WINDOW)).toMatchObject({ status: 'COMPLETE' });
    expect(await contentOf()).toEqual(expected);
  });

  test('a 429 in the middle: CONTINUE, with the time that Wix names', async () => {
    bundle.wix.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: '600',
      times: 1,
      match: { ...QUERY, after: 6 },
    });
    const run = open();
    const answer = await run(WINDOW);
    expect(answer).toMatchObject({ status: 'CONTINUE', waitSeconds: 600, progress: { pages: 6, rows: 600 } });
    expect(await run({ continuation: answer.continuation })).toMatchObject({ status: 'COMPLETE' });
    expect(await contentOf()).toEqual(expected);
  });

  test('an outage: retried, then CONTINUE, then WixUnavailable, and with Wix back it goes on where it was', async () => {
    bundle.wix.faults.add({ kind: 'status', status: 503, match: { ...QUERY, after: 4 } });
    const run = open();
    // The caller's time is nearly over, so that no call waits for its retries.
    await expect(toTheEnd(run, 6_000)).rejects.toMatchObject({ name: 'WixUnavailable' });
    bundle.wix.faults.clear();
    bundle.wix.journal.clear();
    expect(await open()(WINDOW)).toMatchObject({ status: 'COMPLETE' });
    expect(bundle.wix.journal.entries).toHaveLength(Math.ceil(truth().length / 100) - 4);
    expect(await contentOf()).toEqual(expected);
  });

  test('a key that is rotated in the middle', async () => {
    bundle.wix.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: '600',
      times: 1,
      match: { ...QUERY, after: 5 },
    });
    const run = open();
    const rotate = () => {
      bundle.wix.addKey({ name: 'rotated', key: 'the-next-key' });
      bundle.wix.faults.add({ kind: 'status', status: 401, times: 1, match: QUERY });
      bundle.secrets.set(
        'test/wix',
        JSON.stringify({ apiKey: 'the-next-key', accountId: bundle.wix.accountId }),
      );
    };
    expect(await toTheEnd(run, 29_000, rotate)).toMatchObject({ status: 'COMPLETE' });
    expect(bundle.wix.journal.entries.at(-1)?.keyName).toBe('rotated');
    bundle.wix.revokeKey('rotated');
    expect(await contentOf()).toEqual(expected);
  });

  test('pages that begin with the last row of the one before', async () => {
    bundle.wix.settings.paging = 'overlapping';
    expect(await open()(WINDOW)).toMatchObject({ status: 'COMPLETE' });
    expect(await contentOf()).toEqual(expected);
  });

  test('two calls at once', async () => {
    const answers = await Promise.all([open()(WINDOW), open()(WINDOW)]);
    expect(answers.filter(({ status }) => status === 'COMPLETE').length).toBeGreaterThanOrEqual(1);
    expect(await open()(WINDOW)).toMatchObject({ status: 'COMPLETE', alreadyDone: true });
    expect(await contentOf()).toEqual(expected);
  });

  test('processes that are killed', async () => {
    const worker = fileURLToPath(new URL('./support/export-worker.ts', import.meta.url));
    const host = bundle.wix.journal.entries.at(-1)?.headers.host;
    const settings = { ...environment(), WIX_API_BASE_URL: `http://${host}`, WIX_SECRET_ID: 'test/wix' };
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
    bundle.wix.faults.add({ kind: 'delay', delayMs: 30, match: QUERY });
    for (const pages of [1, 4, 8]) expect(await run(pages)).not.toContain('COMPLETE');
    expect(await run(undefined)).toContain('COMPLETE');
    expect(await contentOf()).toEqual(expected);
  });
});

describe('what is no export', () => {
  test.each([403, 404, 501] as const)(
    'a Wix that answers %s to the query: TransactionsNotReadable, and no file is written',
    async (status) => {
      bundle.wix.settings.transactionQuery = status;
      await expect(open()(WINDOW)).rejects.toMatchObject({ name: 'TransactionsNotReadable' });
      expect(Object.keys(await contentOf())).toEqual([]);
    },
  );

  test('a list without an end', async () => {
    bundle.wix.settings.paging = 'looping';
    await expect(toTheEnd(open(), 6_000)).rejects.toMatchObject({ name: 'WixUnavailable' });
    expect(Object.keys(await contentOf()).filter((name) => name.includes('manifest'))).toEqual([]);
  });
});

test('what record has stored is the same export, but for its source', async () => {
  const rows = truth().slice(0, 700);
  const until = { from: WINDOW.from, to: rows.at(-1)?.record.createdDate ?? '' };
  const store = environment();
  const post = bundle.open(record, recordServices, store);
  for (let start = 0; start < rows.length; start += 350) {
    const transactions = rows.slice(start, start + 350).map(({ line }) => JSON.parse(line));
    expect(await post({ transactions })).toMatchObject({ conflicts: [] });
  }
  const recorded = await open({ TRANSACTION_SOURCE: 'recorded' })(until);
  const fromWix = await open()(until);
  expect(recorded).toMatchObject({ status: 'COMPLETE', rows: 699 });
  expect(recorded.exportId).toMatch(/^recorded-ndjson-/);
  const figures = (files: { sha256: string; bytes: number }[]) =>
    files.map(({ sha256, bytes }) => [sha256, bytes]);
  expect(figures(recorded.files)).toEqual(figures(fromWix.files));
  expect(await verified(recorded)).toMatchObject({ ok: true });
});
