// Revisions: an int64 that Wix sends as text, kept as text and compared as the number that it is.
import { unwrap } from './wire.ts';

// Stryker disable next-line Regex: where it takes less, what follows says the same.
const usual = /^(?:0|[1-9]\d{0,17})$/;
const integer = /^-?\d{1,25}$/;

/** A revision as canonical integer text (`007` is `7`); undefined when the value is no int64. */
export function parseRevision(value: unknown): string | undefined {
  const inner = unwrap(value);
  const text = typeof inner === 'number' && Number.isSafeInteger(inner) ? String(inner) : inner;
  if (typeof text !== 'string') return undefined;
  // Stryker disable next-line ConditionalExpression: what follows says the same, slowly.
  if (usual.test(text)) return text;
  if (!integer.test(text)) return undefined;
  const number = BigInt(text);
  return BigInt.asIntN(64, number) === number ? number.toString() : undefined;
}

/** Orders two revisions by number: 10 is higher than 9. A record without a revision is lower than any with one. */
export function compareRevisions(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return BigInt(a) < BigInt(b) ? -1 : 1;
}
