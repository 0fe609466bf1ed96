// All transactions of the account in the order (createdDate, id): the seeded ones by number, the later ones kept.
import type { History } from './history.ts';
import { numberOfKey, seededId, seededTransaction } from './seeded-transaction.ts';
import type { CreditTransaction } from './transaction.ts';

/** The transactions of a world, addressed by their place in the order (createdDate, id). */
export interface Transactions {
  size(): number;
  /** Instant of creation, ms since 1970, of the transaction at a place. */
  createdAt(place: number): number;
  id(place: number): string;
  at(place: number): CreditTransaction;
  /** Adds one that is not older than the newest. */
  add(transaction: CreditTransaction): void;
  byIdempotencyKey(key: string): CreditTransaction | undefined;
}

interface Later {
  readonly createdAt: number;
  readonly transaction: CreditTransaction;
}

/** The transactions that begin with `history`. */
export function createTransactions(
  seed: number,
  history: History,
  currencies: readonly string[],
): Transactions {
  const later: Later[] = [];
  const byKey = new Map<string, CreditTransaction>();
  const seeded = history.number.length;

  const seededAt = (place: number) => history.createdAt[place] ?? Number.NaN;
  const numberAt = (place: number) => history.number[place] ?? 0;
  const laterAt = (place: number): Later => {
    const found = later[place - seeded];
    if (!found) throw new RangeError(`There is no transaction at ${place}.`);
    return found;
  };
  const seededTransactionAt = (place: number): CreditTransaction => {
    const n = numberAt(place);
    return seededTransaction(seed, n, seededId(seed, n), seededAt(place), currencies);
  };

  return {
    size: () => seeded + later.length,
    createdAt: (place) => (place < seeded ? seededAt(place) : laterAt(place).createdAt),
    id: (place) => (place < seeded ? seededId(seed, numberAt(place)) : laterAt(place).transaction.id),
    at: (place) => (place < seeded ? seededTransactionAt(place) : laterAt(place).transaction),
    add: (transaction) => {
      const createdAt = Date.parse(transaction.createdDate);
      let place = later.length;
      for (let before = later[place - 1]; before; before = later[place - 1]) {
        const isBefore =
          before.createdAt < createdAt ||
          (before.createdAt === createdAt && before.transaction.id < transaction.id);
        if (isBefore) break;
        place--;
      }
      later.splice(place, 0, { createdAt, transaction });
      byKey.set(transaction.idempotencyKey, transaction);
    },
    byIdempotencyKey: (key) => {
      const known = byKey.get(key);
      if (known) return known;
      const n = numberOfKey(seed, key);
      const place = n === undefined ? -1 : history.number.indexOf(n);
      return place < 0 ? undefined : seededTransactionAt(place);
    },
  };
}
