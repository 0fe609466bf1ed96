// Whole exports over real HTTP into a real directory, held against the truth of the local Wix.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { record, recordServices } from '../../functions/record.ts';
import { FORMAT_NAMES } from '../../lib/export/format/format.ts';
import { parseManifest } from '../../lib/export/manifest/manifest.ts';
import { verifyManifest } from '../../lib/export/manifest/verify.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { exportSuite, toTheEnd, WINDOW } from './support/export-suite.ts';

const suite = exportSuite();

/** Money as whole millionths. */
function millionths(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

async function verified(answer: { manifest: string }, name = 'store') {
  const store = openStore(suite.environment(name).STORE_URI);
  const manifest = parseManifest(await readFile(fileURLToPath(answer.manifest)));
  return verifyManifest(manifest, (key) => store.stream(key));
}

test.each(FORMAT_NAMES)(
  'an export as %s holds every transaction of the window once, and proves it',
  async (format) => {
    const answer = await suite.open()({ ...WINDOW, format });
    const rows = suite.truth();
    expect(answer).toMatchObject({ status: 'COMPLETE', rows: rows.length });
    expect(rows.length).toBeGreaterThan(1000);
    const sum = rows.reduce((total, { record }) => total + millionths(record.amount.cost?.amount ?? '0'), 0n);
    expect(millionths(answer.cost.USD)).toBe(sum);
    expect(await verified(answer)).toMatchObject({
      ok: true,
      figures: { rows: rows.length },
      chain: 'first',
    });
    expect(await suite.open()({ ...WINDOW, format })).toEqual({ ...answer, alreadyDone: true });
  },
);

test('the files of an export hold the truth, line by line', async () => {
  const { files } = await suite.open()({ ...WINDOW, format: 'ndjson' });
  const { gunzipSync } = await import('node:zlib');
  const bodies: Buffer[] = await Promise.all(
    files.map(({ uri }: { uri: string }) => readFile(fileURLToPath(uri))),
  );
  const lines = bodies.flatMap((body) => gunzipSync(body).toString().trimEnd().split('\n'));
  expect(lines).toEqual(suite.truth().map(({ line }) => line));
});

describe('what is no export', () => {
  test.each([403, 404, 501] as const)(
    'a Wix that answers %s to the query: TransactionsNotReadable, and no file is written',
    async (status) => {
      suite.bundle.wix.settings.transactionQuery = status;
      await expect(suite.open()(WINDOW)).rejects.toMatchObject({ name: 'TransactionsNotReadable' });
      expect(Object.keys(await suite.contentOf())).toEqual([]);
    },
  );

  test('a list without an end', async () => {
    suite.bundle.wix.settings.paging = 'looping';
    await expect(toTheEnd(suite.open(), 6_000)).rejects.toMatchObject({ name: 'WixUnavailable' });
    expect(Object.keys(await suite.contentOf()).filter((name) => name.includes('manifest'))).toEqual([]);
  });
});

test('what record has stored is the same export, but for its source', async () => {
  const rows = suite.truth().slice(0, 700);
  const until = { from: WINDOW.from, to: rows.at(-1)?.record.createdDate ?? '' };
  const store = suite.environment();
  const post = suite.bundle.open(record, recordServices, store);
  for (let start = 0; start < rows.length; start += 350) {
    const transactions = rows.slice(start, start + 350).map(({ line }) => JSON.parse(line));
    expect(await post({ transactions })).toMatchObject({ conflicts: [] });
  }
  const recorded = await suite.open({ TRANSACTION_SOURCE: 'recorded' })(until);
  const fromWix = await suite.open()(until);
  expect(recorded).toMatchObject({ status: 'COMPLETE', rows: 699 });
  expect(recorded.exportId).toMatch(/^recorded-ndjson-/);
  const figures = (files: { sha256: string; bytes: number }[]) =>
    files.map(({ sha256, bytes }) => [sha256, bytes]);
  expect(figures(recorded.files)).toEqual(figures(fromWix.files));
  expect(await verified(recorded)).toMatchObject({ ok: true });
});
