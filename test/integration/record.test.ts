// The two sources of transactions over real HTTP and a real directory: all rows of a window, whatever happens meanwhile.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { record, recordServices } from '../../functions/record.ts';
import { normalise } from '../../lib/export/record/normalise.ts';
import type { Row } from '../../lib/export/record/transaction.ts';
import { openSource } from '../../lib/export/source/open-source.ts';
import type { TransactionSource } from '../../lib/export/source/source.ts';
import { defineOperation } from '../../lib/operation/operation.ts';
import { openStore } from '../../lib/store/open-store.ts';
import { linesOf } from '../lib/export/source/walk.ts';
import { type Bundle, startBundle } from './support/bundle.ts';

const START = '2026-11-01T00:00:00.000Z';
const EVER = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

/** One page of the source that the environment names, as an operation: the doors, the secret and Wix are the real ones. */
const readPage = defineOperation({
  name: 'read-page',
  description: 'Reads one page of transactions.',
  routes: [],
  input: v.object({ from: v.string(), to: v.string(), position: v.optional(v.string()) }),
  output: v.object({ lines: v.array(v.string()), next: v.optional(v.string()), waitSeconds: v.number() }),
  run: async ({ position, ...window }, call, { source }: { source: TransactionSource }) => {
    const { rows, next } = await source.page(window, position, call);
    return { lines: rows.map(({ line }) => line), next, waitSeconds: source.waitSeconds() };
  },
});
const pageSchema = v.object({
  lines: v.array(v.string()),
  next: v.optional(v.string()),
  waitSeconds: v.number(),
});
type Page = v.InferOutput<typeof pageSchema>;

let bundle: Bundle;
let folder: string;
beforeEach(async () => {
  bundle = await startBundle({ startAt: START, transactions: 1_000, historyDays: 30 });
  folder = await mkdtemp(join(tmpdir(), 'record-'));
});
afterEach(async () => {
  await bundle.close();
  await rm(folder, { recursive: true });
});

/** A reader of pages, as after a cold start. */
function reader(environment: Readonly<Record<string, string>> = {}) {
  const store = openStore(pathToFileURL(folder).href);
  const call = bundle.open(readPage, (config) => ({ source: openSource(config, store) }), environment);
  return async (window: object, position?: string, remaining?: number): Promise<Page> =>
    v.parse(pageSchema, await call({ ...window, ...(position && { position }) }, remaining));
}

async function readAll(read: ReturnType<typeof reader>, window: object = EVER, position?: string) {
  const pages: Page[] = [];
  let next: string | undefined = position;
  do {
    const page = await read(window, next);
    pages.push(page);
    next = page.next;
  } while (next !== undefined);
  return pages;
}

/** What Wix has, by its own account. */
function truth(accepts: (row: Row) => boolean = () => true): string[] {
  const { transactions } = bundle.wix.world;
  const rows = Array.from({ length: transactions.size() }, (_, place) => normalise(transactions.at(place)));
  return linesOf(rows.filter(accepts));
}
const linesIn = (pages: readonly Page[]) =>
  linesOf(pages.flatMap(({ lines }) => lines.map((line) => normalise(JSON.parse(line)))));

