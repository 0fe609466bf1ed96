// The source of what `record` has stored: a window is one listing from its first key to its last.
import pMap from 'p-map';
import { Failure } from '../../failure.ts';
import type { Store } from '../../store/store.ts';
import { restoreRow } from '../record/normalise.ts';
import type { Row } from '../record/transaction.ts';
import { instantKey, VERSIONS, versionKey } from './recorded-keys.ts';
import type { TransactionSource, Window } from './source.ts';

/** As many keys as S3 lists in one request. */
const ROWS_A_PAGE = 1000;
/** Rows are held in memory; a page of huge ones ends early. */
const BYTES_A_PAGE = 4 * 1024 * 1024;
const READS_AT_ONCE = 32;

/**
 * The source over a store. What is recorded while a window is read is in it when its `createdDate` lies ahead of the
 * page at hand; what is recorded for a window after its export is done stays out of that export.
 */
export function createRecordedSource(store: Pick<Store, 'get' | 'list'>): TransactionSource {
  return {
    name: 'recorded',
    waitSeconds: () => 0,
    async page(window, position, { deadline }) {
      const { keys, more } = await listPage(store, window, position);
      const read = (key: string) => {
        if (deadline.remaining() > 0) return readRow(store, key);
        throw new Failure('WixTimeout', 'There was no time to read a page of the recorded transactions.');
      };
      const rows = await pMap(keys, read, { concurrency: READS_AT_ONCE });
      return { rows, next: more ? keys.at(-1) : undefined };
    },
  };
}

/** The keys of one page. A position is the key of the last row before it. */
async function listPage(store: Pick<Store, 'list'>, { from, to }: Window, position: string | undefined) {
  const first = instantKey(from);
  const end = instantKey(to);
  if (position !== undefined && !(position > first && position < end)) {
    throw new Failure(
      'Internal',
      'The position does not belong to this window of the recorded transactions.',
    );
  }
  const keys: string[] = [];
  let bytes = 0;
  for await (const { key, size } of store.list(VERSIONS, { after: position ?? first })) {
    if (key >= end) return { keys, more: false };
    keys.push(key);
    bytes += size;
    if (keys.length === ROWS_A_PAGE || bytes >= BYTES_A_PAGE) return { keys, more: true };
  }
  return { keys, more: false };
}

async function readRow(store: Pick<Store, 'get'>, key: string): Promise<Row> {
  const object = await store.get(key);
  // Nothing that was recorded is ever deleted or changed by this bundle: an export must not pass over it.
  if (object === undefined) throw damaged(key, new Error('it was listed and is gone'));
  const row = rowIn(key, object.body);
  if (versionKey(row.record) !== key) throw damaged(key, new Error('it holds another transaction'));
  return row;
}

/**
 * The row of a stored version.
 * @throws Failure `Internal` when it cannot be read.
 */
export function rowIn(key: string, body: Uint8Array): Row {
  try {
    return restoreRow(JSON.parse(Buffer.from(body).toString()));
  } catch (cause) {
    throw damaged(key, cause);
  }
}

function damaged(key: string, cause: unknown): Failure {
  return new Failure(
    'Internal',
    `A recorded transaction was removed or changed in the store, and has to be put back: ${key}.`,
    { cause },
  );
}
