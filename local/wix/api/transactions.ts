// Query Credit Transactions. Assumption: path, fields and names follow the platform's conventions; Wix documents none.
import { applicationError, permissionDenied, unknownPath, type WixError } from '../errors.ts';
import { perObject } from '../per-object.ts';
import { readPage } from '../query/page.ts';
import { readQuery } from '../query/request.ts';
import { type FieldFacts, filterable, OPERATORS, type Scalar, type Table } from '../query/table.ts';
import type { World } from '../world/world.ts';
import type { Api, ApiCall } from './api.ts';
import { toWire } from './wire.ts';

/** Assumption: what can be filtered and sorted by. `description` and `metadata` cannot. */
const FIELDS: ReadonlyMap<string, FieldFacts> = new Map([
  ['id', filterable('text', OPERATORS, true)],
  ['createdDate', filterable('date', OPERATORS, true)],
  ['updatedDate', filterable('date', OPERATORS, true)],
  ['callerAppId', filterable('text', OPERATORS)],
  ['externalRefId', filterable('text', OPERATORS)],
  ['idempotencyKey', filterable('text', OPERATORS)],
  ['amount.credits', filterable('number', OPERATORS, true)],
]);

/** `POST …/query`. Assumption: in the context of a site it answers the account's, as a transaction names no site. */
export const queryTransactions: Api = {
  method: 'POST',
  path: '/appmarket/credittransactions/v1/credit-transactions/query',
  level: 'EITHER',
  permission: 'CREDIT_TRANSACTIONS.READ',
  handle: (call) => {
    const refusal = REFUSALS[call.settings.transactionQuery];
    if (refusal) throw refusal();
    if (!call.settings.preparedPages) return answer(call);
    return prepared(call);
  },
};

function answer({ world, settings, body }: ApiCall): string {
  const request = readQuery(body);
  const { places, metadata } = readPage(tableOf(world), request, settings.paging);
  const creditTransactions = places.map((place) => toWire(world.transactions.at(place), settings.wireForm));
  return JSON.stringify({ creditTransactions, pagingMetadata: metadata });
}

/** The pages of each world that have been served, by what asked for them. */
const pagesOf = perObject((_world: World) => new Map<string, Buffer>());

function prepared(call: ApiCall): Buffer {
  const known = pagesOf(call.world);
  const key = `${call.world.transactions.size()} ${call.settings.wireForm} ${JSON.stringify(call.body)}`;
  const page = known.get(key) ?? Buffer.from(answer(call));
  known.set(key, page);
  return page;
}

/** How Wix may refuse a method that it has not published. */
const REFUSALS: Readonly<Record<number, () => WixError>> = {
  403: permissionDenied,
  404: unknownPath,
  501: () => applicationError(501, 'UNIMPLEMENTED', 'Not implemented'),
};

const tableOf = perObject(
  ({ transactions }: World): Table => ({
    fields: FIELDS,
    size: transactions.size,
    createdAt: transactions.createdAt,
    id: transactions.id,
    value: (place, field): Scalar => {
      switch (field) {
        case 'id':
          return transactions.id(place);
        case 'createdDate':
        case 'updatedDate':
          return transactions.createdAt(place);
        case 'amount.credits':
          return transactions.at(place).amount.credits;
        case 'callerAppId':
          return transactions.at(place).callerAppId;
        case 'externalRefId':
          return transactions.at(place).externalRefId;
        default:
          return transactions.at(place).idempotencyKey;
      }
    },
  }),
);
