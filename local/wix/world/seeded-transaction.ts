// What the n-th seeded transaction says, worked out from the seed when it is asked for: a million cost no memory.
import { MICRO } from './credits.ts';
import { guid } from './guid.ts';
import { mix, pick, STREAM } from './random.ts';
import { type CreditTransaction, createTransaction } from './transaction.ts';

/** An AI action with the credits that it takes, in millionths. */
const ACTIONS = [
  { description: 'AI text generation', micro: [250_000, 500_000, 750_000], model: 'text-l' },
  { description: 'AI image generation', micro: [2 * MICRO, 3 * MICRO, 4 * MICRO], model: 'image-xl' },
  { description: 'AI site chat', micro: [50_000, 125_000, 300_000], model: 'chat-m' },
  { description: 'AI section builder', micro: [1_500_000, 2 * MICRO], model: 'layout-l' },
  { description: 'AI product description, "long" version', micro: [600_000, 1_200_000], model: 'text-l' },
] as const;

const actionOf = (seed: number, n: number) => pick(ACTIONS, seed, STREAM.transactionFacts, n);

/** Millionths of a credit that the n-th transaction took. */
export function seededMicro(seed: number, n: number): number {
  return pick<number>(actionOf(seed, n).micro, seed ^ 1, STREAM.transactionFacts, n);
}

/** The id of the n-th transaction. */
export function seededId(seed: number, n: number): string {
  return guid(seed, STREAM.transaction, n);
}

/** The idempotency key of the n-th transaction. */
export function seededKey(seed: number, n: number): string {
  return `job-${n}-${mix(seed, STREAM.transactionFacts, n).toString(36)}`;
}

/** The number that an idempotency key of the history belongs to. */
export function numberOfKey(seed: number, key: string): number | undefined {
  const n = Number(/^job-(\d{1,9})-/.exec(key)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(n) && seededKey(seed, n) === key ? n : undefined;
}

/** The n-th transaction, under an id and at an instant that the history has settled. */
export function seededTransaction(
  seed: number,
  n: number,
  id: string,
  createdAt: number,
  currencies: readonly string[],
): CreditTransaction {
  const action = actionOf(seed, n);
  return createTransaction({
    id,
    createdAt,
    micro: seededMicro(seed, n),
    currencyCode: pick(currencies, seed ^ 2, STREAM.transactionFacts, n),
    description: action.description,
    callerAppId: guid(seed, STREAM.app, mix(seed ^ 3, STREAM.transactionFacts, n) % 4),
    externalRefId: `order-${n}`,
    metadata: { model: action.model, tokens: mix(seed ^ 4, STREAM.transactionFacts, n) % 5_000 },
    idempotencyKey: seededKey(seed, n),
  });
}
