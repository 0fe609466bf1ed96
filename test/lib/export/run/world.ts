// A source that gives what a test says, and exports run against it on a simulated store.
import type { Call } from '../../../../lib/call.ts';
import { parseManifest } from '../../../../lib/export/manifest/manifest.ts';
import type { ExportIdentity } from '../../../../lib/export/manifest/manifest-schema.ts';
import { verifyManifest } from '../../../../lib/export/manifest/verify.ts';
import { compareInstants } from '../../../../lib/export/record/instant.ts';
import { normalise } from '../../../../lib/export/record/normalise.ts';
import type { Row } from '../../../../lib/export/record/transaction.ts';
import { type ExportRequest, identityOf } from '../../../../lib/export/run/identity.ts';
import { manifestKey } from '../../../../lib/export/run/keys.ts';
import { type ExportTools, type RunOutcome, runExport } from '../../../../lib/export/run/run-export.ts';
import type { TransactionSource, Window } from '../../../../lib/export/source/source.ts';
import { toFailure } from '../../../../lib/failure.ts';
import { testCall } from '../../../support/call.ts';
import type { MemoryDisk, OpenOptions } from '../../../support/memory-store.ts';

/** The window of most tests. */
export const OCTOBER: Window = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' };

/** A row; `at` is its createdDate, or what follows `2026-10-` in it */
export function charge(id: string, at: string, facts: Readonly<Record<string, unknown>> = {}): Row {
  const createdDate = at.startsWith('20') ? at : `2026-10-${at}Z`;
  const amount = { credits: 0.1, cost: { amount: '0.10', currencyCode: 'USD' } };
  return normalise({ id, createdDate, amount, ...facts });
}

/** `count` charges, `gapSeconds` apart from the start of October. */
export function charges(count: number, gapSeconds = 3600): Row[] {
  const start = Date.parse(OCTOBER.from);
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(start + index * gapSeconds * 1000).toISOString();
    return charge(`t-${String(index).padStart(5, '0')}`, at);
  });
}

/** What a fake source does beside giving pages. */
export interface FakeSourceOptions {
  readonly pageSize?: number;
  /** Runs before a page is given, with its number from 1; what it throws, the source throws. */
  readonly before?: (page: number, call: Call) => void | Promise<void>;
  /** Changes a page that is given; `before` is the one in front of it in the list. */
  readonly alter?: (rows: readonly Row[], page: number, before: readonly Row[]) => readonly Row[];
  readonly waitSeconds?: () => number;
}

/** A source over rows in the order in which it lists them; `pages` counts what it was asked. */
export function fakeSource(rows: () => readonly Row[], options: FakeSourceOptions = {}) {
  const { pageSize = 4, before, alter = (page) => page, waitSeconds = () => 0 } = options;
  const state = { pages: 0 };
  const source: TransactionSource = {
    name: 'wix',
    waitSeconds,
    async page({ from, to }, position, call) {
      state.pages += 1;
      const page = state.pages;
      await before?.(page, call);
      const [since, start] = position === undefined ? [from, 0] : placeIn(position);
      const listed = rows().filter(
        ({ record: { createdDate } }) =>
          compareInstants(createdDate, since) >= 0 && compareInstants(createdDate, to) < 0,
      );
      const end = start + pageSize;
      const next = end < listed.length ? `${since}|${end}` : undefined;
      const inFront = listed.slice(Math.max(0, start - pageSize), start);
      return { rows: alter(listed.slice(start, end), page, inFront), next };
    },
  };
  return { ...source, state };
}

function placeIn(position: string): [string, number] {
  const [since = '', start = ''] = position.split('|');
  return [since, Number(start)];
}

/** An identity: October, ndjson, five rows a part, unless the test says otherwise. */
export function identity(facts: Partial<ExportRequest> = {}): ExportIdentity {
  return identityOf({
    source: 'wix',
    account: 'account-1',
    window: OCTOBER,
    format: 'ndjson',
    rowsPerPart: 5,
    ...facts,
  });
}

/** How an export is run. */
export interface RunSetting {
  readonly disk: MemoryDisk;
  readonly source: TransactionSource;
  readonly of?: ExportIdentity;
  readonly open?: OpenOptions;
  readonly tools?: Partial<ExportTools>;
  readonly call?: () => Call;
}

/** One call. */
export function runOnce(
  { disk, source, of = identity(), open = {}, tools = {}, call = testCall }: RunSetting,
  isContinued = false,
): Promise<RunOutcome> {
  const store = disk.open(open);
  return runExport(of, { store, source, pause: async () => {}, ...tools }, call(), isContinued);
}

const MOST_CALLS = 500;

/** Calls until the export is done; answers how many it took and what the last one came to. */
export async function runToEnd(setting: RunSetting) {
  for (let calls = 1; calls <= MOST_CALLS; calls += 1) {
    const outcome = await runOnce(setting, calls > 1);
    if ('manifest' in outcome) return { ...outcome, calls };
  }
  throw new Error('the export has no end');
}

/** Everything that an export is to others: files, manifests, their order; not how it got there. */
export function contentOf(disk: MemoryDisk): Record<string, string> {
  const kept = [...disk.objects].filter(([key]) => !key.startsWith('exports/checkpoints/'));
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.map(([key, body]) => [key, Buffer.from(body).toString('base64')]));
}

/** The code of what a promise rejects with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no failure',
    (thrown: unknown) => toFailure(thrown).code,
  );
}

/** Verifies an export on a disk and answers its rows' ids, in order. */
export async function verifiedIds(disk: MemoryDisk, of = identity()): Promise<string[]> {
  const bytes = disk.objects.get(manifestKey(of.exportId));
  if (bytes === undefined) throw new Error('there is no manifest');
  const manifest = parseManifest(bytes);
  const store = disk.open();
  const previous = manifest.previous && disk.objects.get(manifestKey(manifest.previous.exportId));
  const verdict = await verifyManifest(manifest, (key) => store.stream(key), previous ?? undefined);
  expect(verdict).toMatchObject({ ok: true, chain: manifest.previous === null ? 'first' : 'matches' });
  const { openReader } = await import('../../../../lib/export/format/reader.ts');
  const read = await openReader(manifest.format, manifest);
  const ids: string[] = [];
  for (const { key } of manifest.files) {
    for await (const rows of read((await store.stream(key)) ?? nothing())) {
      ids.push(...rows.map(({ record }) => record.id));
    }
  }
  return ids;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
