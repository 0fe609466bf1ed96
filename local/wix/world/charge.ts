// A charge: credits leave the wallet and one immutable transaction stands for it.
import { guid } from './guid.ts';
import { STREAM } from './random.ts';
import { type CreditTransaction, createTransaction } from './transaction.ts';
import type { Transactions } from './transactions.ts';
import { take, type Wallet } from './wallet.ts';

/** What a caller asks for. */
export interface CallerCharge {
  /** Millionths of a credit, above 0. */
  readonly micro: number;
  readonly idempotencyKey?: string | undefined;
  readonly description?: string | undefined;
  readonly callerAppId?: string | undefined;
  readonly externalRefId?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** The site in context, when there is one. */
  readonly siteId?: string | undefined;
}

interface ChargeContext {
  readonly seed: number;
  readonly wallet: Wallet;
  readonly transactions: Transactions;
  readonly now: number;
  readonly currencyCode: string;
  readonly order: CallerCharge;
}

/**
 * Charges, or answers undefined when there are too few credits.
 * Assumption: an idempotency key that is known answers its transaction, whatever else the order says.
 */
export function charge(context: ChargeContext): CreditTransaction | undefined {
  const { seed, wallet, transactions, now, order } = context;
  const known =
    order.idempotencyKey === undefined ? undefined : transactions.byIdempotencyKey(order.idempotencyKey);
  if (known) return known;
  if (!take(wallet, order.micro, order.siteId)) return undefined;
  const id = guid(seed, STREAM.charge, transactions.size());
  const transaction = createTransaction({
    id,
    createdAt: now,
    micro: order.micro,
    currencyCode: context.currencyCode,
    description: order.description ?? '',
    callerAppId: order.callerAppId ?? guid(seed, STREAM.app, 0),
    externalRefId: order.externalRefId ?? '',
    metadata: order.metadata ?? {},
    idempotencyKey: order.idempotencyKey ?? id,
  });
  transactions.add(transaction);
  return transaction;
}
