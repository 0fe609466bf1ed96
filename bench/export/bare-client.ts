// The bare client of the floor: one POST on a kept connection, no timeout, no retry, no governor.
import { Agent, request } from 'node:http';
import type { Addresses } from './world.ts';

/** The path of the query. */
export const PATH = '/appmarket/credittransactions/v1/credit-transactions/query';
const agent = new Agent({ keepAlive: true });

/** A transaction, as much of it as the loops read by name. */
export interface Raw {
  readonly id: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly revision: string;
  readonly amount: {
    readonly credits: number;
    readonly cost: {
      readonly amount: string;
      readonly currencyCode: string;
      readonly formattedValue: string;
    };
  };
  readonly description: string;
  readonly callerAppId: string;
  readonly externalRefId: string;
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly idempotencyKey: string;
}

/** One page, as it is read. */
export interface Answer {
  readonly creditTransactions: Raw[];
  readonly pagingMetadata: { readonly cursors: { readonly next?: string } };
}

/** Half-open window of createdDate. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** The body that asks for the first page, or for the one of a cursor. */
export function queryOf({ from, to }: Window, cursor: string | undefined): string {
  if (cursor !== undefined) return JSON.stringify({ query: { cursorPaging: { cursor, limit: 100 } } });
  return JSON.stringify({
    query: {
      filter: { createdDate: { $gte: from, $lt: to } },
      sort: [{ fieldName: 'createdDate', order: 'ASC' }],
      cursorPaging: { limit: 100 },
    },
  });
}

/** The headers of every request. */
export const headersOf = ({ apiKey, accountId }: Addresses) => ({
  authorization: apiKey,
  'wix-account-id': accountId,
  'content-type': 'application/json',
});

/** The text of one answer. */
function post(world: Addresses, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent, headers: headersOf(world) };
    const sent = request(world.wixUrl + PATH, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Page after page, each parsed. */
export async function* bareList(world: Addresses, window: Window): AsyncGenerator<readonly Raw[]> {
  let cursor: string | undefined;
  do {
    const { creditTransactions, pagingMetadata }: Answer = JSON.parse(
      await post(world, queryOf(window, cursor)),
    );
    yield creditTransactions;
    cursor = pagingMetadata.cursors.next;
  } while (cursor !== undefined);
}
