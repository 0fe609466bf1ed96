// What the tests of whole exports share: a local Wix for a file, a folder for each test, and the function over both.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportTransactions } from '../../../functions/export.ts';
import { normalise } from '../../../lib/export/record/normalise.ts';
import { compareRows, type Row } from '../../../lib/export/record/transaction.ts';
import { exportServices } from '../../../lib/export/run/services.ts';
import { type Bundle, startBundle } from './bundle.ts';

export const WINDOW = { from: '2026-10-10T06:00:00Z', to: '2026-10-25T18:00:00Z' };
export const QUERY = { path: '/appmarket/credittransactions/*' };

/** The bundle of a test file, and the exports of the test that runs. */
export type ExportSuite = ReturnType<typeof exportSuite>;

/** Starts a local Wix for a file and makes a folder for each of its tests. */
export function exportSuite() {
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

  return {
    get bundle() {
      return bundle;
    },
    environment,
    open,
    truth,
    contentOf,
  };
}

/** Calls the function until it is done; between two calls `between` may change the world. */
export async function toTheEnd(
  run: ReturnType<ExportSuite['open']>,
  remaining: number,
  between: () => void = () => {},
) {
  let answer = await run(WINDOW, remaining);
  for (let calls = 1; answer.status === 'CONTINUE' && calls < 60; calls += 1) {
    between();
    answer = await run({ continuation: answer.continuation }, remaining);
  }
  return answer;
}