describe('the Wix source', () => {
  it('has every transaction of a window once, and none of another time', async () => {
    const window = { from: '2026-10-10T12:00:00.000Z', to: '2026-10-20T12:00:00.000Z' };
    const pages = await readAll(reader(), window);
    const wanted = truth(
      ({ record: { createdDate } }) => createdDate >= window.from && createdDate < window.to,
    );
    expect(wanted.length).toBeGreaterThan(200);
    expect(linesIn(pages)).toEqual(wanted);
    expect(pages.slice(0, -1).map(({ lines }) => lines.length)).toEqual(pages.slice(1).map(() => 100));
    expect(bundle.wix.journal.count()).toBe(pages.length);
  });

  it('has all of one instant, across the edges of pages', async () => {
    bundle.wix.world.clock.hold(true);
    bundle.wix.world.topUp(10_000);
    for (let count = 0; count < 350; count += 1) bundle.wix.world.charge({ micro: 1_000_000 });
    const instant = new Date(bundle.wix.world.clock.now());
    const window = { from: instant.toISOString(), to: new Date(instant.getTime() + 1).toISOString() };
    const pages = await readAll(reader(), window);
    expect(pages).toHaveLength(4);
    expect(linesIn(pages)).toEqual(truth(({ record: { createdDate } }) => createdDate >= window.from));
    expect(new Set(linesIn(pages)).size).toBe(350);
  });

  it('reads the wrapped wire form as the same rows', async () => {
    const plain = linesIn(await readAll(reader()));
    Object.assign(bundle.wix.settings, { wireForm: 'wrapped' });
    expect(linesIn(await readAll(reader()))).toEqual(plain);
    expect(plain).toEqual(truth());
  });

  it('a key that is rotated in the middle costs nothing', async () => {
    const read = reader();
    const first = await read(EVER);
    const { keys, apiKey, accountId } = bundle.wix;
    bundle.wix.addKey({ name: 'next', key: 'the-next-key' });
    bundle.wix.revokeKey(keys.find(({ key }) => key === apiKey)?.name ?? '');
    bundle.secrets.set('test/wix', JSON.stringify({ apiKey: 'the-next-key', accountId }));
    const rest = await readAll(read, EVER, first.next);
    expect(linesIn([first, ...rest])).toEqual(truth());
    expect(bundle.wix.journal.entries.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('goes on in another process from the text of a position', async () => {
    const first = await reader()(EVER);
    const second = await reader()(EVER, first.next);
    const rest = await readAll(reader(), EVER, second.next);
    expect(linesIn([first, second, ...rest])).toEqual(truth());
  });

  it('what comes in while it is read is there once', async () => {
    const read = reader();
    const first = await read(EVER);
    bundle.wix.world.charge({ micro: 250_000 });
    const rest = await readAll(read, EVER, first.next);
    expect(linesIn([first, ...rest])).toEqual(truth());
  });

  it('at a 429 it says how long to wait, and the same page can be read afterwards', async () => {
    const read = reader();
    const first = await read(EVER);
    bundle.wix.faults.add({ kind: 'status', status: 429, retryAfter: '45' });
    await expect(read(EVER, first.next)).rejects.toMatchObject({
      name: 'WixRateLimited',
      message: expect.stringContaining('45'),
    });
    bundle.wix.faults.clear();
    expect(linesIn([first, ...(await readAll(read, EVER, first.next))])).toEqual(truth());
  });

  it('says when the requests of the minute are used up', async () => {
    const read = reader({ WIX_REQUESTS_PER_MINUTE: '2' });
    const first = await read(EVER);
    const second = await read(EVER, first.next);
    expect(first.waitSeconds).toBe(0);
    expect(second.waitSeconds).toBeGreaterThanOrEqual(55);
    await expect(read(EVER, second.next, 5_000)).rejects.toMatchObject({ name: 'WixRateLimited' });
    expect(bundle.wix.journal.count()).toBe(2);
  });

  it.each([403, 404, 501] as const)(
    'where Wix answers %i, it says what to do, and is no empty list',
    async (status) => {
      Object.assign(bundle.wix.settings, { transactionQuery: status });
      await expect(reader()(EVER)).rejects.toMatchObject({
        name: 'TransactionsNotReadable',
        message: expect.stringMatching(
          /WIX_TRANSACTIONS_PATH.*TRANSACTION_SOURCE to recorded.*\/v1\/transactions/,
        ),
      });
      expect(bundle.wix.journal.count()).toBe(1);
    },
  );

  it.each([
    ['a reset', { kind: 'reset-before-headers', times: 1 }],
    ['a 500', { kind: 'status', status: 500, times: 2 }],
    ['half a body', { kind: 'half-body', times: 1 }],
  ] as const)('%s on a page is tried again', async (_, fault) => {
    const read = reader();
    const first = await read(EVER);
    bundle.wix.faults.add(fault);
    expect(linesIn([first, ...(await readAll(read, EVER, first.next))])).toEqual(truth());
  });

  it('a cursor that Wix takes no more costs no row', async () => {
    const read = reader();
    const first = await read(EVER);
    bundle.wix.faults.add({ kind: 'status', status: 400, times: 1 });
    const all = [first, ...(await readAll(read, EVER, first.next))];
    expect([...new Set(linesIn(all))]).toEqual(truth());
  });
});

describe('the recorded source', () => {
  const environment = () => ({ STORE_URI: pathToFileURL(folder).href, TRANSACTION_SOURCE: 'recorded' });
  const charges = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => bundle.wix.world.transactions.at(from + index));

  it('has what was recorded, as the very rows that Wix would give', async () => {
    const post = bundle.open(record, recordServices, environment());
    expect(await post({ transactions: charges(600, 1_000) })).toEqual({
      recorded: 400,
      known: 0,
      conflicts: [],
    });
    expect(await post({ transactions: charges(0, 601) })).toEqual({ recorded: 600, known: 1, conflicts: [] });
    const recorded = await readAll(reader(environment()));
    expect(linesIn(recorded)).toEqual(truth());
    expect(recorded.map(({ lines }) => lines.length)).toEqual([1_000, 0]);
    expect(bundle.wix.journal.count()).toBe(0);

    const days = ['2026-10-09', '2026-10-15', '2026-10-16', '2026-10-27'].map(
      (day) => `${day}T07:30:00.000Z`,
    );
    const windows = days.slice(1).map((to, index) => ({ from: days[index] ?? '', to }));
    for (const window of [...windows, { from: days[0] ?? '', to: days[3] ?? '' }]) {
      const pages = await readAll(reader(environment()), window);
      expect(linesIn(pages)).toEqual(
        truth(({ record: { createdDate } }) => createdDate >= window.from && createdDate < window.to),
      );
      expect(linesIn(pages).length).toBeGreaterThan(20);
    }
  });

  it('is the same from two processes that record at once, in both wire forms', async () => {
    const form = (transaction: Readonly<Record<string, unknown>>) => ({
      ...transaction,
      id: { value: transaction.id },
      createdDate: {
        seconds: Math.floor(Date.parse(`${transaction.createdDate}`) / 1000),
        nanos: (Date.parse(`${transaction.createdDate}`) % 1000) * 1_000_000,
      },
    });
    const transactions = charges(0, 100);
    const posts = [transactions, transactions.map((one) => form({ ...one })).reverse()];
    const answers = await Promise.all(
      posts.map(async (one) =>
        Object(await bundle.open(record, recordServices, environment())({ transactions: one })),
      ),
    );
    expect(answers.map(({ recorded, known }) => recorded + known)).toEqual([100, 100]);
    expect(answers[0].recorded + answers[1].recorded).toBe(100);
    expect(linesIn(await readAll(reader(environment())))).toEqual(truth().slice(0, 100));
  });
});
