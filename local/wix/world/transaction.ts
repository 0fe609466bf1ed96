// One credit transaction, with the documented fields and no others.
import { costOf, formatMoney, toCredits } from './credits.ts';

/** A credit transaction as Wix documents it. There is no site, account, direction or balance in it. */
export interface CreditTransaction {
  readonly id: string;
  /** An int64 as text. Transactions are immutable, so it stays at 1. */
  readonly revision: string;
  readonly createdDate: string;
  readonly updatedDate: string;
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
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
}

/** What a transaction is made of. */
export interface TransactionFacts {
  readonly id: string;
  readonly createdAt: number;
  /** Millionths of a credit. */
  readonly micro: number;
  readonly currencyCode: string;
  readonly description: string;
  readonly callerAppId: string;
  readonly externalRefId: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
}

/** Assumption: what a credit costs, in cents; Wix publishes no price. */
const CENTS_A_CREDIT = 4;

/** The transaction that these facts make. */
export function createTransaction(facts: TransactionFacts): CreditTransaction {
  const date = new Date(facts.createdAt).toISOString();
  const cost = costOf(facts.micro, CENTS_A_CREDIT);
  return {
    id: facts.id,
    revision: '1',
    createdDate: date,
    updatedDate: date,
    amount: {
      credits: toCredits(facts.micro),
      cost: {
        amount: cost,
        currencyCode: facts.currencyCode,
        formattedValue: formatMoney(cost, facts.currencyCode),
      },
    },
    description: facts.description,
    callerAppId: facts.callerAppId,
    externalRefId: facts.externalRefId,
    metadata: facts.metadata,
    idempotencyKey: facts.idempotencyKey,
  };
}
