// Keeps the transactions that the account's own apps got from Charge, for exports with TRANSACTION_SOURCE=recorded.
import * as v from 'valibot';
import { type Config, required } from '../lib/config.ts';
import { BadRecord } from '../lib/export/record/bad-record.ts';
import { normalise } from '../lib/export/record/normalise.ts';
import type { Row } from '../lib/export/record/transaction.ts';
import { recordRows } from '../lib/export/source/record-rows.ts';
import { createHandler } from '../lib/operation/handler.ts';
import { defineOperation } from '../lib/operation/operation.ts';
import { openStore } from '../lib/store/open-store.ts';
import type { Store } from '../lib/store/store.ts';

const MOST = 1000;
/** All that Lambda takes in one event. */
const LARGEST_BODY = 6 * 1024 * 1024;

/** A transaction in any form that Wix sends, with any fields beside the known ones. */
const transaction = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, Row>(({ dataset: { value }, addIssue, NEVER }) => {
    try {
      return normalise(value);
    } catch (error) {
      if (!(error instanceof BadRecord)) throw error;
      const path = {
        type: 'unknown',
        origin: 'value',
        input: value,
        key: error.path,
        value: undefined,
      } as const;
      addIssue({ message: `expected ${error.expected}`, ...(error.path === '' ? {} : { path: [path] }) });
      return NEVER;
    }
  }),
);

const input = v.object({
  transactions: v.pipe(
    v.array(transaction, 'expected a list'),
    v.minLength(1, 'expected at least one transaction'),
    v.maxLength(MOST, `expected at most ${MOST} transactions`),
  ),
});

const output = v.object({
  recorded: v.number(),
  known: v.number(),
  conflicts: v.array(
    v.object({
      id: v.string(),
      error: v.object({ code: v.literal('ExportConflict'), detail: v.string() }),
    }),
  ),
});

/** What the operation works with. */
export interface RecordServices {
  readonly store: Pick<Store, 'get' | 'put'>;
}

/** Makes it from the environment. Throws Failure `Internal` when STORE_URI is not set. */
export const recordServices = (config: Config): RecordServices => ({
  store: openStore(required(config, 'STORE_URI')),
});

/**
 * Stores transactions, each id once: `recorded` are new, `known` were there already. An id that is there with other
 * content is in `conflicts`, and the others are stored all the same; only where every one is a conflict is the status
 * 409. A higher revision of a known id is new. When the call fails, some may be stored: send the same ones again.
 */
export const record = defineOperation({
  name: 'record',
  description: "Keeps credit transactions of the account's own apps for exports.",
  routes: [
    {
      method: 'POST',
      path: '/v1/transactions',
      scope: 'transactions:write',
      maxBodyBytes: LARGEST_BODY,
      present: ({ recorded, known }) => ({ status: recorded + known > 0 ? 200 : 409 }),
    },
  ],
  input,
  output,
  run: async ({ transactions }, call, { store }: RecordServices) => {
    const { recorded, known, conflicts } = await recordRows(store, transactions, call);
    call.metrics.count('TransactionsRecorded', recorded);
    if (conflicts.length > 0) {
      call.metrics.count('TransactionConflicts', conflicts.length);
      call.log.warn('Transactions conflict with recorded ones', { conflicts: conflicts.length });
    }
    const error = (detail: string) => ({ code: 'ExportConflict' as const, detail });
    return { recorded, known, conflicts: conflicts.map(({ id, detail }) => ({ id, error: error(detail) })) };
  },
});

export const handler = createHandler(record, recordServices);
