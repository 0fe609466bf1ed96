// The small pseudo-random generator that everything seeded in the world comes from.

// Held here because looking up a global is slow inside a test runner's sandbox, and this runs a million times.
const { imul, floor } = Math;

/** A well mixed 32-bit hash of three whole numbers: the same three always give the same one. */
export function mix(seed: number, stream: number, index: number): number {
  let h = imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ imul(stream + 0x7f4a7c15, 0xc2b2ae35);
  h = imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ imul(index + 0x165667b1, 0x27d4eb2f);
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1), the same for the same three numbers. */
export function fraction(seed: number, stream: number, index: number): number {
  return mix(seed, stream, index) / 0x1_0000_0000;
}

/** A whole number from `minimum` to `maximum`, both included. */
export function wholeBetween(
  minimum: number,
  maximum: number,
  seed: number,
  stream: number,
  index: number,
): number {
  return minimum + floor(fraction(seed, stream, index) * (maximum - minimum + 1));
}

/**
 * One of `list`.
 * @throws RangeError when the list is empty.
 */
export function pick<T>(list: readonly T[], seed: number, stream: number, index: number): T {
  const chosen = list[mix(seed, stream, index) % list.length];
  if (chosen === undefined) throw new RangeError('Nothing to pick from.');
  return chosen;
}

/** The streams that keep what is derived from one seed apart. */
export const STREAM = {
  account: 1,
  site: 2,
  siteFacts: 3,
  subscription: 4,
  transaction: 5,
  transactionFacts: 6,
  key: 7,
  charge: 8,
  app: 9,
  request: 10,
} as const;
