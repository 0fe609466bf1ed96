// The newest exports and how far they are, from their manifests and checkpoints.
import pMap from 'p-map';
import * as v from 'valibot';
import { amountSchema } from '../../credits/usage/amount.ts';
import { instantSchema } from '../../credits/usage/reading.ts';
import { mergeFigures, NO_ROWS } from '../../export/manifest/figures.ts';
import { CHAINS, checkpointKey, manifestKey } from '../../export/run/keys.ts';
import type { Store } from '../../store/store.ts';
import type { ExportView } from '../view/data.ts';
import { firstLine } from './first-line.ts';
import { parsed } from './parsed.ts';

/** So many are shown. */
const MOST = 12;
const AT_ONCE = 8;
/** An export that goes on saves far more often. */
const STALLED_MS = 3_600_000;

type Place = Pick<Store, 'get' | 'list' | 'stream'>;

// What is needed of `manifestSchema`, whose formats would bring the writers of every one of them along.
const text = v.string();
const count = v.number();
const nullable = v.nullable(text);
const cost = v.record(text, amountSchema);
const figures = {
  rows: count,
  credits: amountSchema,
  cost,
  firstCreatedDate: nullable,
  lastCreatedDate: nullable,
  digest: text,
};
const identity = { exportId: text, source: text, format: text, from: instantSchema, to: instantSchema };
const doneSchema = v.object({ ...identity, ...figures, files: v.array(v.unknown()) });
const underWaySchema = v.object({
  identity: v.object(identity),
  files: v.array(v.object(figures)),
  problem: v.nullable(v.object({ code: text })),
  savedAt: instantSchema,
});
const chainSchema = v.object({ entries: v.array(v.object({ exportId: v.string() })) });

async function read(store: Place, key: string): Promise<string | undefined> {
  const object = await store.get(key);
  return object && Buffer.from(object.body).toString();
}

async function done(store: Place, id: string): Promise<ExportView | undefined> {
  const manifest = parsed(doneSchema, await read(store, manifestKey(id)));
  if (manifest === undefined) return undefined;
  const { firstCreatedDate: _, lastCreatedDate: newestAt, digest: __, files, ...rest } = manifest;
  return { ...rest, state: 'complete', files: files.length, newestAt, savedAt: null, problem: null };
}

async function underWay(store: Place, id: string, now: number): Promise<ExportView | undefined> {
  const head = parsed(underWaySchema, await firstLine(store, checkpointKey(id)));
  if (head === undefined) return undefined;
  const { identity: what, files, problem, savedAt } = head;
  const totals = files.reduce(mergeFigures, NO_ROWS);
  const stalled = now - Date.parse(savedAt) > STALLED_MS;
  return {
    ...what,
    state: problem !== null ? 'failing' : stalled ? 'stalled' : 'running',
    rows: totals.rows,
    files: files.length,
    credits: totals.credits,
    cost: { ...totals.cost },
    newestAt: totals.lastCreatedDate,
    savedAt,
    problem: problem?.code ?? null,
  };
}

/** The ids in a folder, by the names of its objects. */
async function idsIn(store: Place, keyOf: (id: string) => string): Promise<Set<string>> {
  const [start = '', end = ''] = keyOf('*').split('*');
  const ids = new Set<string>();
  for await (const { key } of store.list(start)) ids.add(key.slice(start.length, -end.length));
  return ids;
}

/** The newest manifests of each line of exports: the ids of exports do not tell their order, but their chains do. */
async function newest(store: Place): Promise<string[]> {
  const ids: string[] = [];
  for await (const { key } of store.list(CHAINS)) {
    const chain = parsed(chainSchema, await read(store, key));
    ids.push(...(chain?.entries ?? []).slice(-MOST).map((entry) => entry.exportId));
  }
  return ids;
}

/** The newest exports, those that are not complete first, then by their windows. */
export async function readExports(store: Place, now: number): Promise<ExportView[]> {
  const [sealed, begun, chained] = await Promise.all([
    idsIn(store, manifestKey),
    idsIn(store, checkpointKey),
    newest(store),
  ]);
  const open = [...begun].filter((id) => !sealed.has(id)).slice(0, MOST);
  const complete = chained.filter((id) => sealed.has(id));
  const found = await Promise.all([
    pMap(open, (id) => underWay(store, id, now), { concurrency: AT_ONCE }),
    pMap(complete, (id) => done(store, id), { concurrency: AT_ONCE }),
  ]);
  const shown = found.map((some) =>
    some.filter((one) => one !== undefined).sort((a, b) => (a.to === b.to ? 0 : a.to < b.to ? 1 : -1)),
  );
  return shown.flat().slice(0, MOST);
}
