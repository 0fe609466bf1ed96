// The digest over rows: the sum, modulo 2^256, of the SHA-256 of each row's canonical line, as 64 hexadecimal digits.
import { hash } from 'node:crypto';

// A sum, not XOR: with XOR a row that is there twice would vanish from the digest, and any 256 rows could be combined to
// any digest by linear algebra. It depends neither on the order of rows nor on how they were cut into parts.

const modulus = 1n << 256n;
const length = 32;

/** The digest of no rows. */
export const EMPTY_DIGEST = '0'.repeat(64);

/** The digest of two sets of rows together. */
export function addDigests(a: string, b: string): string {
  const sum = (BigInt(`0x${a}`) + BigInt(`0x${b}`)) % modulus;
  return sum.toString(16).padStart(64, '0');
}

/** A digest that grows one line at a time. */
export interface RunningDigest {
  add(line: string): void;
  hex(): string;
}

/** A running digest of no rows. */
export function createDigest(): RunningDigest {
  // One double per byte of the hash, carried at the end: a double holds the sum of 2^45 of them exactly.
  const sums = new Float64Array(length);
  const carry = (): void => {
    // Stryker disable next-line ArithmeticOperator: a typed array takes nothing behind its end.
    for (let i = length - 1; i >= 0; i--) {
      const sum = sums[i] ?? 0;
      const low = sum % 256;
      sums[i] = low;
      // Stryker disable next-line ConditionalExpression,EqualityOperator: a typed array takes nothing before its beginning.
      if (i > 0) sums[i - 1] = (sums[i - 1] ?? 0) + (sum - low) / 256;
    }
  };
  return {
    add(line) {
      const bytes = hash('sha256', line, 'binary');
      for (let i = 0; i < length; i++) sums[i] = (sums[i] ?? 0) + bytes.charCodeAt(i);
    },
    hex() {
      carry();
      return Buffer.from(sums).toString('hex');
    },
  };
}
