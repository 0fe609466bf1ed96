// Stores transactions for the recorded source: each id once, whoever sends it how often, and whatever breaks off.
import pMap from 'p-map';
import * as v from 'valibot';
import type { Call } from '../../call.ts';
import { Failure } from '../../failure.ts';
import type { Store } from '../../store/store.ts';
import type { Row, Transaction } from '../record/transaction.ts';
import { rowIn } from './recorded.ts';
import { claimKey, versionKey } from './recorded-keys.ts';

/** Why a transaction was not stored. */
export interface RecordConflict {
  readonly id: string;
  readonly detail: string;
}

/** What became of transactions: `known` ones were there already, with the same content. */
export interface RecordOutcome {
  readonly recorded: number;
  readonly known: number;
  readonly conflicts: readonly RecordConflict[];
}

type Place = Pick<Store, 'get' | 'put'>;

const WRITES_AT_ONCE = 32;
const claimSchema = v.object({ id: v.string(), createdDate: v.string() });

/**
 * Stores rows. First the id is claimed for its `createdDate`, then the version is written at that date, both
 * create-only: of two that differ, one is stored and the other a conflict, in one call or in two at once. A call that
 * broke off is made good by sending it again; until then a row may be claimed and not stored, and is in no export.
 * Versions of one id are stored side by side when their revisions differ: the higher one wins in an export.
 * @throws Failure `WixTimeout` when the deadline comes first, `Internal` when the store fails. Some may be stored then.
 */
export async function recordRows(store: Place, rows: readonly Row[], call: Call): Promise<RecordOutcome> {
  // Rows of one id go one after the other, so that of two that differ the first one wins.
  const byId = Map.groupBy(rows, ({ record }) => record.id);
  const outcomes = await pMap(byId.values(), (versions) => recordVersions(store, versions, call), {
    concurrency: WRITES_AT_ONCE,
  });
  const all = outcomes.flat();
  const count = (wanted: string): number => all.filter((outcome) => outcome === wanted).length;
  return {
    recorded: count('recorded'),
    known: count('known'),
    conflicts: all.filter((outcome) => typeof outcome === 'object'),
  };
}

type RowOutcome = 'recorded' | 'known' | RecordConflict;

async function recordVersions(store: Place, versions: readonly Row[], call: Call): Promise<RowOutcome[]> {
  // Stryker disable next-line ArrayDeclaration: what is no outcome is not counted.
  const outcomes: RowOutcome[] = [];
  for (const version of versions) {
    if (call.deadline.remaining() === 0) {
      throw new Failure(
        'WixTimeout',
        'There was no time to store all transactions: send the same ones again, those that are stored count as known.',
      );
    }
    outcomes.push(await recordRow(store, version));
  }
  return outcomes;
}

async function recordRow(store: Place, { record, line }: Row): Promise<RowOutcome> {
  const { id, createdDate } = record;
  const key = versionKey(record);
  const heldAgainst = (present: Uint8Array): RowOutcome => {
    const stored = rowIn(key, present);
    if (stored.line === line) return 'known';
    const fields = differing(record, stored.record).join(', ');
    return { id, detail: `This id and revision is recorded with other content in: ${fields}.` };
  };
  // A batch that is sent again costs one read a transaction. What is there was claimed before.
  const known = await store.get(key);
  if (known !== undefined) return heldAgainst(known.body);
  const claim = await createOrRead(store, claimKey(id), JSON.stringify({ id, createdDate }));
  if (claim !== undefined) {
    const claimed = v.parse(claimSchema, JSON.parse(Buffer.from(claim).toString())).createdDate;
    if (claimed !== createdDate)
      return { id, detail: `This id is recorded with the createdDate ${claimed}.` };
  }
  const present = await createOrRead(store, key, line);
  return present === undefined ? 'recorded' : heldAgainst(present);
}

/** Creates an object; answers undefined when it did, else the content that was there. */
async function createOrRead(store: Place, key: string, line: string): Promise<Uint8Array | undefined> {
  const options = { condition: 'create-only', contentType: 'application/json' } as const;
  const { outcome } = await store.put(key, Buffer.from(`${line}\n`), options);
  if (outcome === 'stored') return undefined;
  const present = await store.get(key);
  if (present !== undefined) return present.body;
  throw new Failure('Internal', `An object was removed from the store while it was looked at: ${key}.`);
}

function differing(record: Transaction, stored: Transaction): string[] {
  const others = new Map(Object.entries(stored));
  return Object.entries(record)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(others.get(name)))
    .map(([name]) => name);
}
